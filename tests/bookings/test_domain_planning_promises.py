"""What every plan keeps, whatever the wishes."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from services.bookings.domain.board import Taken
from services.bookings.domain.planning import make_plan
from services.bookings.domain.plans import Task
from tests.bookings.test_domain_planning import HOUR, an, at, party, wish

SPACES = ("left", "right", "hall", "stage")


@st.composite
def tasks(draw: st.DrawFn) -> Task:
    people = [f"m{n}" for n in range(draw(st.integers(1, 4)))]
    hours = st.integers(0, 10)
    parties = [
        party(
            name,
            draw(st.sampled_from((100, 130, 150))),
            draw(st.integers(0, 5)),
            cap_seconds=draw(st.sampled_from((None, 6 * HOUR))),
        )
        for name in people
    ]
    wishes = []
    for number in range(draw(st.integers(1, 7))):
        starts = draw(st.lists(hours, min_size=1, max_size=3, unique=True))
        spaces = draw(st.lists(st.sampled_from(SPACES), min_size=1, max_size=2, unique=True))
        choices = [(at(start, start + 2), space) for start in starts for space in spaces]
        wanted = draw(st.integers(1, len(starts)))
        least = draw(st.integers(1, wanted))
        rank = draw(st.integers(1, 3))
        owner = draw(st.sampled_from(people))
        wishes.append(wish(f"w{number}", owner, *choices, rank=rank, wanted=wanted, least=least))
    start = draw(hours)
    taken = [Taken(an(draw(st.sampled_from(("left", "stage")))), at(start, start + 2), "booking")]
    return Task("round", parties, wishes, taken)


@given(tasks(), st.randoms())
@settings(max_examples=150, deadline=None)
def test_a_plan_keeps_every_promise(task: Task, chance: random.Random) -> None:
    plan = make_plan(task)
    wishes = {one.id: one for one in task.wishes}
    held = [(leaf, place.slot.during) for place in plan.places for leaf in place.slot.leaves]
    held += [(one.leaf, one.during) for one in task.taken]
    for number, (leaf, during) in enumerate(held):
        assert not any(
            leaf == other and during.overlaps(time) for other, time in held[number + 1 :]
        )
    for id, wished in wishes.items():
        placed = [place.slot for place in plan.places if place.wish_id == id]
        assert len(placed) == 0 or wished.least <= len(placed) <= wished.wanted
        assert len({slot.time_choice for slot in placed}) == len(placed)
        assert set(placed) <= set(wished.options)
        assert (id in plan.left) == (len(placed) < wished.wanted)
    for one in task.parties:
        given = plan.seconds[one.id]
        assert given == sum(
            place.slot.seconds for place in plan.places if wishes[place.wish_id].party_id == one.id
        )
        assert (
            one.cap_seconds is None or given == 0 or one.seconds_before + given <= one.cap_seconds
        )
    assert make_plan(_shuffled(task, chance)) == plan


@given(tasks())
@settings(max_examples=150, deadline=None)
def test_whoever_is_left_out_is_told_why_for_each_option(task: Task) -> None:
    """Also: nothing that could be given stays empty, for each option has its reason."""
    plan = make_plan(task)
    for id, reasons in plan.left.items():
        wished = next(one for one in task.wishes if one.id == id)
        placed = [place.slot for place in plan.places if place.wish_id == id]
        used = {slot.time_choice for slot in placed}
        told = {one.slot for one in reasons if one.slot is not None}
        open_options = {slot for slot in wished.options if slot.time_choice not in used}
        if wished.least == 1 or placed:
            assert told == open_options


@given(tasks())
@settings(max_examples=150, deadline=None)
def test_nobody_lost_a_time_to_a_member_with_more_hours_for_its_weight(task: Task) -> None:
    plan = make_plan(task)
    moved = {place.wish_id for place in plan.places if place.moved}
    for id, reasons in plan.left.items():
        for one in reasons:
            if one.code == "wish_time_given" and id not in moved:
                assert one.values["share"] <= one.values["own_share"]  # type: ignore[operator]


def _shuffled(task: Task, chance: random.Random) -> Task:
    def mix(some: Iterable[Any]) -> list[Any]:
        return chance.sample(list(some), len(list(some)))

    return Task(task.seed, mix(task.parties), mix(task.wishes), mix(task.taken), mix(task.kept))
