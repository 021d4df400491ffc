"""No path leads from one state of requests, activities and places to another undrawn."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.members.domain import activities, benefits, member_rights
from services.members.domain.activities import Window
from services.members.domain.member_rights import Standing

DRAWN_BENEFITS = {
    ("requested", "checked"), ("checked", "requested"), ("checked", "confirmed"),
    ("confirmed", "revoked"), ("requested", "declined"), ("requested", "cancelled"),
}  # fmt: skip
DRAWN_INTRODUCTIONS = {
    ("requested", "prepared"), ("prepared", "requested"), ("prepared", "introduced"),
    ("introduced", "concluded"), ("concluded", "concluded"), ("introduced", "revoked"),
    ("concluded", "revoked"), ("requested", "declined"), ("requested", "cancelled"),
}  # fmt: skip
DRAWN_ACTIVITIES = {
    ("draft", "published"), ("published", "held"), ("draft", "cancelled"),
    ("published", "cancelled"),
}  # fmt: skip
DRAWN_PLACES = {
    ("waiting", "seated"), ("seated", "cancelled"), ("waiting", "cancelled"),
    ("seated", "called_off"), ("waiting", "called_off"), ("seated", "attended"),
    ("waiting", "attended"), ("absent", "attended"), ("attended", "attended"),
    ("seated", "absent"), ("attended", "absent"), ("absent", "absent"), ("waiting", "not_seated"),
}  # fmt: skip
MACHINES = [
    (benefits.BENEFIT_MOVES, benefits.BENEFIT_STATUS, benefits.may_benefit, DRAWN_BENEFITS),
    (
        benefits.INTRODUCTION_MOVES, benefits.INTRODUCTION_STATUS, benefits.may_introduction,
        DRAWN_INTRODUCTIONS,
    ),
    (
        activities.ACTIVITY_MOVES, activities.ACTIVITY_STATUS, activities.may_activity,
        DRAWN_ACTIVITIES,
    ),
    (
        activities.PARTICIPATION_MOVES, activities.PARTICIPATION_STATUS,
        activities.may_participation, DRAWN_PLACES,
    ),
]  # fmt: skip
NOON = datetime(2026, 12, 1, 5, tzinfo=UTC)


@pytest.mark.parametrize(("moves", "labels", "may", "drawn"), MACHINES)
def test_only_what_is_drawn_happens(moves, labels, may, drawn):
    found = set()
    for act, paths in moves.items():
        for status in labels:
            allowed = may(act, status) == []
            assert allowed == (status in paths), (act, status)
            if allowed:
                found.add((status, paths[status]))
    assert found == drawn
    assert {status for path in drawn for status in path} == set(labels)


@pytest.mark.parametrize("module", [benefits, activities])
def test_every_state_stands_in_the_drawing(module):
    drawn = set(re.findall(r"[a-z_]+", module.__doc__))
    for name in dir(module):
        if name.endswith("_STATUS"):
            assert set(getattr(module, name)) <= drawn, name


@given(st.lists(st.integers(1, 30), unique=True), st.none() | st.integers(1, 30))
def test_a_free_seat_is_free_the_lowest_and_within_the_places(taken, places):
    seat = activities.free_seat(taken, places)
    if seat is None:
        assert places is not None
        assert len(taken) >= places
    else:
        assert seat not in taken
        assert set(range(1, seat)) <= set(taken)
        assert places is None or (seat <= places and len(taken) < places)


@given(st.lists(st.integers(-50, 50), min_size=4, max_size=4))
def test_sign_up_is_over_before_an_activity_begins(hours):
    starts, ends, opens, closes = (NOON + timedelta(hours=one) for one in hours)
    failures = activities.check_window(Window(starts, ends, opens, closes))
    assert (not failures) == (opens < closes <= starts < ends)


@given(st.builds(
    Standing,
    status=st.sampled_from(["active", "suspended", "left", "removed", "merged", "lapsed"]),
    suspended_until=st.none(),
    certificate_status=st.none() | st.sampled_from(["valid", "suspended", "expired", "revoked"]),
    has_tax_code=st.booleans(),
    has_description_en=st.booleans(),
))  # fmt: skip
def test_a_right_is_available_only_to_an_active_member_that_lacks_nothing(standing):
    needs = list(member_rights.RULES)
    lacks = member_rights.lacks_of(standing, needs)
    state = member_rights.state_of(standing, lacks)
    whole = standing.certificate_status == "valid" and standing.has_tax_code
    whole = whole and standing.has_description_en
    assert (state == "available") == (standing.status == "active" and whole)
    assert (state == "ended") == (standing.status not in ("active", "suspended"))
    assert (state == "suspended") == (standing.status == "suspended")
