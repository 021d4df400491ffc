"""The configuration of a NATS server: who may enter, synced to disk at each event.

`sync_interval: always` because the default flushes every two minutes: what a power cut takes would
have to come again from the journals.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from deploy.nats.accounts import ACCOUNTS, SYS
from deploy.nats.keys import KeyFolder
from deploy.nats.settings import TopologySettings


@dataclass(frozen=True, slots=True)
class ServerPlace:
    """Where one server listens and keeps its data, as it sees them itself."""

    name: str
    listen: str
    """`address:port` for clients."""
    monitor: str
    """`address:port` of its health, for this machine only."""
    data: Path
    tls: tuple[Path, Path] | None = None
    """Certificate and key; None: no TLS."""


def server_config(place: ServerPlace, keys: KeyFolder, settings: TopologySettings) -> str:
    """The text of `server.conf`; the accounts' JWTs of today are its first."""
    publics = keys.publics()
    preload = "\n".join(f"  {publics[one]}: {keys.account_jwt(one)}" for one in ACCOUNTS)
    return f"""\
server_name: {place.name}
listen: {json.dumps(place.listen)}
http: {json.dumps(place.monitor)}
max_payload: {settings.stream_max_message_bytes}
{_tls(place)}jetstream {{
  store_dir: {json.dumps(str(place.data))}
  sync_interval: always
  max_memory_store: 64MB
  # A ceiling, not a reservation on disk: the streams' own limits hold below it.
  max_file_store: 1TB
}}
operator: {keys.operator_jwt.read_text().strip()}
system_account: {publics[SYS]}
resolver {{
  type: full
  dir: {json.dumps(str(place.data / "accounts"))}
  allow_delete: false
  interval: "2m"
}}
resolver_preload {{
{preload}
}}
"""


def _tls(place: ServerPlace) -> str:
    if place.tls is None:
        return ""
    certificate, key = (json.dumps(str(file)) for file in place.tls)
    return f"tls {{\n  cert_file: {certificate}\n  key_file: {key}\n}}\n"
