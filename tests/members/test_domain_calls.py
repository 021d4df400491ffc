"""The states of a call and the deadlines of its files: no path that the drawing lacks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.members.domain import calls as rules
from services.members.domain.calls import ReviewRules
from services.members.domain.deadlines import deadline_for, may_extend, may_hand_in
from services.members.domain.states import CALL_STATUS

START = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@dataclass(frozen=True)
class Facts:
    """What is written down of a call, and the clock."""

    now: datetime
    opens_at: datetime
    closes_at: datetime
    published: bool
    closed_at: datetime | None = None
    archived: bool = False

    @property
    def status(self) -> str:
        return rules.status_of(
            self.opens_at,
            self.closes_at,
            self.closed_at,
            self.now,
            published=self.published,
            archived=self.archived,
        )


def do(facts: Facts, act: str, hours: int) -> Facts:
    """The facts after an act that the rules allow; unchanged after one that they refuse."""
    status, at = facts.status, START + hours * HOUR
    if act == "wait":
        return replace(facts, now=facts.now + hours * HOUR)
    if act == "publish":
        refused = rules.may_publish(status)
        refused += rules.check_period(facts.opens_at, facts.closes_at, facts.now)
        return facts if refused else replace(facts, published=True)
    if act == "close":
        return facts if rules.may_close(status) else replace(facts, closed_at=facts.now)
    if act == "archive":
        return facts if rules.may_archive(status) else replace(facts, archived=True)
    moved = replace(facts, **{act: at})
    refused = rules.may_change(status)
    refused += rules.may_move_opening(status) if act == "opens_at" else []
    refused += rules.check_period(moved.opens_at, moved.closes_at, facts.now)
    return facts if refused else moved


ACTS = ("wait", "publish", "close", "archive", "opens_at", "closes_at")


@UNHURRIED
@given(
    published=st.booleans(),
    steps=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 6)), max_size=12),
)
def test_no_act_and_no_passing_of_time_leads_where_the_drawing_does_not(published, steps):
    facts = Facts(START, START + HOUR, START + 3 * HOUR, published)
    for act, hours in steps:
        after = do(facts, act, hours)
        before, status = facts.status, after.status
        assert status == before or status in rules.TRANSITIONS[before], (act, before, status)
        facts = after


def test_every_state_is_reached_and_named():
    draft = Facts(START, START + HOUR, START + 3 * HOUR, published=False)
    scheduled = do(draft, "publish", 0)
    opened = do(scheduled, "wait", 1)
    closed = do(opened, "close", 0)
    archived = do(closed, "archive", 0)
    reached = [one.status for one in (draft, scheduled, opened, closed, archived)]
    assert reached == list(rules.TRANSITIONS) == list(CALL_STATUS)
    assert do(archived, "publish", 0) == archived


@pytest.mark.parametrize(
    ("closed_early", "extended", "expected"),
    [
        (None, None, 3),
        (2, None, 2),
        (None, 5, 5),
        (2, 5, 5),
        (None, 2, 3),  # nobody's deadline comes before that of all
    ],
)
def test_the_deadline_of_a_file_is_that_of_all_or_its_own_later_one(
    closed_early, extended, expected
):
    closes_at = START + 3 * HOUR
    closed_at = START + closed_early * HOUR if closed_early else None
    until = START + extended * HOUR if extended else None
    assert deadline_for(closes_at, closed_at, until) == START + expected * HOUR


@UNHURRIED
@given(
    closes=st.integers(1, 9),
    closed=st.none() | st.integers(0, 9),
    until=st.none() | st.integers(0, 12),
    now=st.integers(0, 14),
)
def test_a_file_is_taken_exactly_until_its_deadline(closes, closed, until, now):
    closes_at, at = START + closes * HOUR, START + now * HOUR
    closed_at = START + closed * HOUR if closed is not None and closed <= now else None
    status = rules.status_of(START, closes_at, closed_at, at)
    extended = START + until * HOUR if until is not None else None
    deadline = deadline_for(closes_at, closed_at, extended)
    assert (may_hand_in(status, deadline, at) == []) == (at < deadline)


def test_more_time_must_be_more_and_is_given_in_calls_that_have_opened():
    def codes(status, until, deadline):
        return [one.code for one in may_extend(status, until, deadline)]

    assert codes("closed", START + HOUR, START) == codes("open", START + HOUR, START) == []
    assert codes("open", START, START) == ["extension_not_later"]
    assert codes("archived", START, START) == ["wrong_status", "extension_not_later"]
    assert codes("draft", START + HOUR, START) == ["wrong_status"]


def test_review_rules_that_cannot_be_kept_are_refused():
    def codes(quorum, reviewers, deadline):
        found = rules.check_review_rules(ReviewRules(quorum, reviewers, deadline), START)
        return [one.code for one in found]

    assert codes(2, None, None) == codes(2, 2, START + HOUR) == []
    assert codes(3, 2, START) == ["quorum_above_reviewers", "review_before_opening"]


def test_what_may_change_narrows_with_each_state():
    def codes(rule):
        return {status: [one.code for one in rule(status)] for status in rules.TRANSITIONS}

    over = {"closed": ["call_closed"], "archived": ["call_archived"]}
    free = {"draft": [], "scheduled": [], "open": []}
    assert codes(rules.may_change) == codes(rules.may_change_form) == {**free, **over}
    fixed = {"open": ["conditions_are_fixed"]}
    assert codes(rules.may_change_conditions) == {**free, **over, **fixed}
    assert codes(rules.may_change_review_rules) == {
        **free,
        "closed": [],
        "archived": ["call_archived"],
    }
