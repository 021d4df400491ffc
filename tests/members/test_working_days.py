"""Working days and the Centre's clock: pure rules, tried over years and over any stops."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.members.domain.clocks import Stop, days_used, promised_day
from services.members.legal_data import Term, read_terms, term_of
from shared.working_days import (
    add_working_days,
    is_working_day,
    read_calendar,
    subtract_working_days,
    working_days_between,
)

DAYS = st.dates(date(2026, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2026-11-23", True),
        ("2026-11-24", True),  # Culture Day is only proposed
        ("2026-11-28", False),  # Saturday
        ("2026-09-02", False),
        ("2026-08-31", False),  # swapped
        ("2026-08-22", True),  # the Saturday worked for it
        ("2027-02-05", False),  # the day before Tết
        ("2027-02-11", False),  # in lieu of a weekend in Tết
        ("2027-02-12", True),
        ("2030-02-04", False),  # Tết falls on 2 February in UTC+7, not on the 3rd
        ("2045-09-02", False),  # beyond the table the fixed holidays hold
        ("2045-09-04", True),
    ],
)
def test_a_day_is_worked_or_not(day, worked):
    assert is_working_day(date.fromisoformat(day)) is worked


def test_working_days_are_counted_from_the_next_day_on():
    friday = date(2026, 11, 27)
    assert add_working_days(friday, 0) == friday
    assert add_working_days(friday, 1) == date(2026, 11, 30)
    assert add_working_days(date(2027, 2, 4), 1) == date(2027, 2, 12)


@given(DAYS, st.integers(0, 300))
def test_adding_and_counting_are_each_others_reverse(day, n):
    end = add_working_days(day, n)
    assert working_days_between(day, end) == n
    assert n == 0 or is_working_day(end)


@given(DAYS, st.integers(0, 100))
def test_between_the_latest_day_and_the_day_itself_the_term_passes_whole(day, n):
    latest = subtract_working_days(day, n)
    assert is_working_day(latest)
    assert working_days_between(latest, day - timedelta(days=1)) == n


def test_the_latest_day_skips_what_is_not_worked():
    # filed 4 Feb │ Tết 5–11 Feb │ one working day 12 Feb │ Sat Sun │ the day 15 Feb
    assert subtract_working_days(date(2027, 2, 15), 1) == date(2027, 2, 4)
    assert subtract_working_days(date(2026, 8, 23), 0) == date(2026, 8, 22)  # a worked Saturday


@st.composite
def stopped_clocks(draw):
    """A start, a term and stops in order, the last perhaps still standing."""
    start = draw(DAYS)
    stops, at = [], start
    for _ in range(draw(st.integers(0, 4))):
        stopped = at + timedelta(days=draw(st.integers(0, 40)))
        at = stopped + timedelta(days=draw(st.integers(0, 40)))
        stops.append(Stop(stopped, at))
    if stops and draw(st.booleans()):
        stops[-1] = Stop(stops[-1].stopped_on, None)
    return start, draw(st.integers(1, 60)), stops


@given(stopped_clocks())
def test_on_the_promised_day_the_term_is_used_up_and_not_before(clock):
    start, term, stops = clock
    promised = promised_day(start, term, stops)
    if promised is None:
        assert stops[-1].resumed_on is None
        assert days_used(start, stops, date(2040, 1, 1)) < term
        return
    assert days_used(start, stops, promised) == term
    assert days_used(start, stops, promised - timedelta(days=1)) == term - 1


@given(stopped_clocks())
def test_a_stop_never_brings_the_promise_forward(clock):
    start, term, stops = clock
    plain = add_working_days(start, term)
    promised = promised_day(start, term, stops)
    assert promised is None or promised >= plain


@given(stopped_clocks(), DAYS)
def test_time_that_stands_is_not_used(clock, today):
    start, _, stops = clock
    used = days_used(start, stops, today)
    assert 0 <= used <= working_days_between(start, max(start, today))


def test_a_request_answered_the_same_day_moves_nothing():
    day = date(2026, 11, 25)
    assert promised_day(day, 5, [Stop(day, day)]) == add_working_days(day, 5)


def test_what_was_late_stays_late():
    start, late = date(2026, 11, 2), date(2026, 12, 1)
    assert promised_day(start, 5, [Stop(late, None)]) == date(2026, 11, 9)


def test_the_term_that_holds_is_the_latest_that_has_begun():
    raw = {"kind": "x", "source": "s", "checked_on": "2026-11-23"}
    terms = read_terms(
        {
            "terms": [
                {**raw, "from": "2026-01-01", "working_days": 30},
                {**raw, "from": "2027-01-01", "working_days": 20},
            ]
        }
    )
    found = [term_of("x", date(year, 6, 1), terms).working_days for year in (2025, 2026, 2027)]
    assert found == [30, 30, 20]
    assert isinstance(terms[0], Term)


@pytest.mark.parametrize(
    "wrong",
    [
        {"days_off": [{"from": "2026-02-02", "to": "2026-02-01", "status": "announced"}]},
        {"days_off": [{"from": "2026-02-02", "to": "2026-02-02", "status": "maybe"}]},
        {"every_year": [{"day": "02-30"}]},
    ],
)
def test_a_wrong_table_stops_the_service_at_its_start(wrong):
    raw = {"weekend": [6, 7], "every_year": [], "days_off": [], "days_worked": []}
    with pytest.raises(ValueError, match=r"holidays\.json|day is out of range|Invalid"):
        read_calendar({**raw, **wrong})


def test_terms_must_be_days_that_can_be_kept():
    one = {"kind": "x", "from": "2026-01-01", "source": "s", "checked_on": "2026-11-23"}
    with pytest.raises(ValueError, match="working_days"):
        read_terms({"terms": [{**one, "working_days": 0}]})
