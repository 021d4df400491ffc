"""The plan of a round becomes bookings, in one act: all of them are claimed, or none.

Whoever booked since the plan was made stands: such places are listed, and the whole is refused
unless it may be confirmed `partly`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from services.bookings.domain import allocations as rules
from services.bookings.domain import states
from services.bookings.domain.board import Board
from services.bookings.domain.reasons import Kept, keep_sentence, keep_where, sentence_of
from services.bookings.domain.requesting import Conflict, check_conflicts, check_member, check_use
from services.bookings.events_out.allocations import publish_allocation_outcomes
from services.bookings.models import (
    AllocationPlace,
    AllocationRound,
    AllocationWish,
    Booking,
)
from services.bookings.queries.allocations import (
    RoundPlan,
    find_planned_spaces,
    leaves_by_space,
    plan_of,
)
from services.bookings.usecases.claim_time import claim_times, lock_places, taking_of
from services.bookings.usecases.decide_bookings import mark_confirmed
from services.bookings.usecases.follow_dates import schedule_end
from services.bookings.usecases.prepare_plans import find_claims_of, slot_of
from services.bookings.usecases.request_bookings import date_of
from services.bookings.usecases.wish_for_places import name_of
from shared.database.work import Subject, Work
from shared.errors import Failure, refuse_if
from shared.texts import Text
from shared.vietnamese import fold

Leaves = Mapping[UUID, tuple[UUID, ...]]


@dataclass(frozen=True, slots=True)
class Lost:
    """A place of the plan that cannot be given any more, and why."""

    wish: AllocationWish
    place: AllocationPlace
    failures: list[Failure]


async def confirm_allocation(work: Work, round_id: UUID, partly: bool) -> RoundPlan:
    """Leaf spaces first, as every confirmation locks them. Raises Refusal with all that is lost."""
    planned = await find_planned_spaces(work.session, round_id)
    places = await lock_places(work, planned)
    round = await work.lock(AllocationRound, round_id)
    refuse_if([*rules.lacks_running(work.caller, round.host_ids), *rules.may_confirm(round)])
    found = await plan_of(work.session, round)
    if {place.space_id for wish in found.wishes for place in wish.places} - set(planned):
        refuse_if([Failure("plan_changed_meanwhile")])
    leaves = leaves_by_space(places, planned)
    lost = await _find_lost(work, found, leaves)
    if not partly:
        refuse_if([_say_lost(one) for one in lost])
    for one in lost:
        one.wish.places.remove(one.place)
        one.wish.why_not = [*one.wish.why_not, _keep_lost(one, leaves)]
    await _book(work, found, leaves)
    for wish in found.wishes:
        wish.status = rules.outcome_of(wish.wanted, len(wish.places))
        seconds = sum(int(place.time.length.total_seconds()) for place in wish.places)
        wish.seconds_booked = min(seconds, wish.seconds_asked)
    round.status = rules.CONFIRMED
    publish_allocation_outcomes(work, round, found.wishes)
    work.subject = Subject(AllocationRound.KIND, str(round.id))
    return found


async def _find_lost(work: Work, found: RoundPlan, leaves: Leaves) -> list[Lost]:
    """Every rule is asked again, as for any booking that is confirmed."""
    board = Board(await find_claims_of(work, found, leaves))
    lost = []
    for wish in found.wishes:
        member = check_member(wish.member)
        for place in wish.places:
            held = board.in_the_way(slot_of(place.space, leaves, place.time, (0, 0)))
            failures = [
                *member,
                *check_use(place.space, wish.use_of(place.time), work.now),
                *check_conflicts(Conflict(one.kind, one.during) for one in held),
            ]
            if failures:
                lost.append(Lost(wish, place, failures))
    return lost


def _say_lost(lost: Lost) -> Failure:
    title = Text(
        str(lost.wish.title["vi"]), str(lost.wish.title.get("en") or lost.wish.title["vi"])
    )
    return Failure(
        "plan_no_longer_fits",
        field=f"wishes.{lost.wish.id}",
        title=title,
        time=rules.say_time(lost.place.time),
        space=name_of(lost.place.space),
        reason=sentence_of(lost.failures),
    )


def _keep_lost(lost: Lost, leaves: Leaves) -> Kept:
    slot = slot_of(lost.place.space, leaves, lost.place.time, (0, 0))
    where = keep_where(slot, name_of(lost.place.space))
    return keep_sentence("wish_lost_since", lost.failures) | where


async def _book(work: Work, found: RoundPlan, leaves: Leaves) -> None:
    """One booking for each wish and host: whoever hosts, decides about what follows.

    Of each booking the member hears with all its wishes.
    """
    groups = [(wish, places) for wish in found.wishes for places in _by_host(wish.places)]
    bookings = [_booking_of(work, wish, places) for wish, places in groups]
    await work.session.flush()
    for booking, (_, places) in zip(bookings, groups, strict=True):
        for place in places:
            place.booking_id = booking.id
    takings = [
        taking_of(date, leaves[date.space_id]) for booking in bookings for date in booking.dates
    ]
    if takings and await claim_times(work, takings):
        refuse_if([Failure("plan_changed_meanwhile")])
    for booking in bookings:
        work.subject = Subject(Booking.KIND, str(booking.id))
        await work.record("confirm_booking")
        booking.part_of = found.round.id
        mark_confirmed(work, booking, booking.dates, None)
    for booking in bookings:
        await schedule_end(work, booking)


def _by_host(places: Sequence[AllocationPlace]) -> list[list[AllocationPlace]]:
    hosts: dict[UUID, list[AllocationPlace]] = {}
    for place in places:
        hosts.setdefault(place.space.venue.host_id, []).append(place)
    return [hosts[id] for id in sorted(hosts)]


def _booking_of(work: Work, wish: AllocationWish, places: Sequence[AllocationPlace]) -> Booking:
    """Not `requested` for a moment: the member may have sent the same request by itself."""
    space = places[0].space
    booking = Booking(
        space=space,
        space_id=space.id,
        member=wish.member,
        member_id=wish.member_id,
        host_id=space.venue.host_id,
        requested_by=wish.requested_by,
        status=states.CONFIRMED,
        starts_at=min(place.starts_at for place in places),
        ends_at=max(place.ends_at for place in places),
        title=wish.title,
        summary=wish.summary,
        search=fold(" ".join(text for text in wish.title.values() if text)),
        activity_kind=wish.activity_kind,
        expected_audience=wish.expected_audience,
        contents=[],
        public=wish.public,
        dates=[date_of(work, place.space, place.time) for place in places],
    )
    return work.add(booking)
