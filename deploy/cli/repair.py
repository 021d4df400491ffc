"""`hcn dead-letters`, `hcn outbox`, `hcn due-work`: why a thing did not happen, and its repair."""

from __future__ import annotations

import asyncio
import json
import re
from typing import TYPE_CHECKING, Annotated

import typer

from deploy.cli.options import (
    DEFAULT_DATA,
    Data,
    Reason,
    Refused,
    load_installation,
    read_instant,
    require_service,
)
from deploy.tables import show_table

if TYPE_CHECKING:
    from deploy.installation import Installation

dead_letters = typer.Typer(
    no_args_is_help=True, help="Sự kiện không xử lý được · Events that could not take effect."
)
outbox = typer.Typer(no_args_is_help=True, help="Sự kiện chờ phát · Events waiting to go out.")
due_work = typer.Typer(
    no_args_is_help=True, help="Việc đến hạn · What is done when its time comes."
)
_NAME = re.compile(r"([a-z]+):([0-9]{1,18})")


def register(root: typer.Typer) -> None:
    """Add the commands of this file."""
    root.add_typer(dead_letters, name="dead-letters")
    root.add_typer(outbox, name="outbox")
    root.add_typer(due_work, name="due-work")


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
    rows = [
        (one.name, one.type, one.aggregate, str(one.attempts), one.state, one.error or "")
        for one in found
    ]
    show_table(("", "type", "aggregate", "tries", "state", "error"), rows)


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
    _require_name(installation, name, "hcn dead-letters list")
    use_case = operate.retry if act == "retry" else operate.drop
    try:
        kind = asyncio.run(use_case(installation, name, reason))
    except NotFound:
        raise Refused(f"There is no parked event {name}. See `hcn dead-letters list`.") from None
    print(f"{act}: {name} {kind}")


def _require_name(installation: Installation, name: str, see: str) -> None:
    found = _NAME.fullmatch(name)
    if not found or found[1] not in installation.database_urls:
        raise Refused(f"{name} is not <service>:<number>. See `{see}`.")


@outbox.command()
def status(data: Data = DEFAULT_DATA) -> None:
    """Hiện trạng · What waits and what is stuck; ends 1 when something is stuck."""
    from deploy.operate.outbox import read_states

    states = asyncio.run(read_states(load_installation(data)))
    rows = [
        (
            one.service,
            *(str(count) for count in (one.events, one.waiting, one.stuck)),
            f"{one.oldest:%Y-%m-%d %H:%M:%SZ}" if one.oldest else "",
        )
        for one in states
    ]
    show_table(("", "events", "waiting", "stuck", "oldest waiting since"), rows)
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
    require_service(installation, service)
    print(f"{asyncio.run(run(installation, service, read_instant(since), reason))} events.")


@due_work.command("status")
def due_status(data: Data = DEFAULT_DATA) -> None:
    """Hiện trạng · What waits, by kind; ends 1 when something gave up."""
    from deploy.operate.due_work import count_kinds

    kinds = asyncio.run(count_kinds(load_installation(data)))
    rows = [
        (
            one.service,
            one.kind,
            str(one.waiting),
            str(one.stuck),
            f"{one.next_at:%Y-%m-%d %H:%M:%SZ}" if one.next_at else "",
        )
        for one in kinds
    ]
    show_table(("", "kind", "waiting", "stuck", "next at"), rows)
    if any(one.stuck for one in kinds):
        raise typer.Exit(1)


@due_work.command("list")
def due_list(data: Data = DEFAULT_DATA) -> None:
    """Liệt kê việc hỏng · What failed: tried again, or given up."""
    from deploy.operate.due_work import list_failed

    found = asyncio.run(list_failed(load_installation(data)))
    if not found:
        print("Không có · None.")
        return
    rows = [
        (one.name, one.kind, one.key, str(one.attempts), one.state, one.error or "")
        for one in found
    ]
    show_table(("", "kind", "of", "tries", "state", "error"), rows)


@due_work.command("retry")
def due_retry(name: str, reason: Reason, data: Data = DEFAULT_DATA) -> None:
    """Thử lại · Do it now that the cause is mended."""
    from deploy.operate.due_work import retry as run
    from shared.errors import NotFound

    installation = load_installation(data)
    _require_name(installation, name, "hcn due-work list")
    try:
        kind = asyncio.run(run(installation, name, reason))
    except NotFound:
        raise Refused(f"There is no due work {name}. See `hcn due-work list`.") from None
    print(f"retry: {name} {kind}")
