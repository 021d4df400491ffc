"""Rules of the year: states as drawn, points that add up on lines, grades, figures, votes."""

from __future__ import annotations

from datetime import date
from itertools import product
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.members.domain import awards, evaluations, reports
from services.members.domain.awards import Ballot
from services.members.domain.figures import add_up
from services.members.domain.meetings import check_people
from services.members.domain.points import (
    Counted,
    CriterionSheet,
    Grade,
    HumanScore,
    PointRule,
    average_scores,
    count_points,
    grade_of,
    percent_of,
)
from services.members.regulations.year_rules import GRADES, RULES, monitoring_years, report_days
from shared.texts import Text

DAY = date(2026, 5, 1)
ACTIVITIES = PointRule("a", Text("a", "a"), frozenset({"activity_held"}), "count", 2, 0)
RELIABILITY = PointRule("r", Text("r", "r"), frozenset({"no_show"}), "count", -5, 10)
VISITS = PointRule("v", Text("v", "v"), frozenset({"activity_held"}), "audience", 0.02, 0)

DRAWN = {
    "report": {
        ("due", "submit"): "submitted",
        ("returned", "submit"): "submitted",
        ("submitted", "return"): "returned",
        ("submitted", "accept"): "accepted",
        ("due", "waive"): "waived",
        ("returned", "waive"): "waived",
    },
    "round": {
        ("draft", "open"): "open",
        ("open", "complete"): "completed",
        ("draft", "cancel"): "cancelled",
        ("open", "cancel"): "cancelled",
    },
    "award": {
        ("nominated", "grant"): "granted",
        ("nominated", "decline"): "declined",
        ("granted", "revoke"): "revoked",
    },
    "nomination": {
        ("drafted", "propose"): "proposed",
        ("drafted", "withdraw"): "withdrawn",
        ("proposed", "withdraw"): "withdrawn",
    },
}
"""The arrows of the four drawings."""
MACHINES = {
    "report": (reports.REPORT_STATUS, reports.MOVES, reports.may_move),
    "round": (evaluations.ROUND_STATUS, evaluations.MOVES, evaluations.may_move),
    "award": (awards.AWARD_STATUS, awards.MOVES, awards.may_move),
    "nomination": (
        awards.NOMINATION_STATUS,
        awards.NOMINATION_MOVES,
        awards.may_move_nomination,
    ),
}


@pytest.mark.parametrize("name", sorted(MACHINES))
def test_no_path_leads_from_one_state_to_another_that_the_drawing_lacks(name):
    states, moves, may_move = MACHINES[name]
    found = {}
    for state, move in product(states, moves):
        if not may_move(state, move):
            found[state, move] = moves[move][state]
    assert found == DRAWN[name]
    assert set(found.values()) <= set(states)


def counted(kind: str = "activity_held", hours: float | None = 2, audience: int | None = 40):
    return Counted(uuid4(), kind, "Hoạt động", DAY, hours, audience)


contributions = st.lists(
    st.builds(
        Counted,
        st.uuids(),
        st.sampled_from(["activity_held", "no_show", "other"]),
        st.just("Hoạt động"),
        st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        st.none() | st.floats(0, 1000),
        st.none() | st.integers(0, 100_000),
    ),
    max_size=30,
)


@given(contributions, st.sampled_from([ACTIVITIES, RELIABILITY, VISITS]), st.integers(1, 100))
def test_lines_add_up_to_the_score_which_stays_in_range(given_ones, rule, most):
    score, lines = count_points(rule, given_ones, most)
    assert 0 <= score <= most
    assert round(sum(line.points for line in lines), 2) == pytest.approx(score, abs=0.005)
    named = {line.contribution_id for line in lines if line.source == "contribution"}
    assert named <= {one.id for one in given_ones if one.kind in rule.kinds}


def test_points_above_the_range_are_cut_by_a_line_that_says_so():
    score, lines = count_points(ACTIVITIES, [counted() for _ in range(8)], 10)
    assert score == 10
    assert [line.points for line in lines if line.source == "limit"] == [-6]
    score, lines = count_points(RELIABILITY, [counted("no_show") for _ in range(3)], 10)
    assert (score, lines[0].source, lines[0].points) == (0, "start", 10)


