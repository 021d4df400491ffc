"""The dates of a series, drawn, and the same as another library finds them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest
from dateutil.rrule import rrulestr
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.bookings.domain import states
from services.bookings.domain.intervals import Interval
from services.bookings.domain.series import check_dates, expand
from shared.clock import HANOI
from shared.errors import Invalid

FIRST = datetime(2026, 11, 23, 9, tzinfo=HANOI)
"""A Monday, nine o'clock in Hanoi."""
HORIZON = FIRST + timedelta(days=3 * 366)
NONE = timedelta()


def starts(rule: str, first: datetime = FIRST, most: int = 366) -> list[str]:
    span = Interval(first.astimezone(UTC), first.astimezone(UTC) + timedelta(hours=2))
    times = expand(span, rule, most, HORIZON)
    assert {time.length for time in times} == {timedelta(hours=2)}
    return [time.start.astimezone(HANOI).strftime("%a %d.%m.") for time in times]


def test_twice_a_week_until_it_has_its_count() -> None:
    """rule   ██ · · ██ · · · ██ · · ██
    day    Mo     Th       Mo     Th"""
    found = starts("FREQ=WEEKLY;BYDAY=MO,TH;COUNT=4")
    assert found == ["Mon 23.11.", "Thu 26.11.", "Mon 30.11.", "Thu 03.12."]


def test_every_second_week_until_a_day_which_counts_whole() -> None:
    """week   ██ ·· ██ ·· ██|"""
    found = starts("RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20261221")
    assert found == ["Mon 23.11.", "Mon 07.12.", "Mon 21.12."]


def test_the_last_friday_of_each_month() -> None:
    assert starts("FREQ=MONTHLY;BYDAY=-1FR;COUNT=2") == ["Fri 27.11.", "Fri 25.12."]


def test_a_day_that_a_month_does_not_have_is_passed_over() -> None:
    """31.   ██(Dec) ██(Jan) · (Feb) ██(Mar)"""
    found = starts("FREQ=MONTHLY;COUNT=3", FIRST.replace(month=12, day=31))
    assert found == ["Thu 31.12.", "Sun 31.01.", "Wed 31.03."]


def test_a_year_of_weeks_is_52_dates() -> None:
    assert len(starts("FREQ=WEEKLY;COUNT=52")) == 52


