"""Which port each part listens on, counted from the base, and whether they are free."""

from __future__ import annotations

import socket
from collections.abc import Collection
from dataclasses import dataclass

from deploy.nats.topology import SERVICES

USUAL_BASE = 8100
SERVERS = ("nats", "nats monitor", "postgres")


class PortTaken(Exception):
    """Another program listens on a port; the text names the port and the option."""


@dataclass(frozen=True, slots=True)
class Ports:
    """Ports on 127.0.0.1 for one base N."""

    base: int

    @property
    def services(self) -> dict[str, int]:
        """members N+1, bookings N+2, promotion N+3, notifications N+4."""
        return {name: self.base + 1 + index for index, name in enumerate(SERVICES)}

    @property
    def nats(self) -> int:
        return self.base + 10

    @property
    def nats_monitor(self) -> int:
        return self.base + 11

    @property
    def postgres(self) -> int:
        return self.base + 12

    @property
    def smtp(self) -> int:
        return self.base + 13

    @property
    def mail_web(self) -> int:
        return self.base + 14

    def named(self) -> dict[str, int]:
        """Part → port, for messages."""
        return {
            **self.services,
            "nats": self.nats,
            "nats monitor": self.nats_monitor,
            "postgres": self.postgres,
            "smtp": self.smtp,
            "mail": self.mail_web,
        }

    def require_free(self, without: Collection[str] = ()) -> None:
        """Raise PortTaken for the first port that is in use; `without` names those that may be."""
        needed = {part: port for part, port in self.named().items() if part not in without}
        for part, port in needed.items():
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind(("127.0.0.1", port))
                except OSError as error:
                    raise PortTaken(
                        f"Port {port} on 127.0.0.1, needed for {part}, is in use by another "
                        "program. Choose another base with --port-base, for example "
                        f"--port-base {self.base + 100}."
                    ) from error
