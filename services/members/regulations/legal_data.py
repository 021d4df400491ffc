"""Days and terms that the law or the city sets, read once from `data/` with source and date.

A wrong file stops the service at its start, with the entry that is wrong.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[1] / "data"
COUNTED = ("announced", "expected")
"""What counts of the calendar; a day that is only proposed does not yet."""


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


@dataclass(frozen=True, slots=True)
class Term:
    """So many working days, for what begins on `valid_from` or later."""

    kind: str
    valid_from: date
    working_days: int
    source: str


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


def read_terms(raw: dict[str, Any]) -> list[Term]:
    """The terms of `terms.json`; raises ValueError or KeyError for what cannot be read."""
    terms = []
    for one in raw["terms"]:
        if not 0 < int(one["working_days"]) <= 1000:
            raise ValueError(f"terms.json: working_days must be 1 to 1000 in {one}")
        date.fromisoformat(one["checked_on"])
        since = date.fromisoformat(one["from"])
        terms.append(Term(one["kind"], since, int(one["working_days"]), str(one["source"])))
    return terms


def _load(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return loaded


CALENDAR = read_calendar(_load("holidays.json"))
TERMS = read_terms(_load("terms.json"))


def term_of(kind: str, begins_on: date, terms: list[Term] = TERMS) -> Term:
    """The term that holds for what begins on a day.

    Before the first entry of its kind the first one holds, so that there always is one.
    """
    of_kind = sorted((one for one in terms if one.kind == kind), key=lambda one: one.valid_from)
    holding = [one for one in of_kind if one.valid_from <= begins_on]
    return (holding or of_kind[:1])[-1]
