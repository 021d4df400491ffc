"""`hcn demo`: bring the network up, play a season, say what was promised and what was seen."""

from __future__ import annotations

import asyncio
import sys
from contextlib import nullcontext
from typing import Annotated

import typer
from rich.console import Console

from deploy.cli.options import DEFAULT_DATA, Data, PortBase, Refused, require_embedded


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(demo)


def demo(
    data: Data = DEFAULT_DATA,
    port_base: PortBase = None,
    keep: Annotated[
        bool, typer.Option("--keep", help="Để mạng chạy tiếp · Leave the network running.")
    ] = False,
) -> None:
    """Chơi trọn một mùa của mạng lưới · Play a season of the network; ends 0 when all was kept."""
    require_embedded()
    from deploy.demo.play import play
    from deploy.embedded.down import stop_network
    from deploy.embedded.folder import DataFolder
    from deploy.embedded.network import Network
    from deploy.embedded.progress import Lines, Terminal
    from deploy.embedded.supervisor import StartFailed
    from deploy.embedded.up import run_detached

    folder = DataFolder(data)
    was_running = folder.is_ready()
    console = Console()
    screen = Terminal(console) if console.is_terminal else None
    try:
        with screen or nullcontext():
            report = screen or Lines(sys.stdout)
            run_detached(Network.of(folder, port_base), report, empty=False)
    except StartFailed as failure:
        raise Refused(str(failure)) from failure
    kept = False
    try:
        kept = asyncio.run(play(folder, console))
    finally:
        if not (keep or was_running):
            stop_network(folder)
    if not kept:
        raise typer.Exit(1)
    print("✓ Mọi lời hứa đều được giữ · Every promise was kept.")
    print(f"Xem lại · Look around: .venv/bin/hcn up --data {data}")
