"""Which installation a command acts on: the embedded one in a folder, or one named by settings.

A folder that holds an embedded network wins unless `HCN_MODE=production` is set.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from deploy.nats.accounts import HCN
from deploy.nats.keys import KeyFolder
from deploy.nats.topology import SERVICES
from deploy.nats.users import ADMIN


class InstallationUnknown(Exception):
    """A setting is missing; the text names it."""


class NotReachable(Exception):
    """A part of the installation does not answer; the text names it."""


@dataclass(frozen=True, slots=True)
class Installation:
    """Where the databases, NATS and the services of one installation are."""

    database_urls: dict[str, str]
    """Service → DSN of its database."""
    nats_url: str
    nats_keys: Path
    """Folder of `deploy.nats.keys.KeyFolder`: the authority over NATS."""
    services: dict[str, str]
    """Service → its URL."""
    embedded: bool
    folder: Path

    @property
    def keys(self) -> KeyFolder:
        """The key folder, for signing and for the operator's credentials."""
        return KeyFolder(self.nats_keys)

    @property
    def admin_creds(self) -> Path:
        """Credentials of the operator's user in account HCN."""
        override = os.environ.get("HCN_NATS_ADMIN_CREDS")
        if override and not self.embedded:
            return Path(override)
        return self.keys.credentials_file(HCN, ADMIN)

    def as_environment(self) -> dict[str, str]:
        """Settings with which services' code must run in a command as it does in the services.

        Addresses travel in events, so an announcement must name the same as the services do.
        """
        return {"HCN_PUBLIC_URLS": json.dumps(self.services)} if self.services else {}

    @classmethod
    def load(cls, data: Path) -> Installation:
        """The installation of `--data` and the environment. Raises InstallationUnknown."""
        if os.environ.get("HCN_MODE") != "production":
            embedded = _load_embedded(data)
            if embedded:
                return embedded
        return _load_from_environment(data)


def _load_embedded(data: Path) -> Installation | None:
    from deploy.embedded.folder import DataFolder

    folder = DataFolder(data)
    if not folder.issuer_key.is_file():
        return None
    run = folder.read_run()
    if run is None:
        raise InstallationUnknown(
            f"The network in {folder.path} is not running. Start it with `hcn up --data {data}`."
        )
    return Installation(
        database_urls=run["databases"],
        nats_url=run["nats"]["url"],
        nats_keys=folder.nats / "keys",
        services=run["services"],
        embedded=True,
        folder=folder.path,
    )


def _load_from_environment(data: Path) -> Installation:
    names = {service: f"HCN_{service.upper()}_DATABASE_URL" for service in SERVICES}
    needed = ["HCN_NATS_URL", "HCN_NATS_KEYS", *names.values()]
    missing = [name for name in needed if not os.environ.get(name)]
    if missing:
        raise InstallationUnknown(
            f"{data} holds no embedded network, so the installation must be named by settings; "
            f"missing: {', '.join(missing)}. For a network on this machine run `hcn up`."
        )
    return Installation(
        database_urls={service: os.environ[name] for service, name in names.items()},
        nats_url=os.environ["HCN_NATS_URL"],
        nats_keys=Path(os.environ["HCN_NATS_KEYS"]),
        services=_read_public_urls(os.environ.get("HCN_PUBLIC_URLS") or "{}"),
        embedded=False,
        folder=data,
    )


def _read_public_urls(text: str) -> dict[str, str]:
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, dict) or not all(isinstance(url, str) for url in found.values()):
        raise InstallationUnknown(
            'HCN_PUBLIC_URLS must be JSON such as {"members": "https://members.example.vn", …}.'
        )
    return found
