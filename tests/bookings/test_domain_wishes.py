"""When a place may be asked for at all, as drawn in `domain/wishes.py`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from services.bookings.domain.intervals import Interval
from services.bookings.domain.requesting import PLANNING_HORIZON
from services.bookings.domain.wishes import Wanted, offered_time

NOW = datetime(2026, 11, 23, 2, 0, 30, tzinfo=UTC)


@dataclass
class Times:
    lead_hours: int | None = None
    longest_hours: int | None = None


def at(hours: float) -> datetime:
    return NOW + timedelta(hours=hours)


def wanted(start: float, end: float, length: float | None = None, **more: timedelta) -> Wanted:
    long = None if length is None else timedelta(hours=length)
    return Wanted(Interval(at(start), at(end)), length=long, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rules", "wish", "offered"),
    [
        (Times(), wanted(1, 5), (1, 5)),
        (Times(), wanted(-1, 5), None),
        (Times(), wanted(-1, 5, length=2), (0, 5)),
        (Times(), wanted(-5, 1, length=2), None),
        (Times(lead_hours=3), wanted(1, 9), None),
        (Times(lead_hours=3), wanted(1, 9, length=2), (3, 9)),
        (Times(lead_hours=8), wanted(1, 9, length=2), None),
        (Times(longest_hours=3), wanted(1, 5), None),
        (Times(longest_hours=3), wanted(1, 5, length=3), (1, 5)),
    ],
)
def test_offered_is_the_window_from_the_earliest_start(
    rules: Times, wish: Wanted, offered: tuple[float, float] | None
) -> None:
    expected = offered and Interval(at(offered[0]), at(offered[1]))
    assert offered_time(rules, wish, NOW) == expected


def test_it_ends_at_the_planning_horizon() -> None:
    far = PLANNING_HORIZON / timedelta(hours=1)
    assert offered_time(Times(), wanted(far - 4, far + 4, length=2), NOW) == Interval(
        at(far - 4), at(far)
    )
    assert offered_time(Times(), wanted(far - 1, far + 4, length=2), NOW) is None


def test_what_could_begin_at_once_begins_at_the_next_full_step() -> None:
    step = timedelta(minutes=5)
    offered = offered_time(Times(), wanted(-1, 5, length=2, step=step), NOW)
    assert offered is not None
    assert offered.start == datetime(2026, 11, 23, 2, 5, tzinfo=UTC)
    later = offered_time(Times(), wanted(1, 5, length=2, step=step), NOW)
    assert later is not None
    assert later.start == at(1)
