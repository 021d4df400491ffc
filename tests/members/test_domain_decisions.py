"""The state machines of decisions and complaints are the drawn ones; who may not judge, may not."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.members.domain import complaint_clocks, complaints, decisions
from services.members.domain.separation import may_judge, not_the_decider
from services.members.domain.states import APPLICATION_STATUS
from services.members.regulations.complaint_terms import CLOCKS
from shared.errors import Lack

FILE, OTHER = UUID(int=1), UUID(int=2)
JUDGE, PRINCIPAL = "https://issuer|judge", "https://issuer|principal"

COMPLAINT_DRAWING = {
    ("lodged", "admit"),
    ("lodged", "refuse"),
    ("lodged", "withdraw"),
    ("admitted", "resolve"),
    ("admitted", "extend"),
    ("admitted", "withdraw"),
}


def test_a_complaint_moves_only_as_it_is_drawn():
    may = {
        "admit": lambda status: complaints.may_examine(status, []),
        "refuse": lambda status: complaints.may_examine(status, []),
        "resolve": lambda status: complaints.may_resolve(status, []),
        "extend": lambda status: complaints.may_extend(status, False, None, None, None),
        "withdraw": lambda status: complaints.may_withdraw(status, True, False),
    }
    moves = {
        (status, act)
        for status, act in product(complaints.COMPLAINT_STATUS, may)
        if not may[act](status)
    }
    assert moves == COMPLAINT_DRAWING


def test_a_decision_is_changed_only_while_it_is_in_force_and_no_change_is_changed():
    changeable = {
        (kind, status)
        for kind, status in product(decisions.DECISION_KIND, decisions.DECISION_STATUS)
        if not decisions.may_change_decision(kind, status, [FILE], [FILE])
    }
    assert changeable == {("decision", "in_force")}


def test_a_file_is_decided_only_when_it_was_handed_in():
    decidable = [
        status for status in APPLICATION_STATUS if not decisions.still_undecided(status, None)
    ]
    assert decidable == ["submitted"]


@given(standing=st.integers(0, 500), kind=st.sampled_from(["annulment", "withdrawal"]))
def test_a_decision_stays_in_force_until_its_last_file_is_taken_off(standing, kind):
    status = decisions.status_after(standing, kind)
    expected = {"annulment": "annulled", "withdrawal": "withdrawn"}[kind]
    assert status == ("in_force" if standing else expected)


@given(
    files=st.dictionaries(st.integers(0, 9), st.booleans(), min_size=1),
    acts=st.lists(
        st.tuples(st.sampled_from(["annulment", "withdrawal"]), st.sets(st.integers(0, 9))),
        max_size=12,
    ),
)
def test_whatever_is_asked_in_whatever_order_files_and_decision_agree(files, acts):
    """A model of the acts: what is refused changes nothing, what ends stays ended."""
    standing, status = set(files), "in_force"
    state = dict.fromkeys(files, "approved")
    for kind, wanted in acts:
        ids = {UUID(int=one) for one in standing}
        asked = [UUID(int=one) for one in sorted(wanted)] or sorted(ids)
        if decisions.may_change_decision("decision", status, ids, asked):
            continue
        for one in asked:
            state[one.int] = decisions.file_status_after(files[one.int])
            standing.discard(one.int)
        status = decisions.status_after(len(standing), kind)
    assert (status == "in_force") == bool(standing)
    for one, admitted in files.items():
        ended = "revoked" if admitted else "submitted"
        assert state[one] == ("approved" if one in standing else ended)


def test_a_file_that_is_not_on_the_list_is_named():
    (failure,) = decisions.may_change_decision("decision", "in_force", [FILE], [FILE, OTHER])
    assert (failure.code, failure.values["applications"]) == ("not_in_the_decision", [str(OTHER)])


def test_a_failure_of_one_file_keeps_its_kind_and_names_the_file():
    (failure,) = decisions.about_file([Lack("own_application")], FILE)
    assert isinstance(failure, Lack)
    assert failure.field == f"application_ids.{FILE}"


@pytest.mark.parametrize("named", [PRINCIPAL, "principal"])
@pytest.mark.parametrize(
    ("concerned", "recused", "code"),
    [([PRINCIPAL], [], "principal_is_concerned"), ([], [PRINCIPAL], "principal_is_recused")],
)
def test_a_deputy_is_bound_by_what_binds_the_principal(named, concerned, recused, code):
    assert [one.code for one in may_judge(JUDGE, named, concerned, recused)] == [code]
    assert may_judge(JUDGE, None, concerned, recused) == []
    assert may_judge(JUDGE, "someone-else", concerned, recused) == []


def test_nobody_judges_their_own_file_or_one_from_which_they_are_recused():
    assert [one.code for one in may_judge(JUDGE, None, [JUDGE])] == ["own_application"]
    assert [one.code for one in may_judge(JUDGE, None, [], [JUDGE])] == ["recused_from_file"]
    both = may_judge(JUDGE, PRINCIPAL, [JUDGE], [PRINCIPAL])
    assert [one.code for one in both] == ["own_application", "principal_is_recused"]


def test_a_complaint_is_not_judged_by_who_decided_nor_by_their_deputy():
    assert not_the_decider(JUDGE, None, [JUDGE])
    assert not_the_decider(JUDGE, "principal", [PRINCIPAL])
    assert not_the_decider(JUDGE, None, [PRINCIPAL]) == []


def test_nothing_follows_from_a_dismissal_and_only_what_fits_from_the_rest():
    fitting = {
        (about, outcome, remedy)
        for about, outcome, remedy in product(
            complaints.COMPLAINT_ABOUT, complaints.OUTCOMES, complaints.REMEDY
        )
        if not complaints.check_remedy(about, outcome, remedy)
    }
    assert {one for one in fitting if one[1] == "dismissed"} == {
        ("decision", "dismissed", "none"),
        ("suspension", "dismissed", "none"),
    }
    assert ("suspension", "upheld", "annul") not in fitting
    assert ("decision", "upheld", "reinstate") not in fitting
    assert ("decision", "partly_upheld", "correct") in fitting


def test_a_clock_holds_from_its_day_on_and_counts_as_it_says():
    raw = {
        "checked_on": "2026-11-23",
        "clocks": [
            {
                "code": code,
                "days": days,
                "unit": unit,
                "valid_from": since,
                "source": {"vi": "Mẫu", "en": "Sample"},
            }
            for code in complaint_clocks.NEEDED
            for days, unit, since in ((10, "calendar", "2012-07-01"), (7, "working", "2027-01-01"))
        ],
    }
    clocks = complaint_clocks.read_clocks(raw)
    old, new = date(2026, 12, 31), date(2027, 1, 1)

    def twice(day: date, n: int) -> date:
        return day + timedelta(days=2 * n)

    assert complaint_clocks.clock_on(clocks, "admit", old).end(old, twice) == date(2027, 1, 10)
    assert complaint_clocks.clock_on(clocks, "admit", new).end(new, twice) == date(2027, 1, 15)
    assert complaint_clocks.clock_on(clocks, "admit", date(2000, 1, 1)).days == 10
    raw["clocks"][0]["days"] = 0
    with pytest.raises(ValueError, match="count nothing"):
        complaint_clocks.read_clocks(raw)
    with pytest.raises(ValueError, match="missing"):
        complaint_clocks.read_clocks({"checked_on": "2026-11-23", "clocks": []})


def test_every_clock_says_where_it_is_from_in_both_languages():
    path = Path("services/members/data/complaint_clocks.json")
    assert "re-check" in json.loads(path.read_text())["note"]
    for clock in CLOCKS:
        assert clock.source.vi
        assert clock.source.en
