"""The clocks of a complaint, from data with source and date: no number of days stands in code."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from shared.texts import Text

AddDays = Callable[[date, int], date]
UNITS = ("calendar", "working")
NEEDED = ("lodge", "admit", "resolve", "extend", "remind")


@dataclass(frozen=True, slots=True)
class Clock:
    """How long something may take, valid from a day on."""

    code: str
    days: int
    unit: str
    """`calendar` or `working` days."""
    valid_from: date
    source: Text
    checked_on: date

    def end(self, start: date, add_working_days: AddDays) -> date:
        """The last day of the time that begins after `start`."""
        if self.unit == "working":
            return add_working_days(start, self.days)
        return start + timedelta(days=self.days)

    def before(self, end: date) -> date:
        """The day so long before an end, counted in calendar days."""
        return end - timedelta(days=self.days)


def read_clocks(raw: Mapping[str, Any], needed: Collection[str] = NEEDED) -> list[Clock]:
    """Raises ValueError when a clock is missing, unreadable or counts no days."""
    clocks = [
        Clock(
            code=one["code"],
            days=one["days"],
            unit=one["unit"],
            valid_from=date.fromisoformat(one["valid_from"]),
            source=Text(one["source"]["vi"], one["source"]["en"]),
            checked_on=date.fromisoformat(raw["checked_on"]),
        )
        for one in raw["clocks"]
    ]
    if missing := set(needed) - {one.code for one in clocks}:
        raise ValueError(f"clocks missing: {sorted(missing)}")
    if wrong := [one.code for one in clocks if one.days <= 0 or one.unit not in UNITS]:
        raise ValueError(f"clocks that count nothing: {wrong}")
    return clocks


def clock_on(clocks: list[Clock], code: str, day: date) -> Clock:
    """The clock of this code that holds on a day: the latest that had begun, else the first."""
    own = sorted((one for one in clocks if one.code == code), key=lambda one: one.valid_from)
    begun = [one for one in own if one.valid_from <= day]
    return begun[-1] if begun else own[0]


def load_clocks(path: Path, needed: Collection[str] = NEEDED) -> list[Clock]:
    return read_clocks(json.loads(path.read_text(encoding="utf-8")), needed)
