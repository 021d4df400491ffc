"""Procedures as rules: three-valued what is asked, and what the answers make needed. Pure."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.bookings.domain.permit_conditions import (
    Asks,
    Every,
    Some,
    Unless,
    open_questions,
    questions_of,
    read_condition,
    reasons,
    verdict,
)
from services.bookings.domain.permits import (
    asked_of,
    check_answers,
    heard,
    item_of,
    presume,
)
from services.bookings.regulations import permits as rules

TODAY = date(2026, 11, 23)
NAMES = ("a", "b", "c")
LEAVES = st.sampled_from(NAMES).map(lambda name: Asks(name, (True,)))
CONDITIONS = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: Every(tuple(parts)))
        | st.lists(inner, min_size=1, max_size=3).map(lambda parts: Some(tuple(parts)))
        | inner.map(Unless)
    ),
    max_leaves=6,
)
PARTIAL = st.dictionaries(st.sampled_from(NAMES), st.booleans())


@given(CONDITIONS, PARTIAL)
def test_what_is_decided_stays_decided_whatever_the_missing_answers_are(condition, known):
    found = verdict(condition, known)
    missing = [name for name in NAMES if name not in known]
    wholes = [
        {**known, **dict(zip(missing, values, strict=True))}
        for values in product((True, False), repeat=len(missing))
    ]
    if found is None:
        assert open_questions(condition, known)
        assert open_questions(condition, known) <= questions_of(condition) - known.keys()
    else:
        assert {verdict(condition, whole) for whole in wholes} == {found}
        decisive = {name: known[name] for name in reasons(condition, known)}
        assert verdict(condition, decisive) is found  # the reasons alone are enough


@pytest.mark.parametrize(
    "raw", [{}, {"answer": "a"}, {"all": [], "any": []}, {"answer": "a", "in": []}, {"maybe": 1}]
)
def test_what_is_no_condition_is_refused(raw):
    with pytest.raises(ValueError, match="no condition"):
        read_condition(raw)


def drawn(answers, day):
    """The lines of what is needed or may be."""
    lines = [item_of(one, answers, day) for one in rules.rules_on(TODAY)]
    return [one for one in lines if one.needed is not False]


def needed(**answers):
    """Code → needed, for what may be needed after these answers."""
    found = drawn(heard(rules.QUESTIONS, answers), None)
    return {one.rule.code: one.needed for one in found}


NOTHING = {
    "performs": False,
    "place_kind": "other",
    "exhibits": False,
    "festival": False,
    "advertising": False,
    "gathers_for_petition": False,
}


@pytest.mark.parametrize(
    ("answers", "codes"),
    [
        ({}, set()),
        ({"performs": True, "internal": True}, {"performance_notice"}),
        (
            {
                "performs": True,
                "internal": False,
                "tickets_sold": False,
                "place_kind": "tourism_leisure_restaurant",
            },
            {"performance_notice"},
        ),
        (
            {
                "performs": True,
                "internal": False,
                "tickets_sold": True,
                "place_kind": "tourism_leisure_restaurant",
            },
            {"performance_approval"},
        ),
        ({"performs": True, "internal": False}, {"performance_approval"}),
        (
            {"exhibits": True, "exhibition_commercial": False, "exhibition_foreign": False},
            {"exhibition_notice"},
        ),
        (
            {"exhibits": True, "exhibition_commercial": False, "exhibition_foreign": True},
            {"exhibition_licence"},
        ),
        (
            {"exhibits": True, "exhibition_commercial": True, "exhibition_foreign": False},
            {"exhibition_commercial"},
        ),
        ({"festival": True, "festival_new": True}, {"festival_registration"}),
        ({"festival": True, "festival_new": False}, {"festival_notice"}),
        ({"advertising": True, "advertising_area": 19}, {"advertising_notice"}),
        (
            {"advertising": True, "advertising_area": 20},
            {"advertising_notice", "advertising_building_permit"},
        ),
        ({"place_kind": "relic_site"}, {"relic_site"}),
        ({"place_kind": "hoan_kiem_walking_space"}, {"hoan_kiem_walking_space"}),
        ({"gathers_for_petition": True}, {"public_gathering"}),
    ],
)
def test_the_procedures_of_an_activity(answers, codes):
    assert needed(**{**NOTHING, **answers}) == dict.fromkeys(codes, True)


def test_without_answers_everything_may_be_needed_and_nothing_is():
    assert set(needed().values()) == {None}


def test_an_answer_to_a_question_that_is_not_asked_does_not_count():
    assert "internal" not in heard(rules.QUESTIONS, {"performs": False, "internal": True})
    assert "internal" in asked_of(rules.QUESTIONS, {"performs": True})


def test_the_walking_space_refuses_commerce_as_main_content():
    answers = {**NOTHING, "place_kind": "hoan_kiem_walking_space", "main_content": "commercial"}
    (line,) = drawn(heard(rules.QUESTIONS, answers), None)
    assert line.refused
    assert line.lead is None  # no source gives it


def test_a_festival_of_a_commune_is_registered_there():
    base = {**NOTHING, "festival": True, "festival_new": True}
    for level, receiver in (("commune", "commune"), ("city", "city")):
        (line,) = drawn({**base, "festival_level": level}, None)
        assert line.receiver == receiver


def test_an_appraisal_council_needs_fifteen_days():
    base = {
        **NOTHING,
        "exhibits": True,
        "exhibition_commercial": False,
        "exhibition_foreign": False,
    }
    for council, days in ((None, 7), (False, 7), (True, 15)):
        answers = base if council is None else {**base, "appraisal_council": council}
        (line,) = drawn(answers, TODAY)
        assert (line.lead.days, line.reply.days) == (days, days)


def test_the_booking_answers_what_it_can():
    found = presume(rules.QUESTIONS, {"activity_kind": "concert", "space_kind": "street"})
    assert found == {
        "performs": True,
        "place_kind": "hoan_kiem_walking_space",
        "gathers_for_petition": False,
    }


@given(st.dictionaries(st.text(max_size=8) | st.sampled_from(list(NOTHING)),
                       st.none() | st.booleans() | st.integers() | st.floats() | st.text()
                       | st.lists(st.integers())))  # fmt: skip
def test_no_answer_makes_the_check_fail_otherwise_than_with_a_sentence(answers):
    failures = check_answers(rules.QUESTIONS, answers)
    if not failures:
        drawn(heard(rules.QUESTIONS, answers), TODAY)
