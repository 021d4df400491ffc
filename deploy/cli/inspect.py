"""`hcn audit`, `hcn doctor`: who did what, and what is wrong now."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from deploy.cli.options import DEFAULT_DATA, Data, load_installation
from deploy.tables import show_table


def register(root: typer.Typer) -> None:
    """Add the commands of this file."""
    root.command()(audit)
    root.command()(doctor)


def audit(
    subject: Annotated[str | None, typer.Option(help="Mã đối tượng · Id acted upon.")] = None,
    actor: Annotated[str | None, typer.Option(help="Người làm · issuer|subject.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000)] = 50,
    data: Data = DEFAULT_DATA,
) -> None:
    """Ai đã làm gì · The audit trails of all services, newest first."""
    from deploy.operate.audit import read_trail

    rows = [
        (
            f"{one.recorded_at:%Y-%m-%d %H:%M:%SZ}",
            one.service,
            one.actor,
            one.act,
            one.subject,
            one.reason or "",
        )
        for one in asyncio.run(read_trail(load_installation(data), subject, actor, limit))
    ]
    show_table(("time", "service", "actor", "act", "subject", "reason"), rows)


def doctor(data: Data = DEFAULT_DATA) -> None:
    """Khám · Everything that is wrong now, in sentences; ends 1 when there is something."""
    from deploy.operate.doctor import find_troubles

    async def examine() -> int:
        count = 0
        async for trouble in find_troubles(load_installation(data)):
            print(f"✗ {trouble}")
            count += 1
        return count

    if asyncio.run(examine()):
        raise typer.Exit(1)
    print("✓ Mọi thứ đều ổn · All is well.")
