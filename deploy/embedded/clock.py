"""The movable clock of the embedded mode: one offset in a file that all parts read.

It only goes forward: services have acted on the time that they saw.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from deploy.files import write_json

LAST_YEAR = 2100
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
_PARTS = re.compile(r"(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?")


class ClockError(Exception):
    """The clock cannot be moved that way; the text says why."""


def read_offset(file: Path) -> timedelta:
    """How far the network's clock is ahead of the machine's; nothing while its file is wrong."""
    return _read_offset(file) or timedelta()


def clock_trouble(file: Path) -> str | None:
    """A sentence when the file does not give a time that all parts can compute with."""
    if _read_offset(file) is not None:
        return None
    return (
        f"{file} gives no time up to {LAST_YEAR}, so the machine's time counts here. "
        "Set the clock anew with `hcn clock set`."
    )


def _read_offset(file: Path) -> timedelta | None:
    try:
        offset = timedelta(seconds=json.loads(file.read_text())["offset_seconds"])
        _require_near(offset)
    except FileNotFoundError:
        return timedelta()
    except (ValueError, TypeError, KeyError, OverflowError, ClockError):
        return None
    return offset


def _require_near(offset: timedelta) -> None:
    """Raise ClockError for an offset that leads beyond the last year."""
    if offset >= datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC) - datetime.now(UTC):
        raise ClockError(
            f"The clock goes to the end of {LAST_YEAR} and no further: what is due and what "
            "expires is reckoned ahead of it. Choose an earlier time."
        )


def read_clock(file: Path) -> datetime:
    """The present of the network, UTC."""
    return datetime.now(UTC) + read_offset(file)


def set_clock(file: Path, instant: datetime) -> None:
    """Move to an instant; one without an offset is Hanoi time.

    Raises ClockError if it is past or beyond the last year.
    """
    aware = instant if instant.tzinfo else instant.replace(tzinfo=HANOI)
    present = read_clock(file)
    if aware < present:
        raise ClockError(
            f"The network's clock is at {present.isoformat(timespec='seconds')} and only goes "
            f"forward; {aware.isoformat()} has passed. Start a new data folder to go back."
        )
    _move_to(file, aware - datetime.now(UTC))


def advance_clock(file: Path, by: timedelta) -> None:
    """Move forward by a duration. Raises ClockError beyond the last year."""
    try:
        offset = read_offset(file) + by
    except OverflowError:
        offset = timedelta.max
    _move_to(file, offset)


def _move_to(file: Path, offset: timedelta) -> None:
    _require_near(offset)
    write_json(file, {"offset_seconds": offset.total_seconds()})


def parse_duration(text: str) -> timedelta:
    """`3d`, `2h30m`, `1w`, `45s` as a duration. Raises ClockError for anything else."""
    found = _PARTS.fullmatch(text.strip().lower())
    if not found or not text.strip() or not any(found.groups()):
        raise ClockError(
            f"{text!r} is not a duration. Write weeks, days, hours, minutes and seconds in this "
            "order, for example 3d, 2h30m or 45s."
        )
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    try:
        return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    except OverflowError:
        return timedelta.max


def parse_instant(text: str) -> datetime:
    """An ISO 8601 date or instant. Raises ClockError for anything else."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise ClockError(
            f"{text!r} is not a time. Write it like 2026-11-20T08:00 (Hanoi) "
            "or 2026-11-20T01:00:00Z."
        ) from None
