"""The Centre's clock on a file: working days from its receipt to the result.

    received ──► runs ──supplement asked──► stands ──handed in again──► runs ──► decided | withdrawn

The day on which it begins to run does not count, whether it begins or goes on; the day on which it
is stopped was still the Centre's and does. So a request answered on the same day moves nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shared.working_days import add_working_days, working_days_between


@dataclass(frozen=True, slots=True)
class Stop:
    """The clock stands after `stopped_on`, up to and with `resumed_on`; None while it stands."""

    stopped_on: date
    resumed_on: date | None


def days_used(started_on: date, stops: Sequence[Stop], today: date) -> int:
    """Working days that have run by the end of a day."""
    used, runs_from = 0, started_on
    for stop in stops:
        used += working_days_between(runs_from, min(stop.stopped_on, today))
        if stop.resumed_on is None or stop.stopped_on >= today:
            return used
        runs_from = stop.resumed_on
    return used + working_days_between(runs_from, today)


def promised_day(started_on: date, working_days: int, stops: Sequence[Stop]) -> date | None:
    """The last day for the result; None while the clock stands.

    A stop after the promised day was passed changes nothing: what was late stays late.
    """
    left, runs_from = working_days, started_on
    for stop in stops:
        ran = working_days_between(runs_from, stop.stopped_on)
        if ran >= left:
            break
        if stop.resumed_on is None:
            return None
        left, runs_from = left - ran, stop.resumed_on
    return add_working_days(runs_from, left)
