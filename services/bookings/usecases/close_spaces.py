"""A space is closed for a time: what was confirmed is displaced, what stays free is given back.

A closure claims like a booking does, so nothing can be confirmed under it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import and_, or_, select

from services.bookings.domain import claiming, closing, states
from services.bookings.domain.intervals import Interval
from services.bookings.domain.requesting import Conflict, check_conflicts, check_member, check_use
from services.bookings.events_out import (
    publish_booking_called_off,
    publish_space_closed,
    publish_space_reopened,
)
from services.bookings.events_out.closures import (
    CALLED_OFF,
    MOVED,
    RESTORED,
    Upset,
    publish_closure_told,
    where,
)
from services.bookings.models import Booking, BookingDate, Claim, Closure, Space
from services.bookings.queries.claims import ClaimInTheWay, Places, find_claims
from services.bookings.usecases.claim_time import (
    Taking,
    claim_time,
    end_claims,
    lock_places,
    release_closure,
    release_dates,
    taking_of,
)
from services.bookings.usecases.decide_bookings import mark_confirmed
from services.bookings.usecases.follow_dates import schedule_end
from services.bookings.usecases.move_away import DateMove, move_away, spaces_of
from services.bookings.usecases.move_dates import Words
from services.bookings.usecases.propose_moves import Proposal, propose_moves
from services.bookings.usecases.settle_offers import settle_offer
from shared.database.work import Work
from shared.errors import Failure, Invalid, NotFound, refuse_if
from shared.wording import say_instant

CLOSURE_BEGINS = "closure_begins"
CLOSURE_ENDS = "closure_ends"


@dataclass(frozen=True, slots=True)
class ClosingOrder:
    """Which space to close, when, and why (a text, a code or both)."""

    space_id: UUID
    time: Interval
    reason: dict[str, str | None] | None
    reason_code: str | None
    moves: Sequence[DateMove] = ()
    """Dates that it touches and that go elsewhere in the same act instead of being displaced."""


@dataclass(frozen=True, slots=True)
class ClosureOutcome:
    """A closure with the dates that it displaced, and those that its end restored."""

    closure: Closure
    displaced: list[BookingDate] = field(default_factory=list)
    restored: list[BookingDate] = field(default_factory=list)
    moved: list[BookingDate] = field(default_factory=list)
    proposals: Mapping[UUID, list[Proposal]] = field(default_factory=dict)
    """Where each displaced date could go."""


async def create_closure(work: Work, order: ClosingOrder) -> ClosureOutcome:
    """Displace what is confirmed in the time and claim it. Raises Refusal when already closed."""
    places = await lock_places(work, {order.space_id, *await spaces_of(work, order.moves)})
    leaves = places.of(order.space_id)
    space = await work.session.get(Space, order.space_id)
    if space is None:
        raise NotFound(Space.KIND, order.space_id)
    refuse_if(states.lacks_hosting(work.caller, space.venue.host_id))
    if order.reason is None and order.reason_code is None:
        raise Invalid(Failure("closure_reason_needed", field="reason"))
    claims = await find_claims(work.session, leaves, order.time, work.now)
    failures = closing.may_close(order.time, space.withdrawn, work.now)
    refuse_if([*failures, *_already_closed(claims)])
    id = work.new_id()
    displaced, moving = await _displace(work, order, claims, id)
    closure = work.add(_closure_of(id, order, space, displaced))
    await work.session.flush()
    taking = Taking(space, leaves, order.time, closure=closure)
    if not await claim_time(work, taking):
        refuse_if(check_conflicts([Conflict("booking", order.time)]))
    former = [(date, where(date)) for date in moving]
    await move_away(work, order.moves, moving, places, Words(*_words(order)))
    upsets = [Upset(date, CALLED_OFF) for date in displaced]
    upsets += [Upset(date, MOVED, before) for date, before in former]
    publish_closure_told(work, closure, upsets, "closed")
    await update_space_status(work, space)
    await work.schedule(CLOSURE_BEGINS, str(closure.id), closure.starts_at)
    await work.schedule(CLOSURE_ENDS, str(closure.id), closure.ends_at)
    proposals = await propose_moves(work, displaced)
    return ClosureOutcome(closure, displaced, moved=moving, proposals=proposals)


def _closure_of(
    id: UUID, order: ClosingOrder, space: Space, displaced: Sequence[BookingDate]
) -> Closure:
    return Closure(
        id=id,
        space=space,
        space_id=space.id,
        host_id=space.venue.host_id,
        status=closing.ACTIVE,
        starts_at=order.time.start,
        ends_at=order.time.end,
        reason=order.reason,
        reason_code=order.reason_code,
        displaced_ids=sorted({date.booking_id for date in displaced}),
        displaced_date_ids=[date.id for date in displaced],
    )


def _already_closed(claims: Sequence[ClaimInTheWay]) -> list[Failure]:
    times = [
        f"{say_instant(claim.during.start)} – {say_instant(claim.during.end)}"
        for claim in claims
        if claim.closure_id is not None
    ]
    return [Failure("already_closed", field="starts_at", times=times)] if times else []


async def _displace(
    work: Work, order: ClosingOrder, claims: Sequence[ClaimInTheWay], closure_id: UUID
) -> tuple[list[BookingDate], list[BookingDate]]:
    """Confirmed dates lose their time, and those that are to move elsewhere stay confirmed.

    Each member hears of all its dates at once.

    Offers and fallbacks in the way end.
    """
    leaving = {move.date_id for move in order.moves}
    moving: list[BookingDate] = []
    in_the_way = {claim.date_id for claim in claims if claim.kind == claiming.BOOKING}
    await _end_soft_claims(work, claims)
    displaced: list[BookingDate] = []
    for id in sorted({claim.booking_id for claim in claims if claim.booking_id is not None}):
        booking = await work.find_locked(Booking, id)
        if booking is None:
            continue
        booking.part_of = closure_id
        dates = [one for one in booking.dates if one.id in in_the_way]
        await release_dates(work, dates)
        dates = [one for one in dates if one.status == states.CONFIRMED]
        moving += [one for one in dates if one.id in leaving]
        dates = [one for one in dates if one.id not in leaving]
        if not dates:
            continue
        for date in dates:
            date.status = states.DISPLACED
            date.reason, date.reason_code = _words(order)
            date.calendar_sequence += 1
        booking.refresh()
        publish_booking_called_off(work, booking, dates)
        displaced += dates
    return displaced, moving


def _words(order: ClosingOrder) -> tuple[str | None, str]:
    return (order.reason or {}).get("vi"), order.reason_code or "space_closed"


async def _end_soft_claims(work: Work, claims: Sequence[ClaimInTheWay]) -> None:
    fallbacks = [claim.date_id for claim in claims if claim.kind == claiming.FALLBACK]
    offers = [claim.offer_id for claim in claims if claim.kind == claiming.OFFER]
    if fallbacks or offers:
        soft = Claim.kind == claiming.FALLBACK
        await end_claims(
            work, or_(and_(soft, Claim.date_id.in_(fallbacks)), Claim.offer_id.in_(offers))
        )


async def end_closure(work: Work, closure_id: UUID) -> ClosureOutcome:
    """Reopen the space: give displaced dates back what is still free; list the others."""
    asked = await work.session.get(Closure, closure_id)
    if asked is None:
        raise NotFound(Closure.KIND, closure_id)
    places = await lock_places(
        work, [asked.space_id, *await _spaces_of(work, asked.displaced_date_ids)]
    )
    closure = await work.lock(Closure, closure_id)
    rights = states.lacks_hosting(work.caller, closure.host_id)
    refuse_if([*rights, *closing.may_end(closure.status)])
    await release_closure(work, closure)
    waiting, restored = await _restore(work, closure, places)
    closure.status = closing.ENDED
    closure.displaced_ids = sorted({date.booking_id for date in waiting})
    closure.displaced_date_ids = [date.id for date in waiting]
    publish_closure_told(work, closure, [Upset(date, RESTORED) for date in restored], "reopened")
    await update_space_status(work, closure.space)
    return ClosureOutcome(closure, waiting, restored)


async def _spaces_of(work: Work, date_ids: list[UUID]) -> list[UUID]:
    found = await work.session.scalars(
        select(BookingDate.space_id).where(BookingDate.id.in_(date_ids)).distinct()
    )
    return list(found)


async def _restore(
    work: Work, closure: Closure, places: Places
) -> tuple[list[BookingDate], list[BookingDate]]:
    """Dates that still wait, and dates confirmed again."""
    waiting: list[BookingDate] = []
    restored: list[BookingDate] = []
    displaced = set(closure.displaced_date_ids)
    for id in sorted(closure.displaced_ids):
        booking = await work.find_locked(Booking, id)
        dates = booking.dates_in(states.DISPLACED) if booking else []
        dates = [date for date in dates if date.id in displaced]
        again = [date for date in dates if await _reclaim(work, date, places)]
        if booking and again:
            booking.part_of = closure.id
            await settle_offer(work, booking, staying=True)
            mark_confirmed(work, booking, again, None)
            await schedule_end(work, booking)
        restored += again
        waiting += [date for date in dates if date not in again]
    return waiting, restored


async def _reclaim(work: Work, date: BookingDate, places: Places) -> bool:
    if check_member(date.booking.member) or check_use(date.space, date.wish, work.now):
        return False
    leaves = places.of(date.space_id)
    taking = taking_of(date, leaves)
    if not leaves or await find_claims(work.session, leaves, taking.during, work.now):
        return False
    return await claim_time(work, taking)


async def begin_closure(work: Work, closure_id: UUID) -> None:
    """The start of a closure has come: its space is closed now."""
    closure = await work.find_locked(Closure, closure_id)
    if closure is not None and closure.status == closing.ACTIVE:
        await update_space_status(work, closure.space)


async def finish_closure(work: Work, closure_id: UUID) -> None:
    """The end of a closure has come: its space opens again."""
    closure = await work.find_locked(Closure, closure_id)
    if closure is not None and closure.status == closing.ACTIVE:
        closure.status = closing.ENDED
        await update_space_status(work, closure.space)


async def update_space_status(work: Work, space: Space) -> None:
    """Make a space's status what its closures say, and publish it when that is a change."""
    await work.session.flush()
    locked = await work.find_locked(Space, space.id)
    if locked is None or locked.withdrawn:
        return
    closures = await work.session.scalars(
        select(Closure).where(Closure.space_id == space.id, Closure.status == closing.ACTIVE)
    )
    status = closing.space_status((one.time for one in closures), work.now)
    if status == locked.status:
        return
    locked.status = status
    if status == closing.OPEN:
        publish_space_reopened(work, locked)
    else:
        publish_space_closed(work, locked)
