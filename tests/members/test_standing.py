"""The standing follows from dated facts, and never goes a way that the drawing lacks."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.members.domain import renewals, standing
from services.members.domain.standing import MOVES, Dated, standing_on
from services.members.domain.states import MEMBER_STATUS

ADMITTED = date(2026, 1, 10)
DAY = timedelta(days=1)
LAST = ADMITTED + 60 * DAY


def drawn(module) -> set[tuple[str, str]]:
    """The arrows of the drawing in a module's docstring."""
    arrows = set()
    for source, targets in re.findall(r"^    (\w+)\s+-> (.+)$", module.__doc__, re.MULTILINE):
        arrows |= {(source, target.strip()) for target in targets.split("|")}
    return arrows


days = st.integers(0, 60).map(lambda number: ADMITTED + number * DAY)


@st.composite
def entries(draw) -> Dated:
    on = draw(days)
    kind = draw(st.sampled_from(sorted(MOVES)))
    until = draw(st.none() | st.integers(0, 20).map(lambda more: on + more * DAY))
    return Dated(kind, on, until if kind == "suspended" else None)


def enter_all(wanted: list[Dated]) -> list[Dated]:
    """Facts as people enter them, in any order; what does not fit is refused."""
    facts: list[Dated] = []
    for new in wanted:
        if not standing.may_record(new, ADMITTED, facts):
            facts = standing.with_fact(facts, new)
    return facts


@given(st.lists(entries(), max_size=12))
def test_from_day_to_day_a_member_goes_only_where_the_drawing_leads(wanted):
    facts = enter_all(wanted)
    arrows = drawn(standing)
    before = "active"
    day = ADMITTED
    while day <= LAST + 30 * DAY:
        # Facts of one day count one after the other.
        of_day = [fact for fact in facts if fact.on == day]
        earlier = [fact for fact in facts if fact.on < day]
        for number in range(len(of_day) + 1):
            now = standing_on(day, ADMITTED, earlier + of_day[:number]).status
            assert now == before or (before, now) in arrows, (before, now, facts)
            before = now
        day += DAY


@given(st.lists(entries(), max_size=12))
def test_what_was_entered_always_fits_and_wakes_on_every_day_of_change(wanted):
    facts = enter_all(wanted)
    day, status = ADMITTED, standing_on(ADMITTED, ADMITTED, facts).status
    while (following := standing.next_change(day, ADMITTED, facts)) is not None:
        just_before = standing_on(following - DAY, ADMITTED, facts).status
        assert just_before == status, (day, following, facts)
        day, status = following, standing_on(following, ADMITTED, facts).status
    assert standing_on(LAST + 90 * DAY, ADMITTED, facts).status == status


def test_every_arrow_of_the_drawing_can_be_gone():
    arrows = {
        (source, target)
        for moves in MOVES.values()
        for source, target in moves.items()
        if source != target
    }
    assert arrows == drawn(standing)
    assert {state for arrow in arrows for state in arrow} == set(MEMBER_STATUS)


def test_every_step_of_a_renewal_is_drawn():
    arrows = {
        (source, target) for steps in renewals.STEPS.values() for source, target in steps.items()
    }
    assert arrows == drawn(renewals)


@pytest.mark.parametrize(
    ("day", "status", "since"),
    [
        (9, "active", 0),
        (10, "suspended", 10),
        (15, "suspended", 10),
        (16, "active", 16),
        (30, "removed", 30),
        (40, "active", 40),
    ],
)
def test_a_suspension_ends_with_its_last_day_and_an_upheld_appeal_brings_back(day, status, since):
    facts = [
        Dated("suspended", ADMITTED + 10 * DAY, ADMITTED + 15 * DAY),
        Dated("removed", ADMITTED + 30 * DAY),
        Dated("appeal_lodged", ADMITTED + 35 * DAY),
        Dated("appeal_upheld", ADMITTED + 40 * DAY),
    ]
    found = standing_on(ADMITTED + day * DAY, ADMITTED, facts)
    assert (found.status, found.since) == (status, ADMITTED + since * DAY)


def test_a_fact_entered_late_is_refused_when_what_came_after_would_not_fit():
    facts = [Dated("suspended", ADMITTED + 10 * DAY)]
    (failure,) = standing.may_record(Dated("left", ADMITTED + 5 * DAY), ADMITTED, facts)
    assert failure.code == "later_fact_in_the_way"
    assert failure.values["day"] == "2026-01-20"
    (failure,) = standing.may_record(Dated("left", ADMITTED - DAY), ADMITTED, [])
    assert failure.code == "before_admission"


@given(st.lists(entries(), max_size=12))
def test_whatever_is_called_off_leaves_facts_that_fit(wanted):
    facts = enter_all(wanted)
    for number, fact in enumerate(facts):
        others = facts[:number] + facts[number + 1 :]
        fits = not standing._replay(date.max, ADMITTED, others)[1]
        assert (standing.may_call_off(fact, "to_come", ADMITTED, others) == []) == fits


def test_what_is_carried_out_is_not_called_off():
    (failure,) = standing.may_call_off(Dated("left", ADMITTED), "carried_out", ADMITTED, [])
    assert failure.code == "wrong_status"
