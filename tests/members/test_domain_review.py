"""Assigning, recusing, ranking and voting, without a database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.members.domain import assigning, conflicts, meetings
from services.members.domain.assigning import Candidate, File, propose
from services.members.domain.calls import Criterion
from services.members.domain.conflicts import Judge, Judged, find_grounds
from services.members.domain.meetings import Vote, check_vote
from services.members.domain.ranking import Scored, rank
from services.members.domain.recommendations import may_decide_on, may_recommend
from services.members.domain.review_rules import ReviewRules
from shared.errors import Failure

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
CRITERIA = [Criterion("creativity", 2, 10), Criterion("community", 1, 5)]
MEMBER = UUID("01900000-0000-7000-8000-000000000001")
FILE = Judged("city|applicant", MEMBER, "lienhe@mau.example")
NONE: frozenset[str] = frozenset()


def codes(failures: list[Failure]) -> list[str]:
    return [failure.code for failure in failures]


def judge(key: str = "city|reviewer", **known: object) -> Judge:
    return Judge(**{"key": key, "member_ids": (), "email": None, "on_behalf_of": None, **known})


@pytest.mark.parametrize(
    ("who", "recused", "grounds"),
    [
        (judge(), {}, []),
        (judge("city|applicant"), {}, ["own_file"]),
        (judge(member_ids=(MEMBER,)), {}, ["same_member"]),
        (judge(email="LienHe@mau.example"), {}, ["same_contact"]),
        (judge(), {"city|reviewer": {"declared", "same_member"}}, ["same_member", "declared"]),
        (judge(), {"city|other": {"declared"}}, []),
        (judge(on_behalf_of="city|other"), {"city|other": {"declared"}}, ["deputy"]),
        (judge(on_behalf_of="other"), {"city|other": {"declared"}}, ["deputy"]),
        (judge(on_behalf_of="applicant"), {}, ["deputy"]),
        (judge(on_behalf_of="city|someone"), {"city|other": {"declared"}}, []),
    ],
)
def test_who_may_not_judge_a_file_and_why(who, recused, grounds):
    assert find_grounds(who, FILE, recused) == grounds


def test_a_refusal_for_the_own_file_says_that_alone_others_list_every_ground():
    assert codes(conflicts.may_judge(["own_file", "same_contact"])) == ["own_application"]
    (failure,) = conflicts.may_judge(["same_member", "declared"])
    assert [label.code for label in failure.values["grounds"]] == ["same_member", "declared"]
    assert conflicts.may_judge([]) == []


FILES = st.lists(
    st.builds(
        File,
        id=st.uuids().map(str),
        fields=st.frozensets(st.sampled_from(["design", "music", "film"]), max_size=2),
        standing=st.frozensets(st.sampled_from("abcde"), max_size=1),
        barred=st.frozensets(st.sampled_from("abcde"), max_size=2),
        wanted=st.integers(0, 4),
    ),
    max_size=30,
    unique_by=lambda file: file.id,
)
CANDIDATES = st.lists(
    st.builds(
        Candidate,
        key=st.sampled_from("abcdef"),
        fields=st.frozensets(st.sampled_from(["design", "music", "film"]), max_size=2),
        load=st.integers(0, 9),
    ),
    max_size=6,
    unique_by=lambda candidate: candidate.key,
)


@given(FILES, CANDIDATES, st.integers(0, 4))
def test_a_distribution_keeps_every_promise_but_those_it_tells(files, candidates, bonus):
    """Nobody twice, nobody barred, as many as wanted or told as short; loads add up."""
    proposal = propose(files, candidates, bonus)
    assert len(set(proposal.given)) == len(proposal.given)
    for file in files:
        takers = {key for id, key in proposal.given if id == file.id}
        assert takers.isdisjoint(file.standing | file.barred)
        assert len(takers) + proposal.short.get(file.id, 0) == file.wanted
    for one in candidates:
        taken = sum(key == one.key for _, key in proposal.given)
        assert proposal.loads[one.key] == one.load + taken
    assert propose(files, candidates, bonus) == proposal


@given(st.integers(0, 200), st.integers(1, 8), st.integers(0, 5), st.data())
def test_where_nobody_is_barred_loads_stay_close(count, people, bonus, data):
    fields = st.frozensets(st.sampled_from(["design", "music"]), max_size=1)
    files = [File(str(n), data.draw(fields), NONE, NONE, 1) for n in range(count)]
    candidates = [Candidate(f"r{n}", data.draw(fields), 0) for n in range(people)]
    loads = propose(files, candidates, bonus).loads.values()
    assert max(loads) - min(loads) <= bonus + 1


def test_a_matching_field_goes_first_and_the_constrained_file_chooses_first():
    music, design = frozenset({"music"}), frozenset({"design"})
    candidates = [Candidate("a", design, 0), Candidate("b", music, 0)]
    assert propose([File("1", music, NONE, NONE, 1)], candidates, 3).given == [("1", "b")]
    files = [File("1", NONE, NONE, NONE, 1), File("2", NONE, NONE, frozenset("a"), 1)]
    assert dict(propose(files, candidates, 0).given) == {"1": "a", "2": "b"}


def test_the_states_of_an_assignment_and_a_meeting_are_those_drawn():
    moves = ("review", "recuse", "end", "hand_over")
    drawn = {
        ("open", "review"),
        ("open", "recuse"),
        ("done", "recuse"),
        ("open", "end"),
        ("open", "hand_over"),
    }
    for state, move in product(assigning.STATUS, moves):
        assert (assigning.may_move(state, move) == []) is ((state, move) in drawn)
    for state, move in product(meetings.STATUS, ("close", "cancel")):
        assert (meetings.may_move(state, move) == []) is (state == "open")
    for state in meetings.STATUS:
        assert (meetings.may_change(state) == []) is (state == "open")
    reached = {*assigning.MOVES.values(), "open"}
    assert reached == set(assigning.STATUS)


def scored(*reviews: tuple[int, int], minutes: int = 0) -> Scored:
    points = [{"creativity": one, "community": two} for one, two in reviews]
    return Scored(uuid4(), NOW + timedelta(minutes=minutes), points)


def test_files_rank_by_total_and_those_without_a_quorum_come_last():
    best, second, waiting = scored((10, 5), (9, 5)), scored((5, 3), (5, 3)), scored((10, 5))
    places = rank([waiting, second, best], CRITERIA, ReviewRules(2, 2))
    assert [(one.id, one.rank) for one in places] == [
        (best.id, 1),
        (second.id, 2),
        (waiting.id, None),
    ]
    assert places[2].flags == ("quorum_missing",)
    assert places[0].spread == 6.67


def test_reviews_far_apart_are_flagged_from_the_limit_on():
    apart = scored((10, 5), (1, 5))
    (place,) = rank([apart], CRITERIA, ReviewRules(2, 2, spread_limit=60))
    assert (place.spread, place.flags) == (60.0, ("spread_too_wide",))
    (place,) = rank([apart], CRITERIA, ReviewRules(2, 2, spread_limit=60.5))
    assert place.flags == ()


@pytest.mark.parametrize(
    ("rule", "ranks", "tied"),
    [
        ("chair", [1, 1, 3], [True, True, False]),
        ("heaviest_criterion", [1, 2, 3], [False] * 3),
        ("earlier", [1, 2, 3], [False] * 3),
        ("unheard_of", [1, 1, 3], [True, True, False]),
    ],
)
def test_equal_totals_follow_the_tie_rule(rule, ranks, tied):
    later_but_creative = scored((10, 0), minutes=5)
    earlier = scored((5, 5), minutes=1)
    last = scored((1, 1))
    rules = ReviewRules(1, 1, tie_rule=rule)
    places = rank([last, later_but_creative, earlier], CRITERIA, rules)
    assert [one.rank for one in places] == ranks
    assert [one.tied for one in places] == tied
    first = later_but_creative if rule == "heaviest_criterion" else earlier
    assert places[0].id == first.id


@pytest.mark.parametrize(
    ("counts", "recommendation", "note", "refused"),
    [
        ((3, 1, 0), "approve", None, []),
        ((1, 3, 0), "approve", None, ["majority_says_otherwise"]),
        ((3, 1, 0), "reject", None, ["majority_says_otherwise"]),
        ((2, 2, 0), "approve", None, ["tie_needs_reason"]),
        ((2, 2, 0), "approve", "Ý kiến chủ trì", []),
        ((0, 0, 0), "discuss", None, ["no_votes_cast"]),
        ((3, 1, 1), "approve", None, ["more_votes_than_voters"]),
        ((0, 0, 4), "discuss", None, []),
    ],
)
def test_a_vote_fits_its_counts_and_the_voters(counts, recommendation, note, refused):
    vote = Vote(uuid4(), *counts, recommendation, note)
    assert codes(check_vote(0, vote, may_vote=4)) == refused


def test_chair_secretary_and_those_present_are_told_all_at_once():
    assert codes(meetings.check_people("An", "An", ["Bình", "Bình"])) == [
        "chair_is_secretary",
        "chair_not_present",
        "present_twice",
    ]


def test_minutes_are_adopted_only_of_a_meeting_that_could_decide():
    failures = meetings.may_close("open", NOW + timedelta(hours=1), NOW, 0, 1, 2)
    assert codes(failures) == [
        "meeting_not_held_yet",
        "meeting_without_votes",
        "meeting_below_quorum",
    ]


def test_recommending_is_the_chairs_and_deciding_is_another_persons():
    assert codes(may_recommend("draft", None, "a", 0, 2)) == [
        "wrong_status",
        "no_review_board",
        "quorum_not_reached",
    ]
    assert codes(may_recommend("submitted", "b", "a", 2, 2)) == ["chair_only"]
    assert may_recommend("submitted", "a", "a", 2, 2) == []
    assert codes(may_decide_on("a", "a")) == ["own_recommendation"]
    assert may_decide_on("b", "a") == may_decide_on(None, "a") == []
