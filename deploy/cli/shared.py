"""What all commands share: the option `--data` and how a refusal ends a command."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from deploy.installation import Installation

Data = Annotated[
    Path,
    typer.Option("--data", metavar="DIR", help="Thư mục dữ liệu · Data folder.", envvar="HCN_DATA"),
]
DEFAULT_DATA = Path(".hcn")


class Refused(Exception):
    """A command cannot do what was asked; the text is shown and the status is 1."""


def read_instant(text: str) -> datetime:
    """An instant with its zone, such as 2026-11-23T02:00Z; refuses with a sentence."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(f"{text} is not an instant. Write it as 2026-11-23T02:00Z.") from None
    if instant.tzinfo is None:
        raise Refused(f"{text} has no zone. Write {text}Z for UTC or {text}+07:00 for Hanoi.")
    return instant.astimezone(UTC)


def load_installation(data: Path) -> Installation:
    """The installation that `--data` and the settings name; refuses with a sentence."""
    from deploy.installation import Installation, InstallationUnknown

    try:
        return Installation.load(data)
    except InstallationUnknown as error:
        raise Refused(str(error)) from error