def test_more_dates_than_there_may_be_are_counted_one_further_and_no_more() -> None:
    times = expand(Interval(FIRST, FIRST + timedelta(hours=1)), "FREQ=DAILY;COUNT=900", 10, HORIZON)
    failures = check_dates(times, 10, NONE, NONE)
    assert [failure.code for failure in failures] == ["too_many_dates"]


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("FREQ=WEEKLY", "rrule_without_end"),
        ("FREQ=HOURLY;COUNT=3", "rrule_not_valid"),
        ("FREQ=YEARLY;COUNT=3", "rrule_not_valid"),
        ("COUNT=3", "rrule_not_valid"),
        ("FREQ=WEEKLY;COUNT=3;UNTIL=20270101", "rrule_not_valid"),
        ("FREQ=WEEKLY;COUNT=0", "rrule_not_valid"),
        ("FREQ=WEEKLY;COUNT=-1", "rrule_not_valid"),
        ("FREQ=WEEKLY;COUNT=٣", "rrule_not_valid"),
        ("FREQ=WEEKLY;COUNT=3;COUNT=4", "rrule_not_valid"),
        ("FREQ=WEEKLY;UNTIL=20270231", "rrule_not_valid"),
        ("FREQ=WEEKLY;UNTIL=00010101T000000", "rrule_not_valid"),
        ("FREQ=WEEKLY;BYDAY=1MO;COUNT=3", "rrule_not_valid"),
        ("FREQ=WEEKLY;BYMONTHDAY=1;COUNT=3", "rrule_not_valid"),
        ("FREQ=MONTHLY;BYSETPOS=1;COUNT=3", "rrule_not_valid"),
        ("FREQ=MONTHLY;BYMONTHDAY=0;COUNT=3", "rrule_not_valid"),
        ("FREQ=DAILY;BYEASTER=1;COUNT=3", "rrule_not_valid"),
        ("\x00", "rrule_not_valid"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=3", "rrule_without_dates"),
        ("FREQ=WEEKLY;UNTIL=20260101", "rrule_without_dates"),
    ],
)
def test_a_rule_that_cannot_be_walked_is_refused_with_its_part(rule: str, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        starts(rule)
    assert [failure.code for failure in refusal.value.failures] == [code]


WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@st.composite
def rules(draw: st.DrawFn) -> tuple[str, datetime]:
    first = FIRST + timedelta(days=draw(st.integers(0, 400)))
    freq = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY"]))
    until = first + timedelta(days=draw(st.integers(0, 300)))
    end = draw(
        st.sampled_from([f"COUNT={draw(st.integers(1, 20))}", f"UNTIL={until:%Y%m%dT%H%M%SZ}"])
    )
    parts = [f"FREQ={freq}", f"INTERVAL={draw(st.integers(1, 4))}", end]
    days = draw(st.lists(st.sampled_from(WEEKDAYS), unique=True, max_size=3))
    which = draw(st.sampled_from(["", "1", "2", "-1", "5"])) if freq == "MONTHLY" else ""
    if days:
        parts.append("BYDAY=" + ",".join(which + day for day in days))
    numbers = st.lists(st.sampled_from([1, 2, 13, 31, -1, -3]), unique=True, max_size=2)
    in_month = draw(numbers) if freq != "WEEKLY" else []
    if in_month:
        parts.append("BYMONTHDAY=" + ",".join(map(str, in_month)))
    if months := draw(st.lists(st.integers(1, 12), unique=True, max_size=4)):
        parts.append("BYMONTH=" + ",".join(map(str, months)))
    if freq == "MONTHLY" and (days or in_month) and draw(st.booleans()):
        parts.append("BYSETPOS=" + draw(st.sampled_from(["1", "-1", "2,-1"])))
    if draw(st.booleans()):
        parts.append("WKST=SU")
    return ";".join(parts), first


@given(rules())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_rule_gives_the_dates_that_dateutil_gives(given_rule: tuple[str, datetime]) -> None:
    rule, first = given_rule
    theirs = [
        one.astimezone(UTC)
        for one in islice(rrulestr(rule, dtstart=first), 367)
        if one.date() <= HORIZON.date()
    ]
    try:
        times = expand(Interval(first, first + timedelta(hours=1)), rule, 366, HORIZON)
    except Invalid:
        times = []
    assert [time.start for time in times] == theirs


def at(start: float, end: float) -> Interval:
    return Interval(FIRST + timedelta(hours=start), FIRST + timedelta(hours=end))


def test_dates_that_touch_may_follow_each_other() -> None:
    """a   ████
    b       ████"""
    assert check_dates([at(0, 2), at(2, 4)], 9, NONE, NONE) == []


def test_a_date_over_another_one_is_named() -> None:
    """a       ████
    b   ███
    c          ███"""
    (failure,) = check_dates([at(4, 8), at(0, 3), at(7, 10)], 9, NONE, NONE)
    assert (failure.code, failure.field) == ("dates_overlap", "dates.2.starts_at")


def test_set_up_and_clear_up_need_room_between_dates() -> None:
    """a   ████░
    b      ░████"""
    half = timedelta(minutes=30)
    failures = check_dates([at(0, 2), at(2.5, 4)], 9, half, half)
    assert [failure.code for failure in failures] == ["dates_overlap"]
    assert check_dates([at(0, 2), at(3, 4)], 9, half, half) == []


def test_the_states_are_the_drawn_ones_and_every_one_is_reached() -> None:
    assert set(states.NEXT) == set(states.STATES) == set(states.WHOLE)
    reached, ahead = set(), [states.DRAFT]
    while ahead:
        one = ahead.pop()
        reached.add(one)
        ahead += [other for other in states.NEXT[one] if other not in reached]
    assert reached == set(states.STATES)


@given(st.lists(st.sampled_from(states.STATES), min_size=1))
def test_the_whole_is_one_of_its_dates_and_does_not_hang_on_their_order(found: list[str]) -> None:
    whole = states.whole_status(found)
    assert whole in found
    assert whole == states.whole_status(reversed(found))
    assert all(states.WHOLE.index(whole) <= states.WHOLE.index(one) for one in found)


@given(st.lists(st.sampled_from(states.OPEN_STATES), min_size=1), st.data())
def test_a_booking_is_open_as_long_as_one_date_is(found: list[str], data: st.DataObject) -> None:
    over = data.draw(st.lists(st.sampled_from([states.COMPLETED, states.CANCELLED])))
    assert states.whole_status([*found, *over]) in states.OPEN_STATES
