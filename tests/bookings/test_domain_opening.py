"""Opening hours, day by day, as the drawing in `domain/opening.py` has them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.bookings.domain.intervals import Interval, merge
from services.bookings.domain.opening import (
    OpeningRules,
    hours_of,
    instant_of,
    is_open,
    opening_intervals,
)
from shared.working_days import CALENDAR, WorkingCalendar

MONDAY = date(2026, 11, 23)
EVERY_DAY = [{"day": day, "opens": "08:00", "closes": "18:00"} for day in range(1, 8)]
SUMMER = {
    "from": "05-15",
    "to": "09-15",
    "opening": [{"day": day, "opens": "07:00", "closes": "22:00"} for day in range(1, 8)],
    "name": {"vi": "Giờ mùa hè", "en": None},
}
FROM_NOON = {
    "id": "8f14e45f-0000-4000-8000-000000000000",
    "from": "2026-11-24",
    "to": "2026-11-25",
    "windows": [{"opens": "13:00", "closes": "22:00"}],
    "reason": {"vi": "Bảo trì", "en": None},
}
WEEK = OpeningRules(opening=EVERY_DAY)
TET = date(2027, 2, 8)
SATURDAY_WORKED = date(2026, 8, 22)


def clocks(rules: OpeningRules, day: date) -> list[tuple[str, str]]:
    return [(one["opens"], one["closes"]) for one in hours_of(rules, day).windows]


def rules(**more: Any) -> OpeningRules:
    return OpeningRules(**{"opening": EVERY_DAY, **more})


def test_the_week_speaks_when_nothing_else_does() -> None:
    assert clocks(WEEK, MONDAY) == [("08:00", "18:00")]
    assert hours_of(WEEK, MONDAY).because == "week"


def test_a_season_goes_before_the_week_on_both_of_its_end_days() -> None:
    summer = rules(seasons=[SUMMER])
    for day in (date(2027, 5, 15), date(2027, 7, 1), date(2027, 9, 15)):
        assert clocks(summer, day) == [("07:00", "22:00")]
    for day in (date(2027, 5, 14), date(2027, 9, 16)):
        assert clocks(summer, day) == [("08:00", "18:00")]


def test_a_yearly_season_runs_over_new_year() -> None:
    winter = rules(seasons=[SUMMER | {"from": "11-01", "to": "02-28"}])
    assert hours_of(winter, date(2026, 12, 31)).because == "season"
    assert hours_of(winter, date(2027, 1, 1)).because == "season"
    assert hours_of(winter, date(2027, 3, 1)).because == "week"


def test_a_dated_season_holds_once_and_the_first_of_two_counts() -> None:
    closed = {"from": "2027-06-01", "to": "2027-06-30", "opening": [], "name": None}
    both = rules(seasons=[closed, SUMMER])
    assert clocks(both, date(2027, 6, 10)) == []
    assert clocks(both, date(2028, 6, 10)) == [("07:00", "22:00")]


def test_a_holiday_is_kept_as_a_sunday_or_closed() -> None:
    assert TET in CALENDAR.days_off
    week = [{"day": 1, "opens": "08:00", "closes": "18:00"}]
    week += [{"day": 7, "opens": "09:00", "closes": "12:00"}]
    assert clocks(rules(opening=week, on_holidays=7), TET) == [("09:00", "12:00")]
    assert clocks(rules(opening=week, on_holidays=0), TET) == []
    assert clocks(rules(opening=week), TET) == [("08:00", "18:00")]
    assert hours_of(rules(opening=None, on_holidays=0), TET).because == "holiday"


def test_a_make_up_saturday_is_kept_as_the_weekday_it_stands_for() -> None:
    assert SATURDAY_WORKED in CALENDAR.days_worked
    office = [{"day": day, "opens": "08:00", "closes": "17:00"} for day in range(1, 6)]
    assert clocks(rules(opening=office), SATURDAY_WORKED) == []
    worked = rules(opening=office, on_make_up_days=1)
    assert clocks(worked, SATURDAY_WORKED) == [("08:00", "17:00")]
    assert clocks(worked, SATURDAY_WORKED + timedelta(days=7)) == []


def test_a_published_exception_goes_before_everything() -> None:
    every = rules(seasons=[SUMMER], on_holidays=0, exceptions=[FROM_NOON])
    assert clocks(every, date(2026, 11, 24)) == [("13:00", "22:00")]
    assert clocks(every, date(2026, 11, 26)) == [("08:00", "18:00")]
    on_tet = FROM_NOON | {"from": TET.isoformat(), "to": TET.isoformat()}
    assert clocks(rules(on_holidays=0, exceptions=[on_tet]), TET) == [("13:00", "22:00")]
    closed = rules(exceptions=[FROM_NOON | {"windows": []}])
    assert clocks(closed, date(2026, 11, 25)) == []


def test_an_exception_closes_what_is_always_open() -> None:
    closed = OpeningRules(exceptions=[FROM_NOON])
    day = Interval(instant_of(date(2026, 11, 24), "00:00"), instant_of(date(2026, 11, 26), "00:00"))
    assert [one.length for one in opening_intervals(closed, day)] == [timedelta(hours=9)] * 2
    assert not is_open(closed, day)


def test_a_policy_gives_the_hours_of_a_place_that_states_none() -> None:
    walking = OpeningRules(policy="hoan_kiem_walking_space")
    friday = date(2026, 11, 27)
    night = Interval(instant_of(friday, "23:00"), instant_of(friday, "24:00") + timedelta(hours=2))
    assert is_open(walking, night)
    assert clocks(walking, friday) == [("19:00", "24:00")]
    assert hours_of(walking, MONDAY).windows == []
    assert hours_of(walking, friday).because == "policy"
    assert not is_open(walking, Interval(night.start, night.start + timedelta(days=3)))
    own = OpeningRules(policy="hoan_kiem_walking_space", opening=EVERY_DAY)
    assert clocks(own, MONDAY) == [("08:00", "18:00")]


def test_days_are_hanois_whatever_the_zone_of_the_question() -> None:
    first = datetime(2026, 11, 22, 17, tzinfo=UTC)  # Monday's midnight in Hanoi
    assert opening_intervals(WEEK, Interval(first, first + timedelta(days=1))) == [
        Interval(instant_of(MONDAY, "08:00"), instant_of(MONDAY, "18:00"))
    ]


DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
CLOCKS = st.integers(0, 24 * 4).map(lambda quarter: f"{quarter // 4:02}:{quarter % 4 * 15:02}")
SPANS = st.tuples(CLOCKS, CLOCKS).filter(lambda both: both[0] < both[1])
WINDOWS = st.lists(SPANS.map(lambda both: {"opens": both[0], "closes": both[1]}), max_size=3)
WEEKS = st.lists(
    st.tuples(st.integers(1, 7), SPANS).map(
        lambda both: {"day": both[0], "opens": both[1][0], "closes": both[1][1]}
    ),
    max_size=6,
)


@st.composite
def exceptions(draw: st.DrawFn) -> dict[str, Any]:
    first = draw(DAYS)
    last = first + timedelta(days=draw(st.integers(0, 20)))
    days = {"from": first.isoformat(), "to": last.isoformat()}
    return days | {"id": "x", "windows": draw(WINDOWS), "reason": None}


@st.composite
def any_rules(draw: st.DrawFn) -> OpeningRules:
    return OpeningRules(
        opening=draw(st.none() | WEEKS),
        seasons=draw(st.lists(WEEKS.map(lambda week: SUMMER | {"opening": week}), max_size=1)),
        exceptions=draw(st.lists(exceptions(), max_size=3)),
        on_holidays=draw(st.none() | st.integers(0, 7)),
        on_make_up_days=draw(st.none() | st.integers(1, 7)),
        policy=draw(st.sampled_from([None, "hoan_kiem_walking_space"])),
    )


@given(any_rules(), DAYS, st.integers(1, 20), st.integers(0, 1439))
def test_the_whole_is_the_sum_of_its_days(
    rules: OpeningRules, first: date, days: int, minutes: int
) -> None:
    """However a span lies, what is open within it is what its days say, and nothing else."""
    start = instant_of(first, "00:00") + timedelta(minutes=minutes)
    span = Interval(start, start + timedelta(days=days))
    found = opening_intervals(rules, span)
    by_day = [
        Interval(
            max(span.start, instant_of(day, one["opens"])),
            min(span.end, instant_of(day, one["closes"])),
        )
        for day in (first + timedelta(days=number) for number in range(days + 1))
        for one in hours_of(rules, day).windows
    ]
    assert found == merge(by_day)
    assert all(is_open(rules, one) for one in found)


@pytest.mark.parametrize("day", [date(2026, 1, 10), date(2026, 4, 30)])
def test_a_calendar_can_be_another_one(day: date) -> None:
    empty = WorkingCalendar(frozenset({6, 7}), frozenset(), frozenset(), frozenset())
    strict = rules(on_holidays=0, on_make_up_days=1)
    assert hours_of(strict, day, empty).because == "week"
    assert hours_of(strict, day).because in ("holiday", "make_up_day")
