"""Weekly opening hours in Hanoi time: when a space may be used, week after week.

Kept as `[{"day": 1-7 (Monday is 1), "opens": "HH:MM", "closes": "HH:MM"}]`; "24:00" is midnight at
the end of the day. None means always open. Windows that touch are one: Fri 19:00-24:00 and
Sat 00:00-24:00 let an activity run through midnight.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from services.bookings.domain.intervals import Interval, intersect, merge
from shared.clock import HANOI

Opening = Sequence[Mapping[str, Any]]


def opening_intervals(opening: Opening | None, span: Interval) -> list[Interval]:
    """When the space is open within `span`, merged and in order."""
    if opening is None:
        return [span] if span.start < span.end else []
    return intersect(merge(_windows(opening, span)), [span])


def is_open(opening: Opening | None, span: Interval) -> bool:
    """Whether the space is open all through `span`."""
    return opening is None or opening_intervals(opening, span) == [span]


def _windows(opening: Opening, span: Interval) -> Iterator[Interval]:
    day = span.start.astimezone(HANOI).date()
    last = span.end.astimezone(HANOI).date()
    while day <= last:
        for window in opening:
            if window["day"] == day.isoweekday():
                opens = _instant(day, window["opens"])
                yield Interval(opens, _instant(day, window["closes"]))
        day += timedelta(days=1)


def _instant(day: date, clock: str) -> datetime:
    hours, minutes = (int(part) for part in clock.split(":"))
    return datetime.combine(day, time(), HANOI) + timedelta(hours=hours, minutes=minutes)
