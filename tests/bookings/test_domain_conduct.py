"""Marks and the pause they lead to; grace and silence; which outcome follows which."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.bookings.domain import standing_cases as cases
from services.bookings.domain.conduct import (
    ConductRules,
    Mark,
    check_pause,
    last_pause,
    points_at,
)
from services.bookings.domain.grace import is_kept_in_silence, silent_until
from services.bookings.regulations.after import AFTER, CONDUCT, CRITERIA, POINTS, STANDING, grace_of

START = datetime(2026, 11, 23, 2, tzinfo=UTC)
DAY = timedelta(days=1)
RULES = ConductRules(window=90 * DAY, threshold=3, pause=30 * DAY)


def at(days: float, points: int) -> Mark:
    return Mark(START + days * DAY, points)


def test_the_mark_that_fills_the_window_begins_the_pause():
    pause = last_pause([at(0, 2), at(40, 1)], RULES)
    assert pause is not None
    assert (pause.start, pause.end) == (START + 40 * DAY, START + 70 * DAY)


def test_a_mark_alone_or_one_that_has_left_the_window_begins_none():
    assert last_pause([], RULES) is None
    assert last_pause([at(0, 2)], RULES) is None
    assert last_pause([at(0, 2), at(90, 2)], RULES) is None
    assert last_pause([at(0, 2), at(89.9, 2)], RULES) is not None


def test_a_further_mark_begins_the_pause_anew():
    pause = last_pause([at(0, 2), at(40, 1), at(50, 1)], RULES)
    assert pause is not None
    assert pause.end == START + 80 * DAY


def test_a_pause_is_over_at_its_end():
    until = START + 30 * DAY
    assert [one.code for one in check_pause(until, until - timedelta(seconds=1))] == [
        "requests_paused"
    ]
    assert check_pause(until, until) == []
    assert check_pause(None, START) == []


marks_of = st.lists(
    st.builds(at, st.floats(0, 400, allow_nan=False), st.integers(0, 5)), max_size=12
)


@given(marks_of, st.integers(0, 11))
def test_a_void_mark_never_makes_a_pause_longer(marks, number):
    less = [one for place, one in enumerate(marks) if place != number]
    before, after = last_pause(marks, RULES), last_pause(less, RULES)
    assert after is None or (before is not None and after.end <= before.end)


@given(marks_of)
def test_a_pause_begins_with_a_mark_that_reaches_the_threshold(marks):
    pause = last_pause(marks, RULES)
    reaching = [one for one in marks if points_at(marks, RULES, one.noted_at) >= 3]
    assert (pause is None) == (not reaching)
    if pause:
        assert pause.start == max(one.noted_at for one in reaching)
        assert pause.length == RULES.pause


def test_case_a_starts_within_the_grace_and_is_answered_at_its_start():
    decide_by = START + 7 * DAY
    assert silent_until(START + 2 * DAY, decide_by) == START + 2 * DAY
    assert is_kept_in_silence(START + 2 * DAY, decide_by, keeps_begun=True)
    assert not is_kept_in_silence(START + 2 * DAY, decide_by, keeps_begun=False)


def test_case_b_starts_just_when_the_grace_ends():
    decide_by = START + 7 * DAY
    assert silent_until(decide_by, decide_by) == decide_by
    assert is_kept_in_silence(decide_by, decide_by, keeps_begun=True)


def test_case_c_starts_later_and_lapses_at_the_end_of_the_grace():
    decide_by = START + 7 * DAY
    assert silent_until(START + 8 * DAY, decide_by) == decide_by
    assert not is_kept_in_silence(START + 8 * DAY, decide_by, keeps_begun=True)


@pytest.mark.parametrize("outcome", cases.OUTCOMES)
@pytest.mark.parametrize("wanted", cases.OUTCOMES)
def test_every_way_of_an_entry_is_the_drawn_one(outcome, wanted):
    drawn = {
        ("undecided", "kept"), ("undecided", "cancelled"), ("undecided", "lapsed"),
        ("undecided", "overtaken"), ("kept", "cancelled"), ("kept", "overtaken"),
        ("cancelled", "restored"), ("cancelled", "lost"),
        ("lapsed", "restored"), ("lapsed", "lost"),
    }  # fmt: skip
    allowed = cases.may_pass(outcome, wanted) == []
    assert allowed == ((outcome, wanted) in drawn)


@given(st.lists(st.sampled_from(cases.OUTCOMES)))
def test_a_case_is_open_while_an_entry_is_undecided(outcomes):
    assert (cases.case_status(outcomes) == cases.OPEN) == (cases.UNDECIDED in outcomes)


def test_the_data_name_source_and_day_and_answer_for_every_standing():
    assert AFTER.checked_on
    assert STANDING.conduct.source
    assert STANDING.cases.source
    assert POINTS["no_show"] > POINTS["late_cancellation"] > 0
    assert CONDUCT.threshold > 0
    assert set(CRITERIA) == {"host", "member"}
    for standing in ("suspended", "left", "removed", "closed", "split", "lapsed", "new_word"):
        assert grace_of(standing).time >= timedelta()
