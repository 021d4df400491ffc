"""`hcn dead-letters`, `hcn outbox`: find out why a thing did not happen, and repair it."""

from __future__ import annotations

import asyncio
import json
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from deploy.cli.options import DEFAULT_DATA, Data, Refused, load_installation, read_instant

dead_letters = typer.Typer(
    no_args_is_help=True, help="Sự kiện không xử lý được · Events that could not take effect."
)
outbox = typer.Typer(no_args_is_help=True, help="Sự kiện chờ phát · Events waiting to go out.")
Reason = Annotated[str, typer.Option(help="Lý do · Reason, for the audit trail.")]


def register(root: typer.Typer) -> None:
    """Add the commands of this file."""
    root.add_typer(dead_letters, name="dead-letters")
    root.add_typer(outbox, name="outbox")


@dead_letters.command("list")
def list_all(
    everything: Annotated[
        bool, typer.Option("--all", help="Cả đang chờ · Parked ones too.")
    ] = False,
    data: Data = DEFAULT_DATA,
) -> None:
    """Liệt kê · List dead letters of all services."""
    from deploy.operate.dead_letters import list_parked

    found = asyncio.run(list_parked(load_installation(data), everything))
    if not found:
        print("Không có · None.")
        return
    table = Table("", "type", "aggregate", "tries", "state", "error", box=None)
    for one in found:
        state = "dead" if one.dead else "retrying" if one.error else "behind"
        table.add_row(one.name, one.type, one.aggregate, str(one.attempts), state, one.error or "")
    Console().print(table)


@dead_letters.command()
def show(name: str, data: Data = DEFAULT_DATA) -> None:
    """Xem một sự kiện · One event with its body and its last error."""
    from deploy.operate.dead_letters import list_parked

    found = asyncio.run(list_parked(load_installation(data), True))
    for one in found:
        if one.name == name:
            print(f"{one.name}  {one.attempts} tries  {one.error or 'waits behind an earlier one'}")
            print(json.dumps(json.loads(one.envelope), ensure_ascii=False, indent=1))
            return
    raise Refused(f"There is no parked event {name}. See `hcn dead-letters list --all`.")


@dead_letters.command()
def retry(name: str, reason: Reason, data: Data = DEFAULT_DATA) -> None:
    """Thử lại · Try again now that the cause is mended; what waits behind it follows."""
    _repair("retry", name, reason, data)


@dead_letters.command()
def drop(name: str, reason: Reason, data: Data = DEFAULT_DATA) -> None:
    """Bỏ hẳn · Give it up for good; what waits behind it goes on without it."""
    _repair("drop", name, reason, data)


def _repair(act: str, name: str, reason: str, data: Data) -> None:
    from deploy.operate import dead_letters as operate
    from shared.errors import NotFound

    installation = load_installation(data)
    service, _, number = name.partition(":")
    if service not in installation.database_urls or not number.isdigit():
        raise Refused(f"{name} is not <service>:<number>. See `hcn dead-letters list`.")
    use_case = operate.retry if act == "retry" else operate.drop
    try:
        kind = asyncio.run(use_case(installation, name, reason))
    except NotFound:
        raise Refused(f"There is no parked event {name}. See `hcn dead-letters list`.") from None
    print(f"{act}: {name} {kind}")


@outbox.command()
def status(data: Data = DEFAULT_DATA) -> None:
    """Hiện trạng · What waits and what is stuck; ends 1 when something is stuck."""
    from deploy.operate.outbox import read_states

    states = asyncio.run(read_states(load_installation(data)))
    table = Table("", "events", "waiting", "stuck", "oldest waiting since", box=None)
    for one in states:
        since = f"{one.oldest:%Y-%m-%d %H:%M:%SZ}" if one.oldest else ""
        table.add_row(one.service, str(one.events), str(one.waiting), str(one.stuck), since)
    Console().print(table)
    if any(one.stuck for one in states):
        raise typer.Exit(1)


@outbox.command()
def republish(
    service: str,
    since: Annotated[str, typer.Option(help="Từ lúc · From, e.g. 2026-11-23T02:00Z.")],
    reason: Reason,
    data: Data = DEFAULT_DATA,
) -> None:
    """Phát lại · Publish again what was recorded since; readers drop what they know."""
    from deploy.operate.outbox import republish as run

    installation = load_installation(data)
    if service not in installation.database_urls:
        raise Refused(f"No service is called {service}: {', '.join(installation.database_urls)}.")
    print(f"{asyncio.run(run(installation, service, read_instant(since), reason))} events.")
