"""A person changes the plan of a round by hand; what they set is not planned over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm.attributes import flag_modified

from services.bookings.domain import allocations as rules
from services.bookings.domain.board import Board, Held, Slot
from services.bookings.domain.intervals import Interval
from services.bookings.domain.reasons import sentence_of
from services.bookings.domain.requesting import check_use
from services.bookings.models import AllocationPlace, AllocationRound, AllocationWish, Space
from services.bookings.queries.allocations import (
    RoundPlan,
    find_leaves_by_space,
    find_spaces,
    plan_of,
)
from services.bookings.texts import in_words
from services.bookings.usecases.prepare_plans import find_claims_of, outcomes_of, slot_of
from services.bookings.usecases.wish_for_places import name_of
from shared.database.work import Work
from shared.errors import Failure, refuse_if
from shared.texts import Text

WISH = "wish"


@dataclass(frozen=True, slots=True)
class NewPlace:
    """A time in a space."""

    space_id: UUID
    time: Interval


@dataclass(frozen=True, slots=True)
class Adjustment:
    """The places that a wish has from now on: none at all, or None to let the plan decide again."""

    wish_id: UUID
    places: list[NewPlace] | None


async def adjust_allocation(
    work: Work, round_id: UUID, changes: list[Adjustment], reason: str
) -> RoundPlan:
    """All changes or none; the rest of the plan stays. Raises Refusal with all that is in the way.

    A wish that is given back to the plan keeps its places until the next proposal.
    """
    round = await work.lock(AllocationRound, round_id)
    refuse_if([*rules.lacks_running(work.caller, round.host_ids), *rules.may_adjust(round)])
    found = await plan_of(work.session, round)
    asked = {place.space_id for change in changes for place in change.places or ()}
    found.spaces.update(await find_spaces(work.session, asked - found.spaces.keys()))
    refuse_if(_check_named(found, changes))
    refuse_if(await _check_places(work, found, changes))
    wishes = {wish.id: wish for wish in found.wishes}
    for change in changes:
        wish = wishes[change.wish_id]
        wish.by_hand = change.places is not None
        wish.hand_reason = reason if wish.by_hand else None
        flag_modified(wish, "by_hand")
        if change.places is not None:
            await _set_places(work, found, wish, change.places)
            wish.why_not = _why_not(wish, reason)
    if round.proposal is not None:
        round.proposal = round.proposal | {"outcomes": outcomes_of(found)}
    flag_modified(round, "status")
    return found


async def _set_places(
    work: Work, found: RoundPlan, wish: AllocationWish, places: Sequence[NewPlace]
) -> None:
    wish.places.clear()
    await work.session.flush()
    for one in sorted(places, key=lambda place: place.time):
        wish.places.append(
            AllocationPlace(
                id=work.new_id(),
                space_id=one.space_id,
                space=found.spaces[one.space_id],
                starts_at=one.time.start,
                ends_at=one.time.end,
                moved=False,
            )
        )


def _why_not(wish: AllocationWish, reason: str) -> list[dict[str, object]]:
    if len(wish.places) >= wish.wanted:
        return []
    said = {"vi": reason, "en": reason}
    return [{"code": "wish_left_out_by_hand", "values": {"reason": said}}]


def _check_named(found: RoundPlan, changes: Sequence[Adjustment]) -> list[Failure]:
    """Each wish once, and in this round; each space in one of its venues."""
    known = {wish.id for wish in found.wishes}
    failures = []
    seen: set[UUID] = set()
    for number, change in enumerate(changes):
        field = f"changes.{number}.wish_id"
        if change.wish_id not in known:
            failures.append(Failure("wish_not_in_round", field=field, wish=str(change.wish_id)))
        if change.wish_id in seen:
            failures.append(Failure("wish_named_twice", field=field, wish=str(change.wish_id)))
        seen.add(change.wish_id)
        for place_number, place in enumerate(change.places or ()):
            space = found.spaces.get(place.space_id)
            if space is None or space.venue_id not in found.round.venue_ids:
                field = f"changes.{number}.places.{place_number}.space_id"
                failures.append(Failure("space_not_in_round", field=field))
    return failures


async def _check_places(
    work: Work, found: RoundPlan, changes: Sequence[Adjustment]
) -> list[Failure]:
    """Rules of the spaces, claims, and the places that other wishes have or are to have."""
    leaves = await find_leaves_by_space(work.session, found.spaces.keys())
    board = Board(await find_claims_of(work, found, leaves))
    owners: dict[Held, AllocationWish] = {}
    wishes = {wish.id: wish for wish in found.wishes}
    changed = {change.wish_id for change in changes if change.places is not None}
    for wish in found.wishes:
        if wish.id not in changed:
            for held_place in wish.places:
                slot = slot_of(held_place.space, leaves, held_place.time, (0, 0))
                owners[board.put(slot, WISH)] = wish
    failures = []
    for number, change in enumerate(changes):
        wish = wishes[change.wish_id]
        times = [place.time for place in change.places or ()]
        for one in rules.check_times(times, found.round.season.span, work.now):
            one.field = f"changes.{number}.{(one.field or '').replace('times', 'places')}"
            failures.append(one)
        for place_number, place in enumerate(change.places or ()):
            field = f"changes.{number}.places.{place_number}"
            slot = slot_of(found.spaces[place.space_id], leaves, place.time, (0, 0))
            failures += _check_use(work, wish, found.spaces[place.space_id], place.time, field)
            failures += _check_free(
                board, owners, slot, name_of(found.spaces[slot.space_id]), field
            )
            owners[board.put(slot, WISH)] = wish
    return failures


def _check_use(
    work: Work, wish: AllocationWish, space: Space, time: Interval, field: str
) -> list[Failure]:
    failures = [
        one
        for one in check_use(space, wish.use_of(time), work.now)
        if one.code != "starts_in_past"  # said already
    ]
    if not failures:
        return []
    where = {"time": rules.say_time(time), "space": name_of(space)}
    return [Failure("wish_rule_fails", field=field, reason=sentence_of(failures), **where)]


def _check_free(
    board: Board, owners: Mapping[Held, AllocationWish], slot: Slot, space: Text, field: str
) -> list[Failure]:
    """taken before the round   [ booking ]
    other wish of the plan                [ place ]
    refused                       [ --- ]
    """
    where = {"time": rules.say_time(slot.time), "space": space}
    failures = []
    for held in board.in_the_way(slot):
        owner = owners.get(held)
        if owner is None:
            taken_by = in_words("claim_kind", held.kind)
            failures.append(Failure("place_not_free", field=field, taken_by=taken_by, **where))
        else:
            failures.append(Failure("place_in_the_way", field=field, wish=str(owner.id), **where))
    return failures
