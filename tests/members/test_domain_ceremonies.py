"""The ceremony's drawing, tried in every state; and when a paper may change hands."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from services.members.domain import ceremonies as rules
from services.members.domain.states import APPLICATION_STATUS, CEREMONY_STATUS
from tests.support.running import START

ONE, OTHER = uuid4(), uuid4()
DAY = date(2026, 11, 23)


def codes(failures):
    return [failure.code for failure in failures]


def test_each_act_is_done_only_where_the_drawing_has_it():
    acts = {
        "change": lambda status: rules.may_change(status),
        "prepare": lambda status: rules.may_prepare(status, [ONE], None, (None, None)),
        "cancel": lambda status: rules.may_cancel(status, 0),
        "award": lambda status: rules.may_award(status, [ONE], [ONE]),
    }
    allowed = {
        (name, status)
        for name, ask in acts.items()
        for status in CEREMONY_STATUS
        if not ask(status)
    }
    assert allowed == {
        ("change", "scheduled"),
        ("prepare", "scheduled"),
        ("cancel", "scheduled"),
        ("award", "scheduled"),
        ("award", "held"),  # only to be told again who was awarded
    }


@given(
    st.sampled_from([*CEREMONY_STATUS]),
    st.integers(min_value=0, max_value=3),
    st.sets(st.sampled_from([ONE, OTHER])),
)
def test_a_refusal_lists_every_reason(status, awarded, listed):
    cancel = codes(rules.may_cancel(status, awarded))
    assert ("wrong_status" in cancel) == (status != "scheduled")
    assert ("ceremony_has_awards" in cancel) == (awarded > 0)
    award = codes(rules.may_award(status, listed, [ONE]))
    assert ("wrong_status" in award) == (status == "cancelled")
    assert ("ceremony_empty" in award) == (not listed)
    assert ("not_on_the_list" in award) == (ONE not in listed)


def test_what_is_printed_is_not_changed_by_asking_again():
    fixed = (DAY, None)
    assert rules.may_prepare("scheduled", [ONE], fixed, (None, None)) == []
    assert rules.may_prepare("scheduled", [ONE], fixed, (DAY, None)) == []
    found = rules.may_prepare("scheduled", [ONE], fixed, (DAY + timedelta(1), DAY))
    assert [failure.field for failure in found] == ["issued_on", "begins_on"]
    assert codes(rules.may_prepare("held", [], None, (None, None))) == [
        "wrong_status",
        "ceremony_empty",
    ]


@given(
    st.sampled_from([*APPLICATION_STATUS]),
    st.sampled_from([None, "Mẫu", "Tên in cũ"]),
    st.integers(min_value=-3, max_value=3),
)
def test_nobody_is_admitted_unapproved_under_another_name_or_too_early(status, printed, days):
    begins = DAY + timedelta(days)
    found = codes(rules.check_admission(ONE, status, "Mẫu", printed, begins, DAY))
    assert ("application_not_approved" in found) == (status != "approved")
    assert ("printed_name_differs" in found) == (printed == "Tên in cũ")
    assert ("membership_not_begun" in found) == (days > 0)


def test_a_hand_over_is_corrected_only_with_a_reason():
    known, same = (START, "A"), (START, "A")
    other, later = (START, "B"), START + timedelta(seconds=1)
    assert rules.check_hand_over(ONE, True, None, same, None, START) == []
    assert rules.check_hand_over(ONE, True, known, same, None, START) == []
    assert rules.check_hand_over(ONE, True, known, other, "Ghi nhầm", START) == []
    found = rules.check_hand_over(ONE, False, known, (later, "B"), None, START)
    assert codes(found) == ["not_awarded_yet", "hand_over_in_future", "handed_over_already"]


def test_only_a_printed_name_that_is_taken_off_is_owed_a_reason():
    assert rules.check_take_off([], None) == []
    assert rules.check_take_off(["KGST-1"], "Xin rút") == []
    assert codes(rules.check_take_off(["KGST-1"], None)) == ["take_off_reason_needed"]
