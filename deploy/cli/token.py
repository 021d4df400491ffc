"""`hcn token`: a bearer token of the embedded issuer."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer

from deploy.cli.options import DEFAULT_DATA, Data, Refused


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(token)


def token(
    role: Annotated[list[str], typer.Option(help="Vai trò · Role; may be given several times.")],
    member: Annotated[str | None, typer.Option(metavar="ID", help="Thành viên · Member.")] = None,
    host: Annotated[str | None, typer.Option(metavar="ID", help="Đơn vị chủ quản · Host.")] = None,
    sub: Annotated[str | None, typer.Option(metavar="NAME", help="Subject (sub).")] = None,
    name: Annotated[str | None, typer.Option(help="Tên hiển thị · Display name.")] = None,
    email: Annotated[str | None, typer.Option(help="E-mail.")] = None,
    hours: Annotated[float, typer.Option(min=0.01, help="Hiệu lực (giờ) · Lifetime.")] = 12,
    data: Data = DEFAULT_DATA,
) -> None:
    """Cấp mã truy cập để thử · Print a bearer token for development."""
    from deploy.embedded.clock import read_clock
    from deploy.embedded.folder import DataFolder
    from deploy.embedded.issuer import IssuerRefused, Person, issue_token

    folder = DataFolder(data)
    person = Person(role, member, host, sub, name, email)
    now = read_clock(folder.clock_file)
    try:
        print(issue_token(folder, person, now, timedelta(hours=hours)))
    except IssuerRefused as refusal:
        raise Refused(str(refusal)) from refusal
