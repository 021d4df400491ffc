"""Which installation a command acts on: the embedded one in a folder, or one named by settings.

A folder that holds an embedded network wins unless `HCN_MODE=production` is set.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import SettingsError as Unreadable

from deploy.nats.accounts import HCN
from deploy.nats.keys import KeyFolder
from deploy.nats.topology import SERVICES
from deploy.nats.users import ADMIN
from shared.tls import TlsSettings


class InstallationUnknown(Exception):
    """A setting is missing; the text names it."""


class NotReachable(Exception):
    """A part of the installation does not answer; the text names it."""


class InstallationSettings(TlsSettings):
    """Where the installation is that a command acts on, when it is not an embedded one."""

    nats_url: str = ""
    """NATS server or servers, comma separated."""
    nats_keys: Path | None = None
    """Folder with the operator's and the accounts' keys; whoever has it rules NATS."""
    nats_admin_creds: Path | None = None
    """Credentials for watching events; empty: those in HCN_NATS_KEYS."""
    nats_outside_url: str = ""
    """NATS as other city systems reach it, for their credentials; empty: HCN_NATS_URL."""
    members_database_url: SecretStr = SecretStr("")
    """PostgreSQL of members."""
    bookings_database_url: SecretStr = SecretStr("")
    """PostgreSQL of bookings."""
    promotion_database_url: SecretStr = SecretStr("")
    """PostgreSQL of promotion."""
    notifications_database_url: SecretStr = SecretStr("")
    """PostgreSQL of notifications."""
    postgres_superuser_url: SecretStr = SecretStr("")
    """PostgreSQL as its superuser; for the job that makes roles and databases alone."""
    public_urls: dict[str, str] = Field(default={})
    """Address of each service as the outside knows it; announcements carry it."""
    service_urls: dict[str, str] = Field(default={})
    """Address of each service itself, which answers /readyz; empty: HCN_PUBLIC_URLS."""


@dataclass(frozen=True, slots=True)
class Installation:
    """Where the databases, NATS and the services of one installation are."""

    database_urls: dict[str, str]
    """Service → DSN of its database."""
    nats_url: str
    nats_keys: Path
    """Folder of `deploy.nats.keys.KeyFolder`: the authority over NATS."""
    services: dict[str, str]
    """Service → its URL as the outside knows it."""
    embedded: bool
    folder: Path
    nats_outside_url: str = ""
    """NATS as other city systems reach it."""
    doors: dict[str, str] = field(default_factory=dict)
    """Service → the URL of the service itself, where a proxy shows less than it answers."""

    @property
    def keys(self) -> KeyFolder:
        """The key folder, for signing and for the operator's credentials."""
        return KeyFolder(self.nats_keys)

    @property
    def admin_creds(self) -> Path:
        """Credentials of the operator's user in account HCN."""
        if not self.embedded and (override := InstallationSettings().nats_admin_creds):
            return override
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
        return cls.of(_read_settings(), data)

    @classmethod
    def of(cls, settings: InstallationSettings, data: Path = Path(".hcn")) -> Installation:
        """The installation that settings name. Raises InstallationUnknown."""
        urls = {service: getattr(settings, f"{service}_database_url") for service in SERVICES}
        needed: dict[str, object] = {
            "HCN_NATS_URL": settings.nats_url,
            "HCN_NATS_KEYS": settings.nats_keys,
            **{f"HCN_{service.upper()}_DATABASE_URL": url for service, url in urls.items()},
        }
        missing = [name for name, value in needed.items() if not value]
        if missing or settings.nats_keys is None:
            raise InstallationUnknown(
                f"{data} holds no embedded network, so the installation must be named by settings; "
                f"missing: {', '.join(missing)}. For a network on this machine run `hcn up`."
            )
        return cls(
            database_urls={service: url.get_secret_value() for service, url in urls.items()},
            nats_url=settings.nats_url,
            nats_keys=settings.nats_keys,
            services=settings.public_urls,
            embedded=False,
            folder=data,
            nats_outside_url=settings.nats_outside_url or settings.nats_url,
            doors=settings.service_urls or settings.public_urls,
        )


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
        nats_outside_url=run["nats"]["url"],
        doors=run["services"],
    )


def _read_settings() -> InstallationSettings:
    try:
        return InstallationSettings()
    except (Unreadable, ValidationError) as error:
        if "_urls" not in str(error):
            raise
        name = "HCN_SERVICE_URLS" if "service_urls" in str(error) else "HCN_PUBLIC_URLS"
        raise InstallationUnknown(
            f'{name} must be JSON such as {{"members": "https://members.example.vn", …}}.'
        ) from None
