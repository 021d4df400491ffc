"""Working days of the administration in Viet Nam.

A day is worked unless it lies on a weekend or is a holiday of the yearly table; a weekend day that
is worked in exchange counts. For a year that the table does not have yet the weekends and the
holidays that never move hold.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

HOLIDAYS = Path(__file__).parent / "data" / "holidays.json"
COUNTED = ("announced", "expected")
"""What counts of the calendar; a day that is only proposed does not yet."""
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """When the administration works."""

    weekend: frozenset[int]
    """ISO weekdays, Monday is 1."""
    every_year: frozenset[tuple[int, int]]
    """Month and day of holidays that never move."""
    days_off: frozenset[date]
    days_worked: frozenset[date]
    """Days of a weekend that are worked in exchange."""


def read_calendar(raw: dict[str, Any]) -> WorkingCalendar:
    """The calendar of `holidays.json`; raises ValueError or KeyError for what cannot be read."""
    return WorkingCalendar(
        weekend=frozenset(int(one) for one in raw["weekend"]),
        every_year=frozenset(_month_and_day(one["day"]) for one in raw["every_year"]),
        days_off=frozenset(
            day for one in raw["days_off"] if _counts(one) for day in _days_between(one)
        ),
        days_worked=frozenset(
            date.fromisoformat(one["day"]) for one in raw["days_worked"] if _counts(one)
        ),
    )


def _counts(entry: dict[str, Any]) -> bool:
    if entry["status"] not in (*COUNTED, "proposed"):
        raise ValueError(f"holidays.json: unknown status in {entry}")
    return entry["status"] in COUNTED


def _month_and_day(text: str) -> tuple[int, int]:
    day = date.fromisoformat(f"2000-{text}")
    return day.month, day.day


def _days_between(entry: dict[str, Any]) -> Iterator[date]:
    first, last = date.fromisoformat(entry["from"]), date.fromisoformat(entry["to"])
    if not timedelta() <= last - first <= timedelta(days=30):
        raise ValueError(f"holidays.json: `to` does not follow `from` in {entry}")
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


CALENDAR = read_calendar(json.loads(HOLIDAYS.read_text(encoding="utf-8")))


def is_working_day(day: date, calendar: WorkingCalendar = CALENDAR) -> bool:
    if day in calendar.days_worked:
        return True
    if day in calendar.days_off or (day.month, day.day) in calendar.every_year:
        return False
    return day.isoweekday() not in calendar.weekend


def add_working_days(day: date, n: int) -> date:
    """The n-th working day after a day, which itself does not count; the day itself for n = 0."""
    for _ in range(n):
        day = next_working_day(day)
    return day


def next_working_day(day: date) -> date:
    """The first working day after a day."""
    day += ONE_DAY
    while not is_working_day(day):
        day += ONE_DAY
    return day


def working_days_between(first: date, last: date) -> int:
    """How many working days lie after `first`, up to and with `last`; 0 when it is not later."""
    count = 0
    while first < last:
        first += ONE_DAY
        count += is_working_day(first)
    return count


def subtract_working_days(day: date, n: int) -> date:
    """The latest working day after which n working days pass before a day begins.

    Neither of the two counts: on `subtract_working_days(day, 0)` it is the last working day before.
    """
    day = previous_working_day(day)
    for _ in range(n):
        day = previous_working_day(day)
    return day


def previous_working_day(day: date) -> date:
    """The last working day before a day."""
    day -= ONE_DAY
    while not is_working_day(day):
        day -= ONE_DAY
    return day
