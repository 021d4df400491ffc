"""`hcn up`, `hcn down`, `hcn status`: the embedded network on this machine."""

from __future__ import annotations

import asyncio
import sys
from contextlib import nullcontext
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from deploy.cli.options import DEFAULT_DATA, Data, PortBase, Refused, require_embedded
from deploy.tables import show_table


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(up)
    app.command()(down)
    app.command()(status)


def up(
    data: Data = DEFAULT_DATA,
    port_base: PortBase = None,
    detach: Annotated[
        bool, typer.Option("--detach", help="Chạy nền · Return when ready, keep running.")
    ] = False,
    empty: Annotated[
        bool, typer.Option("--empty", help="Không nạp địa điểm mẫu · No sample places.")
    ] = False,
) -> None:
    """Khởi động toàn mạng trên máy này · Start the whole network on this machine."""
    require_embedded()
    from deploy.embedded.folder import DataFolder
    from deploy.embedded.network import Network
    from deploy.embedded.progress import Lines, Terminal
    from deploy.embedded.supervisor import StartFailed
    from deploy.embedded.up import run_detached, run_here, say_where

    network = Network.of(DataFolder(data), port_base)
    console = Console()
    screen = Terminal(console) if console.is_terminal else None
    with screen or nullcontext():
        report = screen or Lines(sys.stdout)

        def on_ready() -> None:
            say_where(network.folder, report)
            report.say("Ctrl-C dừng tất cả · Ctrl-C stops all.")
            if screen:
                screen.rest()

        try:
            if detach:
                run_detached(network, report, empty=empty)
            else:
                run_here(network, report, empty=empty, on_ready=on_ready)
        except StartFailed as failure:
            raise Refused(str(failure)) from failure


def down(data: Data = DEFAULT_DATA) -> None:
    """Dừng toàn mạng · Stop everything and wait until it has gone."""
    from deploy.embedded.down import StopFailed, stop_network
    from deploy.embedded.folder import DataFolder

    folder = DataFolder(data)
    if not folder.path.is_dir():
        print(f"{folder.path}: không có mạng nào · no network here.")
        return
    try:
        stopped = stop_network(folder)
    except StopFailed as failure:
        raise Refused(str(failure)) from failure
    print("Đã dừng · Stopped." if stopped else "Không có gì đang chạy · Nothing was running.")


def status(data: Data = DEFAULT_DATA) -> None:
    """Trạng thái từng phần · State of each part; status 1 when one is down."""
    from deploy.embedded.folder import DataFolder
    from deploy.embedded.status import examine

    folder = DataFolder(data)
    rows = asyncio.run(examine(folder))
    if not rows:
        raise Refused(f"{folder.path}: mạng không chạy · the network is not running.")
    well, ill = Text("✓", "green"), Text("✗", "red")
    shown = [
        (well if row.well else ill, row.part, str(row.pid or ""), row.address, row.text)
        for row in rows
    ]
    show_table(("",) * 5, shown)
    if not all(row.well for row in rows):
        raise typer.Exit(1)
