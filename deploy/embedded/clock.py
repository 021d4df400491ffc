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

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
_PARTS = re.compile(r"(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?")


class ClockError(Exception):
    """The clock cannot be moved that way; the text says why."""


def read_offset(file: Path) -> timedelta:
    """How far the network's clock is ahead of the machine's."""
    try:
        return timedelta(seconds=json.loads(file.read_text())["offset_seconds"])
    except FileNotFoundError:
        return timedelta()


def read_clock(file: Path) -> datetime:
    """The present of the network, UTC."""
    return datetime.now(UTC) + read_offset(file)


def set_clock(file: Path, instant: datetime) -> None:
    """Move to an instant; one without an offset is Hanoi time. Raises ClockError if it is past."""
    aware = instant if instant.tzinfo else instant.replace(tzinfo=HANOI)
    present = read_clock(file)
    if aware < present:
        raise ClockError(
            f"The network's clock is at {present.isoformat(timespec='seconds')} and only goes "
            f"forward; {aware.isoformat()} has passed. Start a new data folder to go back."
        )
    write_json(file, {"offset_seconds": (aware - datetime.now(UTC)).total_seconds()})


def advance_clock(file: Path, by: timedelta) -> None:
    """Move forward by a duration."""
    write_json(file, {"offset_seconds": (read_offset(file) + by).total_seconds()})


def parse_duration(text: str) -> timedelta:
    """`3d`, `2h30m`, `1w`, `45s` as a duration. Raises ClockError for anything else."""
    found = _PARTS.fullmatch(text.strip().lower())
    if not found or not text.strip() or not any(found.groups()):
        raise ClockError(
            f"{text!r} is not a duration. Write weeks, days, hours, minutes and seconds in this "
            "order, for example 3d, 2h30m or 45s."
        )
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)


def parse_instant(text: str) -> datetime:
    """An ISO 8601 date or instant. Raises ClockError for anything else."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise ClockError(
            f"{text!r} is not a time. Write it like 2026-11-20T08:00 (Hanoi) "
            "or 2026-11-20T01:00:00Z."
        ) from None