@given(st.lists(st.floats(0, 10), max_size=7))
def test_what_people_gave_adds_up_to_the_mean(values):
    scores = [HumanScore(f"i|{n}", value, None) for n, value in enumerate(values)]
    mean, lines = average_scores(scores)
    assert round(sum(line.points for line in lines), 2) == pytest.approx(mean, abs=0.005)
    assert len(lines) == len(values)


@given(st.floats(0, 100))
def test_every_percentage_has_the_highest_grade_it_reaches(percent):
    grade = grade_of(percent, GRADES)
    begins = {one.code: one.begins_at for one in GRADES}
    assert begins[grade] <= percent
    assert not [one for one in GRADES if begins[grade] < one.begins_at <= percent]


def test_weights_count_and_no_criterion_is_no_points():
    sheet = [
        CriterionSheet("a", 3, 10, None, 10, ()),
        CriterionSheet("b", 1, 20, None, 0, ()),
    ]
    assert percent_of(sheet) == 75
    assert percent_of([]) == 0
    assert grade_of(-1, [Grade("low", 0), Grade("high", 50)]) == "low"


def test_figures_add_up_by_kind():
    ids = [UUID(int=n) for n in (3, 1, 2)]
    found = add_up([(ids[0], "b", 1.5, None), (ids[1], "a", None, 10), (ids[2], "b", 2.25, 7)])
    assert [one["kind"] for one in found["figures"]] == ["a", "b"]
    assert found["figures"][1] == {"kind": "b", "count": 2, "hours": 3.75, "audience": 7}
    assert found["contribution_ids"] == [str(UUID(int=n)) for n in (1, 2, 3)]


def test_an_officer_hands_in_only_what_came_on_paper_and_nobody_anothers():
    def codes(*arguments):
        return [one.code for one in reports.may_submit(*arguments)]

    assert codes("due", True, False, None, DAY) == []
    assert codes("due", False, True, None, DAY) == ["report_paper_day_needed"]
    assert codes("due", False, True, date(2026, 5, 2), DAY) == ["day_in_future"]
    assert codes("accepted", False, False, None, DAY) == ["report_of_other_member", "wrong_status"]
    assert reports.is_overdue("due", DAY, date(2026, 5, 2))
    assert not reports.is_overdue("due", DAY, DAY)
    assert not reports.is_overdue("waived", DAY, date(2027, 1, 1))


def test_who_nominated_or_is_rewarded_does_not_grant_and_hears_every_reason():
    failures = awards.may_grant(
        "declined",
        nominated_by_caller=True,
        own=True,
        unproposed=True,
        granted_on=date(2026, 5, 2),
        today=DAY,
    )
    assert [one.code for one in failures] == [
        "own_nomination",
        "own_award",
        "wrong_status",
        "award_not_proposed",
        "day_in_future",
    ]


def test_the_board_votes_once_on_each_candidate_with_no_more_votes_than_people():
    one, two = uuid4(), uuid4()
    ballots = [Ballot(one, 3, 0, 0), Ballot(one, 2, 2, 0), Ballot(two, 1, 0, 0)]
    assert [each.code for each in awards.check_ballots(ballots, [one], 3)] == [
        "candidate_voted_twice",
        "not_a_candidate",
        "more_votes_than_voters",
    ]
    found = check_people("A", "A", ["B", "B"], "meeting.")
    assert [(one.code, one.field) for one in found] == [
        ("chair_is_secretary", "meeting.secretary"),
        ("chair_not_present", "meeting.present"),
        ("present_twice", "meeting.present"),
    ]
    wrong = awards.may_propose("proposed", held=False, without_vote=[], outvoted=[])
    assert [each.code for each in wrong] == ["wrong_status", "nomination_without_meeting"]
    wrong = awards.may_propose("drafted", held=True, without_vote=["A"], outvoted=["B"])
    assert [each.code for each in wrong] == ["candidates_without_vote", "candidates_outvoted"]


def test_the_data_holds_together():
    assert [one.code for one in RULES.unesco.fields] == [
        "crafts_folk_art",
        "design",
        "film",
        "gastronomy",
        "literature",
        "media_arts",
        "music",
        "architecture",
    ]
    assert monitoring_years() == (2024, 2027)
    opens, due = report_days(2026)
    assert opens < due
