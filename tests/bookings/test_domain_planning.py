"""The plan of a round: fair, explained, the same each time, and nothing given twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from services.bookings.domain.board import Slot, Taken
from services.bookings.domain.intervals import Interval
from services.bookings.domain.planning import make_plan
from services.bookings.domain.plans import Kept, Party, Plan, Task, WishToPlace

NAMES = UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
DAY = datetime(2027, 3, 1, tzinfo=UTC)
HOUR = 3600


def an(name: str) -> UUID:
    return uuid5(NAMES, name)


def at(start: float, end: float) -> Interval:
    return Interval(DAY + timedelta(hours=start), DAY + timedelta(hours=end))


def slots(*choices: tuple[Interval, str]) -> tuple[Slot, ...]:
    """In the member's order; a space `hall` stands for both halves of it."""
    halves = {"hall": (an("left"), an("right")), "left": (an("left"),), "right": (an("right"),)}
    times = list(dict.fromkeys(time for time, _ in choices))
    seen: dict[Interval, int] = {}
    made = []
    for time, space in choices:
        seen[time] = seen.get(time, 0) + 1
        leaves = halves.get(space, (an(space),))
        made.append(Slot(an(space), leaves, time, time, times.index(time) + 1, seen[time]))
    return tuple(made)


def wish(
    name: str,
    party: str,
    *choices: tuple[Interval, str],
    rank: int = 1,
    wanted: int = 1,
    least: int = 1,
) -> WishToPlace:
    return WishToPlace(an(name), an(party), rank, wanted, least, slots(*choices))


def party(name: str, weight: int = 100, before: float = 0, **more: Any) -> Party:
    return Party(an(name), weight, int(before * HOUR), **more)


def given_to(plan: Plan) -> dict[UUID, list[tuple[UUID, Interval]]]:
    found: dict[UUID, list[tuple[UUID, Interval]]] = {}
    for place in plan.places:
        found.setdefault(place.wish_id, []).append((place.slot.space_id, place.slot.time))
    return found


MORNING, NOON, EVENING = at(2, 5), at(5, 7), at(11, 14)


def test_who_has_had_least_is_first() -> None:
    #   old (20 h before)   [ hall ]  refused
    #   new (0 h before)    [ hall ]  placed
    plan = make_plan(
        Task(
            "round",
            [party("old", before=20), party("new")],
            [wish("a", "old", (MORNING, "stage")), wish("b", "new", (MORNING, "stage"))],
        )
    )
    assert given_to(plan) == {an("b"): [(an("stage"), MORNING)]}
    (reason,) = plan.left[an("a")]
    assert (reason.code, reason.values["share"], reason.values["own_share"]) == (
        "wish_time_given",
        0.0,
        20.0,
    )


def test_a_boost_lets_equal_hours_count_for_less() -> None:
    #   10 h / 100 % = 10      10 h / 150 % = 6.67: the newcomer is first
    task = Task(
        "round",
        [party("known", 100, 10), party("newcomer", 150, 10)],
        [wish("a", "known", (MORNING, "stage")), wish("b", "newcomer", (MORNING, "stage"))],
    )
    assert given_to(make_plan(task)).keys() == {an("b")}


def test_at_equal_need_less_in_the_season_before_is_first() -> None:
    task = Task(
        "round",
        [party("p", seconds_last=9 * HOUR), party("q", seconds_last=HOUR)],
        [wish("a", "p", (MORNING, "stage")), wish("b", "q", (MORNING, "stage"))],
    )
    assert given_to(make_plan(task)).keys() == {an("b")}


def test_turns_alternate_as_hours_are_given() -> None:
    #   p wants three times, q one of the same: q has it before p has its second
    times = [at(0, 2), at(3, 5), at(6, 8)]
    task = Task(
        "round",
        [party("p"), party("q", before=1)],
        [
            wish("a", "p", *((time, "stage") for time in times), wanted=3),
            wish("b", "q", (times[1], "stage")),
        ],
    )
    plan = make_plan(task)
    assert given_to(plan)[an("b")] == [(an("stage"), times[1])]
    assert len(given_to(plan)[an("a")]) == 2


