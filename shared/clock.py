"""Time is an argument: everything that needs the present asks one clock object.

All instants are timezone-aware UTC. Only the embedded mode can move its clock (`hcn clock`).
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


class Clock(Protocol):
    """Anything that knows the present."""

    movable: bool

    def now(self) -> datetime:
        """The present instant, UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    movable = False

    def now(self) -> datetime:
        return datetime.now(UTC)


class FileClock:
    """The machine's clock plus an offset kept in a file that all parts of one network share."""

    movable = True

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp: tuple[int, int] | None = None
        self._offset = timedelta()

    def now(self) -> datetime:
        self._read_offset()
        return datetime.now(UTC) + self._offset

    def _read_offset(self) -> None:
        try:
            stat = self._path.stat()
        except FileNotFoundError:
            self._offset = timedelta()
            return
        stamp = (stat.st_mtime_ns, stat.st_ino)
        if stamp != self._stamp:
            self._offset = timedelta(seconds=json.loads(self._path.read_text())["offset_seconds"])
            self._stamp = stamp


class FixedClock:
    """A clock for tests: stands still until it is moved."""

    movable = True

    def __init__(self, start: datetime) -> None:
        self._now = start

    def now(self) -> datetime:
        return self._now

    def advance(self, by: timedelta) -> None:
        self._now += by


def hanoi_date(instant: datetime) -> date:
    """The calendar date in Hanoi at an instant: what a legal date means here."""
    return instant.astimezone(HANOI).date()
