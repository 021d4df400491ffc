"""`hcn grant`: who may what, the first operator included."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Annotated, TypeVar
from uuid import UUID

import typer

from deploy.cli.options import DEFAULT_DATA, Data, Reason, Refused, load_installation, read_instant
from deploy.tables import show_table

app = typer.Typer(no_args_is_help=True, help="Quyền · Who may do what.")
T = TypeVar("T")
EMBEDDED_ISSUER = "http://127.0.0.1/hcn-issuer"


@app.command()
def add(
    subject: Annotated[str, typer.Argument(help="`sub` của người · of the person's token.")],
    role: Annotated[str, typer.Option(help="Vai trò · Role.")],
    reason: Reason,
    issuer: Annotated[
        str, typer.Option(envvar="HCN_AUTH_ISSUER", help="`iss` của mã · of the token.")
    ] = EMBEDDED_ISSUER,
    member: Annotated[UUID | None, typer.Option(help="Thành viên · Member.")] = None,
    host: Annotated[UUID | None, typer.Option(help="Đơn vị quản lý · Host.")] = None,
    until: Annotated[str | None, typer.Option(help="Đến · Until, 2027-01-01T00:00Z.")] = None,
    email: Annotated[str | None, typer.Option(help="Để nhận việc · Where tasks are sent.")] = None,
    data: Data = DEFAULT_DATA,
) -> None:
    """Cấp quyền · Give a person a role."""
    installation = load_installation(data)
    if issuer == EMBEDDED_ISSUER and not installation.embedded:
        raise Refused("--issuer (or HCN_AUTH_ISSUER): name the `iss` of your sign-in's tokens.")
    valid_until = read_instant(until) if until else None
    from deploy.operate.grants import add as give

    grant = _run(
        give(
            installation,
            issuer=issuer,
            subject=subject,
            role=role,
            member_id=member,
            host_id=host,
            valid_until=valid_until,
            email=email,
            reason=reason,
        )
    )
    print(f"{grant.id}  {grant.subject}: {grant.role}")


@app.command("list")
def show(
    subject: Annotated[str | None, typer.Option(help="Chỉ của · Only of this `sub`.")] = None,
    data: Data = DEFAULT_DATA,
) -> None:
    """Liệt kê · All grants, ended ones too."""
    installation = load_installation(data)
    from deploy.operate.grants import list_grants

    rows = [
        (
            str(one.id),
            one.subject,
            one.role,
            str(one.member_id or one.host_id or ""),
            f"{one.valid_from:%Y-%m-%d}",
            f"{end:%Y-%m-%d %H:%MZ}" if (end := one.ended_at or one.valid_until) else "",
        )
        for one in _run(list_grants(installation, subject))
    ]
    show_table(("", "subject", "role", "for", "from", "until"), rows)


@app.command()
def end(grant: UUID, reason: Reason, data: Data = DEFAULT_DATA) -> None:
    """Thu hồi quyền · Take a grant back at once."""
    installation = load_installation(data)
    from deploy.operate.grants import end as take_back

    ended = _run(take_back(installation, grant, reason))
    print(f"{ended.id}  {ended.subject}: {ended.role}, đã thu hồi · ended")


def _run(act: Awaitable[T]) -> T:
    """Do it, and say a refusal in both languages."""
    from services.members.texts import SENTENCES
    from shared.errors import Refusal
    from shared.http.problems import Sentences

    async def main() -> T:
        return await act

    try:
        return asyncio.run(main())
    except Refusal as refusal:
        say = Sentences(SENTENCES).say
        lines = [
            f"{one.field + ': ' if one.field else ''}{say(one, 'vi')} · {say(one, 'en')}"
            for one in refusal.failures
        ]
        raise Refused("\n".join(lines)) from None
