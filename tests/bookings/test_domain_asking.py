"""What places ask, what would pass, and the machines of drafts and changes: no database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.bookings.domain import changing, drafts
from services.bookings.domain.asking import (
    CancellationRule,
    check_intake,
    check_late_cancellation,
    join_layers,
)
from services.bookings.domain.intervals import Interval
from services.bookings.domain.opening import OpeningRules
from services.bookings.domain.passing import Case, with_passes
from services.bookings.domain.releasing import check_until
from services.bookings.domain.requesting import Wish, check_length, check_wish
from services.bookings.regulations.asking import DEFAULT_ASKING
from shared.errors import Failure
from shared.forms.form import Form, read_form
from shared.ids import new_id

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def after(start: float, end: float) -> Interval:
    return Interval(NOW + start * HOUR, NOW + end * HOUR)


@dataclass
class Layer:
    space_id: UUID | None = None
    intake_id: UUID | None = None
    form: Form | None = None
    cancellation: dict[str, Any] | None = None
    reapproval: list[str] | None = None


def cancellation(hours: int) -> dict[str, Any]:
    return {"free_until_hours": hours, "late_needs_reason": False, "excused_reason_codes": []}


def test_each_rule_is_inherited_by_itself_from_the_nearest_place_that_sets_it():
    grounds, stage, other = new_id(), new_id(), new_id()
    layers = [
        Layer(stage, reapproval=[]),
        Layer(other, cancellation=cancellation(1)),
        Layer(None, cancellation=cancellation(2), reapproval=["title"]),
        Layer(grounds, cancellation=cancellation(3), form=Form(4)),
    ]
    asking = join_layers(DEFAULT_ASKING, [grounds, stage], layers)
    assert asking.cancellation.free_until_hours == 3
    assert asking.reapproval == frozenset()
    assert asking.form == Form(4)
    assert join_layers(DEFAULT_ASKING, [other], layers).cancellation.free_until_hours == 1
    assert join_layers(DEFAULT_ASKING, [new_id()], []) == DEFAULT_ASKING


def test_a_cancellation_is_free_before_its_hour_and_late_at_it():
    rule = CancellationRule(48, late_needs_reason=True, excused_reason_codes=("weather",))
    start = NOW + 48 * HOUR
    assert rule.is_late(start, NOW)
    assert not rule.is_late(start, NOW - timedelta(microseconds=1))
    assert rule.counts(start, NOW, None)
    assert not rule.counts(start, NOW, "weather")
    (failure,) = check_late_cancellation(rule, [start], NOW, reasoned=False)
    assert failure.code == "late_cancellation_needs_reason"
    assert check_late_cancellation(rule, [start], NOW, reasoned=True) == []
    assert check_late_cancellation(rule, [start + HOUR], NOW, reasoned=False) == []


def test_a_form_lists_every_answer_and_file_that_is_missing():
    title = {"vi": "Âm thanh", "en": "Sound"}
    form = read_form(
        {
            "version": 1,
            "questions": [{"code": "sound", "kind": "yes_no", "title": title, "required": True}],
            "documents": [{"kind": "programme", "required": True}, {"kind": "letter"}],
        }
    )
    found = check_intake(form, {"other": 1}, {"letter"})
    assert [one.code for one in found] == [
        "question_unknown",
        "answer_missing",
        "attachment_missing",
    ]
    assert check_intake(form, {"sound": False}, {"letter", "programme"}) == []


@dataclass
class Space:
    withdrawn: bool = False
    capacity: int = 50
    opening: list[dict[str, Any]] | None = None
    lead_hours: int | None = 24
    longest_hours: int | None = 3
    refused_kinds: list[str] = field(default_factory=lambda: ["trade"])
    layouts: list[dict[str, Any]] = field(default_factory=list)
    crowd_limit: int | None = None
    refused_contents: list[str] = field(default_factory=list)
    noise_limits: list[dict[str, Any]] = field(default_factory=list)
    policy: str | None = None

    @property
    def opening_rules(self) -> OpeningRules:
        return OpeningRules(opening=self.opening)


def passes_of(space: Space, time: Interval, kind: str = "talk", people: int = 10) -> dict[str, Any]:
    wish, shortest = Wish(time, kind, people), timedelta(minutes=30)
    found = [*check_wish(space, wish, NOW), *check_length(time, shortest)]
    failures = with_passes(found, Case(space, wish, NOW, shortest))
    return {one.code: one.values.get("passes") for one in failures}


def test_what_would_pass_is_said_for_each_rule():
    found = passes_of(Space(), after(10, 14), "trade", 51)
    assert found == {
        "asked_too_late": {"earliest_start": "2026-11-24T02:00:00Z"},
        "stay_too_long": {"longest_hours": 3, "latest_end": "2026-11-23T15:00:00Z"},
        "too_many_people": {"largest_audience": 50},
        "kind_refused": {"any_kind_but": ["trade"]},
    }
    assert passes_of(Space(), after(30, 30.25)) == {
        "too_short": {"shortest_minutes": 30, "earliest_end": "2026-11-24T08:30:00Z"}
    }
    assert passes_of(Space(), after(-1, 1))["starts_in_past"] == {
        "earliest_start": "2026-11-24T02:00:00Z"
    }


def test_nearest_opening_times_of_the_asked_length_pass():
    """
    Mon 09:00 in Hanoi is NOW; open Tuesdays 08:00-12:00; asked Tue 11:00-13:00
    """
    space = Space(opening=[{"day": 2, "opens": "08:00", "closes": "12:00"}])
    times = passes_of(space, after(26, 28))["outside_opening_hours"]["times"]
    assert times[0] == {"starts_at": "2026-11-24T03:00:00Z", "ends_at": "2026-11-24T05:00:00Z"}
    for time in times:
        start, end = (datetime.fromisoformat(time[name]) for name in ("starts_at", "ends_at"))
        assert check_wish(space, Wish(Interval(start, end), "talk", 1), NOW) == []


@given(
    start=st.integers(-48, 24 * 40),
    quarters=st.integers(1, 40),
    people=st.integers(0, 120),
    kind=st.sampled_from(["talk", "trade"]),
)
def test_whatever_would_pass_does_pass(start, quarters, people, kind):
    space = Space(opening=[{"day": day, "opens": "08:00", "closes": "18:00"} for day in (2, 6)])
    time = Interval(NOW + start * HOUR, NOW + start * HOUR + quarters * HOUR / 4)
    shortest = timedelta(minutes=30)
    wish = Wish(time, kind, people)
    found = [*check_wish(space, wish, NOW), *check_length(time, shortest)]
    for failure in with_passes(found, Case(space, wish, NOW, shortest)):
        passes = failure.values["passes"]
        for changed in _follow(wish, passes):
            again = [*check_wish(space, changed, NOW), *check_length(changed.time, shortest)]
            assert failure.code not in [one.code for one in again], (failure, changed)


def _follow(wish: Wish, passes: dict[str, Any]) -> list[Wish]:
    """The wish as the asker would change it."""
    time, length = wish.time, wish.time.length
    read = datetime.fromisoformat
    if "times" in passes:
        return [
            Wish(Interval(read(one["starts_at"]), read(one["ends_at"])), wish.kind, wish.audience)
            for one in passes["times"]
        ]
    if "earliest_start" in passes:
        start = read(passes["earliest_start"])
        time = Interval(start, start + length)
    if "latest_end" in passes:
        time = Interval(time.start, read(passes["latest_end"]))
    if "earliest_end" in passes:
        time = Interval(time.start, read(passes["earliest_end"]))
    audience = passes.get("largest_audience", wish.audience)
    kind = "talk" if "any_kind_but" in passes else wish.kind
    return [Wish(time, kind, audience)]


@pytest.mark.parametrize(
    ("before", "later", "asks"),
    [
        ({"kind": "talk"}, {"kind": "trade"}, ["kind"]),
        ({"kind": "talk", "title": "a"}, {"kind": "talk", "title": "b"}, []),
        ({"expected_audience": 10}, {"expected_audience": 11}, ["expected_audience"]),
        ({"expected_audience": 10}, {"expected_audience": 9}, []),
        ({"expected_audience": 10}, {"expected_audience": None}, ["expected_audience"]),
        ({"expected_audience": None}, {"expected_audience": 5}, ["expected_audience"]),
    ],
)
def test_only_what_the_place_names_asks_approval_and_fewer_people_never(before, later, asks):
    rule = DEFAULT_ASKING.reapproval
    assert sorted(changing.fields_to_approve(before, later, rule)) == asks


def test_an_edit_is_refused_only_for_what_it_makes_fail():
    old, new = Failure("kind_refused", field="kind"), Failure("too_many_people", limit=5)
    assert changing.new_failures([old], [old, new]) == [new]


@pytest.mark.parametrize("machine", [changing.CHANGE_PASSES, drafts.DRAFT_PASSES])
def test_machines_end(machine):
    """Every state is known, and from each one an end is reached."""
    ends = {state for state, further in machine.items() if not further}
    for state, further in machine.items():
        assert set(further) <= machine.keys()
        assert state in ends or set(further) & ends


@dataclass
class Change:
    status: str


@pytest.mark.parametrize("status", changing.CHANGE_STATES)
def test_only_a_waiting_change_is_decided(status):
    assert (changing.may_decide(Change(status)) == []) is bool(changing.CHANGE_PASSES[status])


@dataclass
class Actor:
    member_ids: tuple[UUID, ...]
    key: str


@dataclass
class Draft:
    status: str
    member_id: UUID | None
    started_by: str


@pytest.mark.parametrize("status", drafts.DRAFT_STATES)
@pytest.mark.parametrize("mine", [True, False])
@pytest.mark.parametrize("began", [True, False])
def test_a_draft_is_written_by_its_own_while_it_is_one(status, mine, began):
    member = new_id()
    actor = Actor((member,) if mine else (), "i|a")
    found = drafts.may_write(Draft(status, member, "i|a" if began else "i|b"), actor)
    expected = {*(() if mine or began else ("not_your_draft",))}
    expected |= set() if status == "draft" else {"wrong_status"}
    assert {one.code for one in found} == expected


def test_pieces_of_a_draft_are_merged_and_null_takes_out():
    content = {"space_id": "a", "activity": {"title": {"vi": "Gốm"}, "public": True}}
    patch = {"space_id": None, "activity": {"title": {"en": "Pots"}, "public": None}}
    assert drafts.merge(content, patch) == {"activity": {"title": {"vi": "Gốm", "en": "Pots"}}}
    assert drafts.merge({"dates": [1]}, {"dates": [2, 3]}) == {"dates": [2, 3]}
    assert drafts.merge({"a": 1}, {"a": {"b": None}}) == {"a": {}}


@pytest.mark.parametrize(
    ("time", "until", "passes"),
    [
        # granted  ██████    now ↑ before it, `until` within
        (after(1, 5), 3, True),
        # at its start: that is a cancellation
        (after(1, 5), 1, False),
        # at its end: nothing is given back
        (after(1, 5), 5, False),
        # running, given back at once
        (after(-2, 2), 0, True),
        # running, `until` before now
        (after(-2, 2), -1, False),
        # begins now, given back now: nothing would be left
        (after(0, 2), 0, False),
    ],
)
def test_the_rest_is_given_back_from_within_the_time_that_is_to_come(time, until, passes):
    assert (check_until(time, NOW + until * HOUR, NOW) == []) is passes