def test_an_earlier_placing_moves_to_its_second_choice_to_make_room() -> None:
    #   first turn    hall 2-5 (its first choice)  -> studio 2-5
    #   second turn   hall 2-5 (its only choice)
    task = Task(
        "round",
        [party("first"), party("second", before=5)],
        [
            wish("a", "first", (MORNING, "stage"), (MORNING, "studio")),
            wish("b", "second", (MORNING, "stage")),
        ],
    )
    plan = make_plan(task)
    assert given_to(plan) == {
        an("a"): [(an("studio"), MORNING)],
        an("b"): [(an("stage"), MORNING)],
    }
    assert [place.moved for place in plan.places] == [True, False]
    assert plan.left == {}


def test_three_move_one_after_the_other() -> None:
    #   a: s1 s2    b: s2 s3    c: s3 s4    d: s1      d comes last and all have a place
    task = Task(
        "round",
        [party("pa"), party("pb", before=1), party("pc", before=2), party("pd", before=3)],
        [
            wish("a", "pa", (MORNING, "s1"), (MORNING, "s2")),
            wish("b", "pb", (MORNING, "s2"), (MORNING, "s3")),
            wish("c", "pc", (MORNING, "s3"), (MORNING, "s4")),
            wish("d", "pd", (MORNING, "s1")),
        ],
    )
    assert given_to(make_plan(task)).keys() == {an("a"), an("b"), an("c"), an("d")}


def test_a_whole_and_its_half_are_not_given_at_once() -> None:
    #   left    [ a: hall ]
    #   right   [ a: hall ]   b wants right at the same time
    task = Task(
        "round",
        [party("p"), party("q", before=1)],
        [wish("a", "p", (MORNING, "hall")), wish("b", "q", (MORNING, "right"))],
    )
    plan = make_plan(task)
    assert given_to(plan).keys() == {an("a")}
    assert plan.left[an("b")][0].code == "wish_time_given"


def test_what_is_claimed_stays_claimed() -> None:
    #   stage   [ closure ]        a wants 2-5: refused, b wants 5-7: placed (it only touches)
    task = Task(
        "round",
        [party("p"), party("q")],
        [wish("a", "p", (MORNING, "stage")), wish("b", "q", (NOON, "stage"))],
        taken=[Taken(an("stage"), at(4, 5), "closure")],
    )
    plan = make_plan(task)
    assert given_to(plan) == {an("b"): [(an("stage"), NOON)]}
    assert [(one.code, one.values) for one in plan.left[an("a")]] == [
        ("wish_time_taken", {"taken_by": "closure"})
    ]


def test_all_or_none_where_fewer_are_of_no_use() -> None:
    #   a wants both evenings or none; one is closed: the other goes to b
    other = at(35, 38)
    task = Task(
        "round",
        [party("p"), party("q", before=50)],
        [
            wish("a", "p", (EVENING, "stage"), (other, "stage"), wanted=2, least=2),
            wish("b", "q", (EVENING, "stage")),
        ],
        taken=[Taken(an("stage"), other, "booking")],
    )
    plan = make_plan(task)
    assert given_to(plan) == {an("b"): [(an("stage"), EVENING)]}
    assert plan.left[an("a")][0].code == "wish_too_few"


def test_nobody_is_given_more_than_the_cap() -> None:
    task = Task(
        "round",
        [party("p", before=3, cap_seconds=7 * HOUR)],
        [wish("a", "p", (MORNING, "stage"), (EVENING, "stage"), wanted=2)],
    )
    plan = make_plan(task)
    assert given_to(plan) == {an("a"): [(an("stage"), MORNING)]}
    assert [one.code for one in plan.left[an("a")]] == ["wish_over_cap"]
    assert plan.left[an("a")][0].values == {"cap": 7.0, "used": 6.0}


def test_what_a_person_gave_by_hand_is_never_moved() -> None:
    kept = Kept(an("k"), an("p"), slots((MORNING, "stage"))[0])
    task = Task(
        "round",
        [party("p"), party("q")],
        [wish("a", "q", (MORNING, "stage"))],
        kept=[kept],
    )
    plan = make_plan(task)
    assert plan.places == ()
    assert [one.code for one in plan.left[an("a")]] == ["wish_given_by_hand"]
