"""The dates of a booking: a list as it is given, or a rule of repetition walked day by day.

The rule is an RRULE (RFC 5545) with FREQ=DAILY, WEEKLY or MONTHLY and an end. It is walked in
Hanoi days up to the planning horizon, so that no rule, however odd, costs more than that walk:

    first        ██ Mon 30.11. 09:00-11:00
    rule         FREQ=WEEKLY;BYDAY=MO,TH;COUNT=4
    dates        ██ · · ██ · · · ██ · · ██
                 Mo     Th       Mo     Th

As in RFC 5545 the days of a month that it does not have are passed over (31 February).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from services.bookings.domain.intervals import Interval
from shared.clock import HANOI
from shared.errors import Failure, Invalid
from shared.wording import say_instant

DAILY, WEEKLY, MONTHLY = "DAILY", "WEEKLY", "MONTHLY"
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_UNTIL = re.compile(r"(\d{8})(?:T(\d{6})(Z?))?", re.ASCII)
_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d{1,4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of repetition, read."""

    freq: str
    interval: int = 1
    count: int | None = None
    until: datetime | None = None
    by_day: tuple[tuple[int, int], ...] = ()
    """(which in the month, weekday from 0); the first is 0 for each."""
    by_month_day: tuple[int, ...] = ()
    by_month: tuple[int, ...] = ()
    by_position: tuple[int, ...] = ()
    week_start: int = 0


def expand(first: Interval, text: str, most: int, horizon: datetime) -> list[Interval]:
    """The times of a series: each as long as the first and at its hour in Hanoi.

    Raises Invalid for a rule that is not understood, has no end or gives no date. One more than
    `most` is returned when there are more; none begins after `horizon`.
    """
    rule = read_rule(text)
    start = first.start.astimezone(HANOI)
    times: list[Interval] = []
    for day in _days(rule, start.date(), horizon.astimezone(HANOI).date()):
        begins = datetime.combine(day, start.timetz()).astimezone(UTC)
        past = rule.until is not None and begins > rule.until
        if past or len(times) > most or len(times) == rule.count:
            break
        times.append(Interval(begins, begins + first.length))
    if not times:
        raise Invalid(Failure("rrule_without_dates", field="rrule"))
    return times


def check_dates(
    times: Sequence[Interval], most: int, setup: timedelta, clearup: timedelta
) -> list[Failure]:
    """Not too many, and none over another, set-up and clear-up between them included.

    dates       ████   ████
                   ███           the third overlaps both
    """
    failures = []
    if len(times) > most:
        failures.append(Failure("too_many_dates", field="dates", limit=most))
    order = sorted(range(len(times)), key=lambda number: times[number])
    for before, after in pairwise(order):
        if times[before].end + clearup + setup > times[after].start:
            other = times[before]
            said = [f"{say_instant(other.start)} – {say_instant(other.end)}"]
            failures.append(Failure("dates_overlap", field=f"dates.{after}.starts_at", times=said))
    return failures


def read_rule(text: str) -> Rule:
    """Raises Invalid with the part that is not understood."""
    parts = _parts(text)
    freq = parts.pop("FREQ", "")
    if freq not in (DAILY, WEEKLY, MONTHLY):
        raise _wrong(f"FREQ={freq}")
    rule = Rule(
        freq=freq,
        interval=_number("INTERVAL", parts.pop("INTERVAL", "1"), 1, 999),
        count=_number("COUNT", parts.pop("COUNT"), 1, 9999) if "COUNT" in parts else None,
        until=_until(parts.pop("UNTIL")) if "UNTIL" in parts else None,
        by_day=tuple(_weekday(one, freq) for one in _list(parts, "BYDAY")),
        by_month_day=tuple(_signed("BYMONTHDAY", one, 31) for one in _list(parts, "BYMONTHDAY")),
        by_month=tuple(_number("BYMONTH", one, 1, 12) for one in _list(parts, "BYMONTH")),
        by_position=tuple(_signed("BYSETPOS", one, 31) for one in _list(parts, "BYSETPOS")),
        week_start=_week_start(parts.pop("WKST", "MO")),
    )
    if parts:
        raise _wrong(next(iter(parts)))
    if rule.by_month_day and freq == WEEKLY:
        raise _wrong("BYMONTHDAY")
    if rule.by_position and (freq != MONTHLY or not (rule.by_day or rule.by_month_day)):
        raise _wrong("BYSETPOS")
    if rule.count is None and rule.until is None:
        raise Invalid(Failure("rrule_without_end", field="rrule"))
    return rule


