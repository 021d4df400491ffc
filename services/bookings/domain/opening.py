"""When a space may be used, day by day in Hanoi time. `opening_intervals` is the one door.

A day's hours are those of the first that speaks of the day:

    exception   ·  ·  ▓  ·  ·  ·  ·     published for single days: other hours, or closed
    holiday     ·  ·  ·  ░  ·  ·  ·     closed, or as on another weekday (a Sunday, mostly)
    make-up     ·  ·  ·  ·  ·  ▒  ·     a Saturday that is worked: as on another weekday
    season      ·  ▆  ▆  ▆  ▆  ▆  ▆     summer hours, dated or every year
    week        ▄  ▄  ▄  ▄  ▄  ▄  ▄     weekly windows; without any the policy's; else always
    the day     ▄  ▆  ▓  ░  ▆  ▒  ▆

Weekly windows are `{"day": 1-7 (Monday is 1), "opens": "HH:MM", "closes": "HH:MM"}`; "24:00" is
midnight at the end of the day. Windows that touch are one: Fri 19:00-24:00 and Sat 00:00-24:00 let
an activity run through midnight.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from services.bookings.domain.intervals import Interval, intersect, merge
from services.bookings.regulations.places import POLICIES
from shared.clock import HANOI
from shared.working_days import CALENDAR, WorkingCalendar

Windows = Sequence[Mapping[str, Any]]
CLOSED_DAY = 0
"""In `on_holidays`: closed, instead of as on a weekday."""
ALL_DAY: Windows = ({"opens": "00:00", "closes": "24:00"},)


@dataclass(frozen=True, slots=True)
class OpeningRules:
    """Everything that says when a space may be used."""

    opening: Windows | None = None
    """Weekly windows; None: the policy's, and without a policy always."""
    seasons: Sequence[Mapping[str, Any]] = ()
    """`{"from", "to", "opening", "name"}`, days as MM-DD (every year) or YYYY-MM-DD, both included;
    of several that hold the first one counts."""
    exceptions: Sequence[Mapping[str, Any]] = ()
    """`{"id", "from", "to", "windows", "reason"}`; of several that hold the first one counts."""
    on_holidays: int | None = None
    """As on this weekday (1-7), 0 for closed; None: holidays are like other days."""
    on_make_up_days: int | None = None
    """As on this weekday; None: a Saturday that is worked is like other Saturdays."""
    policy: str | None = None

    @property
    def always(self) -> bool:
        """Whether nothing ever closes it: then no day needs to be looked at."""
        plain = self.opening is None and self.policy is None and self.on_holidays != CLOSED_DAY
        return plain and not self.seasons and not self.exceptions


@dataclass(frozen=True, slots=True)
class DayHours:
    """The hours of one day, and which rule gave them."""

    day: date
    windows: Windows
    because: str
    """`exception`, `holiday`, `make_up_day`, `season`, `policy`, `week` or `always`."""
    entry: Mapping[str, Any] | None = None
    """The exception or the season."""


def opening_intervals(rules: OpeningRules, span: Interval) -> list[Interval]:
    """When the space is open within `span`, merged and in order."""
    if rules.always:
        return [span] if span.start < span.end else []
    return intersect(merge(_intervals(rules, span)), [span])


def is_open(rules: OpeningRules, span: Interval) -> bool:
    """Whether the space is open all through `span`."""
    return rules.always or opening_intervals(rules, span) == [span]


def hours_of(rules: OpeningRules, day: date, calendar: WorkingCalendar = CALENDAR) -> DayHours:
    """The hours of a day by the first rule that speaks of it."""
    if exception := next((one for one in rules.exceptions if _speaks_of(one, day)), None):
        return DayHours(day, exception["windows"], "exception", exception)
    weekday, because = _weekday_kept(rules, day, calendar)
    if weekday == CLOSED_DAY:
        return DayHours(day, (), "holiday")
    season = next((one for one in rules.seasons if _speaks_of(one, day)), None)
    week, source = _week_of(rules, season, day)
    windows = ALL_DAY if week is None else [one for one in week if one["day"] == weekday]
    return DayHours(day, windows, because or source, season)


def _weekday_kept(
    rules: OpeningRules, day: date, calendar: WorkingCalendar
) -> tuple[int, str | None]:
    """The weekday whose hours hold, and why when it is not the day's own."""
    if day in calendar.days_worked:
        if rules.on_make_up_days is not None:
            return rules.on_make_up_days, "make_up_day"
    elif rules.on_holidays is not None and _is_holiday(day, calendar):
        return rules.on_holidays, "holiday"
    return day.isoweekday(), None


def _is_holiday(day: date, calendar: WorkingCalendar) -> bool:
    return day in calendar.days_off or (day.month, day.day) in calendar.every_year


def _week_of(
    rules: OpeningRules, season: Mapping[str, Any] | None, day: date
) -> tuple[Windows | None, str]:
    if season is not None:
        return season["opening"], "season"
    if rules.opening is not None:
        return rules.opening, "week"
    policy = POLICIES.get(rules.policy or "")
    return (policy.on(day).opening, "policy") if policy else (None, "always")


def _speaks_of(entry: Mapping[str, Any], day: date) -> bool:
    first, last = entry["from"], entry["to"]
    if len(first) > len("MM-DD"):
        return bool(first <= day.isoformat() <= last)
    today = day.isoformat()[5:]
    if first <= last:
        return bool(first <= today <= last)
    return bool(today >= first or today <= last)  # over the turn of the year


def _intervals(rules: OpeningRules, span: Interval) -> Iterator[Interval]:
    day = span.start.astimezone(HANOI).date()
    last = span.end.astimezone(HANOI).date()
    while day <= last:
        for window in hours_of(rules, day).windows:
            yield Interval(instant_of(day, window["opens"]), instant_of(day, window["closes"]))
        day += timedelta(days=1)


def instant_of(day: date, clock: str) -> datetime:
    """`HH:MM` of a day in Hanoi; `24:00` is the midnight after it."""
    hours, minutes = (int(part) for part in clock.split(":"))
    return datetime.combine(day, time(), HANOI) + timedelta(hours=hours, minutes=minutes)
