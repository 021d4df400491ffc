"""Which parts the embedded network has, and with which settings each of them runs."""

from __future__ import annotations

import json
import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deploy.embedded.folder import DataFolder
from deploy.embedded.nats import EmbeddedNats
from deploy.embedded.part import Part
from deploy.embedded.ports import SERVERS, USUAL_BASE, Ports
from deploy.embedded.postgres import EmbeddedPostgres, unprivileged_user
from deploy.nats.accounts import CITY, HCN
from deploy.nats.topology import SERVICES

ISSUER = "http://127.0.0.1/hcn-issuer"
AUDIENCE = "hcn"
SAMPLE_SUBSCRIBER = "sample"
CODE = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Network:
    """The embedded network of one data folder and one port base."""

    folder: DataFolder
    ports: Ports
    servers_given: bool = False
    """NATS and PostgreSQL run at their ports already, and somebody else keeps them."""

    @classmethod
    def of(cls, folder: DataFolder, port_base: int | None = None) -> Network:
        """The network of a folder; without a port base the one of its last start, or 8100."""
        return cls(folder, Ports(port_base or folder.read_port_base() or USUAL_BASE))

    @property
    def postgres(self) -> EmbeddedPostgres:
        return EmbeddedPostgres(self.folder.postgres, self.ports.postgres)

    @property
    def nats(self) -> EmbeddedNats:
        return EmbeddedNats(self.folder.nats, self.ports.nats, self.ports.nats_monitor)

    @property
    def service_urls(self) -> dict[str, str]:
        return {name: f"http://127.0.0.1:{port}" for name, port in self.ports.services.items()}

    @property
    def mail_url(self) -> str:
        return f"http://127.0.0.1:{self.ports.mail_web}"

    def require_free_ports(self) -> None:
        """Raise PortTaken when a part of ours could not listen."""
        self.ports.require_free(without=SERVERS if self.servers_given else ())

    def postgres_part(self, command: list[str]) -> Part:
        """PostgreSQL: fast shutdown when asked, immediate (and crash safe) when orphaned."""
        owner = unprivileged_user()
        return Part(
            "postgres",
            command,
            self.folder.log_of("postgres"),
            user=(owner.pw_uid, owner.pw_gid) if owner else None,
            stop_signal=signal.SIGINT,
            death_signal=signal.SIGQUIT,
        )

    def nats_part(self, command: list[str]) -> Part:
        """NATS with JetStream."""
        return Part("nats", command, self.folder.log_of("nats"), health=self.nats.health_url)

    def mail_part(self) -> Part:
        """The mail catcher."""
        command = [
            *(sys.executable, "-m", "deploy.embedded.mailbox"),
            *("--folder", str(self.folder.mail)),
            *("--smtp-port", str(self.ports.smtp)),
            *("--web-port", str(self.ports.mail_web)),
        ]
        return Part(
            "mail",
            command,
            self.folder.log_of("mail"),
            environment=python_environment(),
            health=f"{self.mail_url}/livez",
        )

    def prepare_part(self) -> Part:
        """The short-lived process that migrates and provisions."""
        command = [
            *(sys.executable, "-m", "deploy.embedded.prepare"),
            *("--data", str(self.folder.path)),
            *("--port-base", str(self.ports.base)),
        ]
        log = self.folder.log_of("prepare")
        return Part("prepare", command, log, environment=python_environment())

    def service_parts(self) -> list[Part]:
        """The four services, each with its own settings only."""
        return [self._service_part(name) for name in SERVICES]

    def _service_part(self, name: str) -> Part:
        files = self.folder.files_of(name)
        files.mkdir(mode=0o700, parents=True, exist_ok=True)
        environment = python_environment() | {
            "HCN_MODE": "embedded",
            "HCN_DATABASE_URL": self.postgres.urls()[name],
            "HCN_NATS_URL": self.nats.url,
            "HCN_NATS_CREDS": str(self.nats.keys.credentials_file(HCN, name)),
            "HCN_HTTP_HOST": "127.0.0.1",
            "HCN_HTTP_PORT": str(self.ports.services[name]),
            "HCN_AUTH_JWKS": str(self.folder.jwks_file),
            "HCN_AUTH_ISSUER": ISSUER,
            "HCN_AUTH_AUDIENCE": AUDIENCE,
            "HCN_CLOCK_FILE": str(self.folder.clock_file),
            "HCN_FILES_DIR": str(files),
            "HCN_SMTP_HOST": "127.0.0.1",
            "HCN_SMTP_PORT": str(self.ports.smtp),
            "HCN_PUBLIC_URLS": json.dumps(self.service_urls),
            "HCN_LOG_FORMAT": "json",
        }
        return Part(
            name,
            [sys.executable, "-m", f"services.{name}"],
            self.folder.log_of(name),
            environment=environment,
            health=f"{self.service_urls[name]}/readyz",
        )

    def describe(self, pids: dict[str, int]) -> dict[str, Any]:
        """The content of run.json."""
        return {
            "services": self.service_urls,
            "nats": {
                "url": self.nats.url,
                "creds": str(self.nats.keys.credentials_file(CITY, SAMPLE_SUBSCRIBER)),
                "inbox_prefix": f"_INBOX_{SAMPLE_SUBSCRIBER}",
            },
            "databases": self.postgres.urls(),
            "mail": {"url": self.mail_url},
            "pids": pids,
        }


def python_environment() -> dict[str, str]:
    """So that a child imports the same code as we do, installed or not."""
    paths = [str(CODE), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {"PYTHONPATH": os.pathsep.join(paths), "PYTHONUNBUFFERED": "1"}
