"""Working days of the administration in Viet Nam.

A day is worked unless it lies on a weekend or is a holiday of the yearly table; a weekend day that
is worked in exchange counts. For a year that the table does not have yet the weekends and the
holidays that never move hold.
"""

from __future__ import annotations

from datetime import date, timedelta

from services.members.regulations.legal_data import CALENDAR, WorkingCalendar

ONE_DAY = timedelta(days=1)


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
