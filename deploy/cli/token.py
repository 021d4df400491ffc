"""`hcn token`: a bearer token of the embedded issuer."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated
from uuid import UUID

import typer

from deploy.cli.options import DEFAULT_DATA, Data, Refused

LEAST_HOURS, MOST_HOURS = 0.01, 8784


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(token)


def token(
    role: Annotated[list[str], typer.Option(help="Vai trò · Role; may be given several times.")],
    member: Annotated[UUID | None, typer.Option(help="Thành viên · Member.")] = None,
    host: Annotated[UUID | None, typer.Option(help="Đơn vị quản lý · Host.")] = None,
    sub: Annotated[str | None, typer.Option(metavar="NAME", help="Subject (sub).")] = None,
    name: Annotated[str | None, typer.Option(help="Tên hiển thị · Display name.")] = None,
    email: Annotated[str | None, typer.Option(help="E-mail.")] = None,
    hours: Annotated[float, typer.Option(help="Hiệu lực (giờ) · Lifetime.")] = 12,
    data: Data = DEFAULT_DATA,
) -> None:
    """Cấp mã truy cập để thử · Print a bearer token for development."""
    from deploy.embedded.clock import read_clock
    from deploy.embedded.folder import DataFolder
    from deploy.embedded.issuer import IssuerRefused, Person, issue_token

    _require_roles(role)
    # Not the other way round: NaN compares as false with everything.
    if not LEAST_HOURS <= hours <= MOST_HOURS:
        raise Refused(f"--hours: from {LEAST_HOURS} to {MOST_HOURS} (a year), not {hours:g}.")
    folder = DataFolder(data)
    person = Person(role, _text(member), _text(host), sub, name, email)
    now = read_clock(folder.clock_file)
    try:
        print(issue_token(folder, person, now, timedelta(hours=hours)))
    except IssuerRefused as refusal:
        raise Refused(str(refusal)) from refusal


def _require_roles(roles: list[str]) -> None:
    from shared.auth.caller import ROLES

    for role in roles:
        if role not in ROLES:
            raise Refused(f"{role!r} is no role. There are: {', '.join(ROLES)}.")


def _text(id: UUID | None) -> str | None:
    return str(id) if id else None
