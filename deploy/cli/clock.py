"""`hcn clock`: move the time of the embedded network."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import typer

from deploy.cli.options import DEFAULT_DATA, Data, Refused
from deploy.embedded.clock import (
    HANOI,
    ClockError,
    advance_clock,
    clock_trouble,
    parse_duration,
    parse_instant,
    read_clock,
    set_clock,
)


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    group = typer.Typer(
        no_args_is_help=True, help="Đồng hồ của mạng thử · Clock of the embedded network."
    )
    group.command("set")(set_to)
    group.command()(advance)
    group.command()(show)
    app.add_typer(group, name="clock")


def set_to(instant: str, data: Data = DEFAULT_DATA) -> None:
    """Đặt tới một thời điểm · Set to an ISO time (Hanoi time unless it says otherwise)."""
    _move(data, lambda file: set_clock(file, parse_instant(instant)))


def advance(duration: str, data: Data = DEFAULT_DATA) -> None:
    """Tiến một khoảng, ví dụ 3d, 2h30m · Go forward by a duration."""
    _move(data, lambda file: advance_clock(file, parse_duration(duration)))


def show(data: Data = DEFAULT_DATA) -> None:
    """Bây giờ là mấy giờ · What time it is in the network."""
    _move(data, lambda _: None)


def _move(data: Path, move: Callable[[Path], None]) -> None:
    from deploy.embedded.folder import DataFolder

    folder = DataFolder(data)
    if not folder.issuer_key.is_file():
        raise Refused(
            f"{folder.path} holds no embedded network, and only there the clock can be moved. "
            "Start one with `hcn up`."
        )
    try:
        move(folder.clock_file)
    except ClockError as error:
        raise Refused(str(error)) from error
    if trouble := clock_trouble(folder.clock_file):
        print(trouble, file=sys.stderr)
    present = read_clock(folder.clock_file)
    print(f"{present.astimezone(HANOI):%Y-%m-%d %H:%M:%S} Hà Nội ({present:%Y-%m-%dT%H:%M:%SZ})")
