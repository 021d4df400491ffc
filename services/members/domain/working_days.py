"""Working days, until the table of holidays is here: every weekday counts."""

from __future__ import annotations

from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


def is_working_day(day: date) -> bool:
    return day.isoweekday() <= 5


def add_working_days(day: date, n: int) -> date:
    """The n-th working day after a day, which itself does not count."""
    for _ in range(n):
        day += ONE_DAY
        while not is_working_day(day):
            day += ONE_DAY
    return day
