"""Drawings of closed files and of their destruction, act by act; the data of retention."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.members.domain import closed_files as rules
from services.members.domain.complaints import COMPLAINT_STATUS, OPEN
from services.members.regulations.retention_rules import RULES, Retention, read_rules, retention_on

DRAWN = {
    ("closed", "list", "listed"),
    ("listed", "take_off", "closed"),
    ("listed", "destroy", "destroyed"),
    ("closed", "reopen", "reopened"),
}
DRAWN_LISTS = {
    ("drafted", "approve", "approved"),
    ("approved", "carry_out", "carried_out"),
    ("drafted", "drop", "dropped"),
    ("approved", "drop", "dropped"),
}


def paths(moves):
    return {(before, act, after) for act, ways in moves.items() for before, after in ways.items()}


def test_no_path_leads_from_one_state_to_another_that_the_drawings_lack():
    assert paths(rules.MOVES) == DRAWN
    assert paths(rules.DESTRUCTION_MOVES) == DRAWN_LISTS
    for moves, states in (
        (rules.MOVES, rules.STATUS),
        (rules.DESTRUCTION_MOVES, rules.DESTRUCTION_STATUS),
    ):
        assert {state for path in paths(moves) for state in (path[0], path[2])} == set(states)


@given(st.lists(st.sampled_from(sorted(rules.MOVES)), max_size=15))
def test_what_is_destroyed_stays_so_and_was_listed_before(acts):
    status, was = "closed", ["closed"]
    for act in acts:
        status = rules.MOVES[act].get(status, status)
        was.append(status)
    if "destroyed" in was:
        at = was.index("destroyed")
        assert was[at - 1] == "listed"
        assert set(was[at:]) == {"destroyed"}


@given(
    today=st.dates(date(2026, 1, 1), date(2100, 1, 1)),
    until=st.none() | st.dates(date(2026, 1, 1), date(2100, 1, 1)),
    held=st.booleans(),
    status=st.sampled_from(sorted(rules.STATUS)),
)
def test_a_file_is_listed_only_past_its_time_free_and_in_keeping(today, until, held, status):
    allowed = rules.may_list("Mẫu", status, until, today, held) == []
    assert allowed == (status == "closed" and until is not None and today > until and not held)


@given(
    person=st.sampled_from(["a", "b"]),
    principal=st.sampled_from([None, "a", "b"]),
    minutes=st.booleans(),
)
def test_who_prepared_a_list_never_approves_it_not_even_through_a_deputy(
    person, principal, minutes
):
    allowed = rules.may_approve("drafted", "a", person, principal, minutes) == []
    assert allowed == (person == "b" and principal != "a" and minutes)


def test_an_open_complaint_is_no_finished_file():
    assert set(rules.FINISHED["complaint"]) == set(COMPLAINT_STATUS) - set(OPEN)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
@given(closed_on=st.dates(date(2025, 7, 1), date(2100, 1, 1)))
def test_a_file_is_kept_whole_years_after_the_year_of_its_closing(rule: Retention, closed_on):
    until = rule.until(closed_on)
    assert until is None or (until.month, until.day, until.year - closed_on.year) == (
        12,
        31,
        rule.years,
    )


def test_every_way_to_end_has_its_rule_and_a_wrong_file_is_told():
    assert {retention_on(code, date(2026, 1, 1)).code for code in rules.RETENTION_CODES} == set(
        rules.RETENTION_CODES
    )
    with pytest.raises(ValueError, match="missing"):
        read_rules({"rules": []})