def _parts(text: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for one in text.strip().upper().removeprefix("RRULE:").rstrip(";").split(";"):
        name, equals, value = one.partition("=")
        if not equals or not value or name in parts:
            raise _wrong(one)
        parts[name] = value
    if "COUNT" in parts and "UNTIL" in parts:
        raise _wrong("COUNT, UNTIL")
    return parts


def _list(parts: dict[str, str], name: str) -> list[str]:
    value = parts.pop(name, None)
    return value.split(",") if value else []


def _number(name: str, text: str, least: int, most: int) -> int:
    if not _NUMBER.fullmatch(text) or not least <= int(text) <= most:
        raise _wrong(f"{name}={text}")
    return int(text)


def _signed(name: str, text: str, most: int) -> int:
    found = _number(name, text, -most, most)
    if not found:
        raise _wrong(f"{name}={text}")
    return found


def _weekday(text: str, freq: str) -> tuple[int, int]:
    found = _DAY.fullmatch(text)
    if found is None or (found[1] and (freq != MONTHLY or not 1 <= abs(int(found[1])) <= 5)):
        raise _wrong(f"BYDAY={text}")
    return int(found[1] or 0), WEEKDAYS.index(found[2])


def _week_start(text: str) -> int:
    if text not in WEEKDAYS:
        raise _wrong(f"WKST={text}")
    return WEEKDAYS.index(text)


def _until(text: str) -> datetime:
    """A day counts whole, in Hanoi."""
    found = _UNTIL.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        time = datetime.fromisoformat(f"{found[1]}T{found[2] or '235959'}")
        return time.replace(tzinfo=UTC if found[3] else HANOI).astimezone(UTC)
    except (ValueError, OverflowError):
        raise _wrong(f"UNTIL={text}") from None


def _wrong(part: str) -> Invalid:
    return Invalid(Failure("rrule_not_valid", field="rrule", part=part[:60]))


def _days(rule: Rule, first: date, last: date) -> Iterator[date]:
    """The days of a rule from `first` until `last`, in order."""
    if rule.freq == MONTHLY:
        yield from _days_of_months(rule, first, last)
        return
    week = first - timedelta(days=(first.weekday() - rule.week_start) % 7)
    weekdays = {day for _, day in rule.by_day} or {first.weekday()}
    day = first
    while day <= last:
        in_month = not rule.by_month or day.month in rule.by_month
        if rule.freq == WEEKLY:
            turn = (day - week).days // 7 % rule.interval == 0 and day.weekday() in weekdays
        else:
            turn = (day - first).days % rule.interval == 0 and _fits_day(rule, day)
        if in_month and turn:
            yield day
        day += timedelta(days=1)


def _fits_day(rule: Rule, day: date) -> bool:
    length = calendar.monthrange(day.year, day.month)[1]
    numbers = (day.day, day.day - length - 1)
    return (not rule.by_day or day.weekday() in {one for _, one in rule.by_day}) and (
        not rule.by_month_day or any(one in rule.by_month_day for one in numbers)
    )


def _days_of_months(rule: Rule, first: date, last: date) -> Iterator[date]:
    months = (last.year - first.year) * 12 + last.month - first.month
    for number in range(0, months + 1, rule.interval):
        year, month = divmod(first.month - 1 + number, 12)
        if rule.by_month and month + 1 not in rule.by_month:
            continue
        found = _days_of_month(rule, first.year + year, month + 1, first.day)
        yield from (day for day in found if first <= day <= last)


def _days_of_month(rule: Rule, year: int, month: int, default: int) -> list[date]:
    length = calendar.monthrange(year, month)[1]
    days = [date(year, month, number) for number in range(1, length + 1)]
    if rule.by_month_day:
        wanted = {one if one > 0 else length + 1 + one for one in rule.by_month_day}
        days = [day for day in days if day.day in wanted]
    if rule.by_day:
        days = [day for day in days if any(_is_nth(day, length, *one) for one in rule.by_day)]
    elif not rule.by_month_day:
        days = [day for day in days if day.day == default]
    if rule.by_position:
        chosen = {one if one > 0 else len(days) + 1 + one for one in rule.by_position}
        days = [day for place, day in enumerate(days, 1) if place in chosen]
    return days


def _is_nth(day: date, length: int, which: int, weekday: int) -> bool:
    """Whether it is that weekday, and the first, second … (or from the end) of its month."""
    if day.weekday() != weekday:
        return False
    return which in (0, (day.day - 1) // 7 + 1, -((length - day.day) // 7 + 1))
