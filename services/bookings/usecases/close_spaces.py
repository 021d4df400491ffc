"""A space is closed for a time: what was confirmed is displaced, what stays free is given back.

A closure claims like a booking does, so nothing can be confirmed under it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select

from services.bookings.domain import closing, states
from services.bookings.domain.intervals import Interval
from services.bookings.domain.requesting import Conflict, check_conflicts, check_member, check_use
from services.bookings.events_out import (
    publish_booking_called_off,
    publish_space_closed,
    publish_space_reopened,
)
from services.bookings.models import Booking, Closure, Space
from services.bookings.queries.claims import ClaimInTheWay, find_claims, find_leaves
from services.bookings.usecases.claim_time import (
    Taking,
    claim_time,
    lock_leaves,
    release_booking,
    release_closure,
    taking_of,
)
from services.bookings.usecases.decide_bookings import mark_confirmed
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


@dataclass(frozen=True, slots=True)
class ClosureOutcome:
    """A closure with the bookings that it displaced, and those that its end restored."""

    closure: Closure
    displaced: list[Booking] = field(default_factory=list)
    restored: list[Booking] = field(default_factory=list)


async def create_closure(work: Work, order: ClosingOrder) -> ClosureOutcome:
    """Displace what is confirmed in the time and claim it. Raises Refusal when already closed."""
    leaves = await lock_leaves(work, order.space_id)
    space = await work.session.get(Space, order.space_id)
    if space is None:
        raise NotFound(Space.KIND, order.space_id)
    refuse_if(states.lacks_hosting(work.caller, space.venue.host_id))
    if order.reason is None and order.reason_code is None:
        raise Invalid(Failure("closure_reason_needed", field="reason"))
    claims = await find_claims(work.session, leaves, order.time)
    failures = closing.may_close(order.time, space.withdrawn, work.now)
    refuse_if([*failures, *_already_closed(claims)])
    displaced = await _displace(work, order, claims)
    closure = work.add(_closure_of(order, space, [booking.id for booking in displaced]))
    await work.session.flush()
    taking = Taking(space, leaves, order.time, closure=closure)
    if not await claim_time(work, taking):
        refuse_if(check_conflicts([Conflict("booking", order.time)]))
    await update_space_status(work, space)
    await work.schedule(CLOSURE_BEGINS, str(closure.id), closure.starts_at)
    await work.schedule(CLOSURE_ENDS, str(closure.id), closure.ends_at)
    return ClosureOutcome(closure, displaced)


def _closure_of(order: ClosingOrder, space: Space, displaced_ids: list[UUID]) -> Closure:
    return Closure(
        space=space,
        space_id=space.id,
        host_id=space.venue.host_id,
        status=closing.ACTIVE,
        starts_at=order.time.start,
        ends_at=order.time.end,
        reason=order.reason,
        reason_code=order.reason_code,
        displaced_ids=displaced_ids,
    )


def _already_closed(claims: Sequence[ClaimInTheWay]) -> list[Failure]:
    times = [
        f"{say_instant(claim.during.start)} – {say_instant(claim.during.end)}"
        for claim in claims
        if claim.closure_id is not None
    ]
    return [Failure("already_closed", field="starts_at", times=times)] if times else []


async def _displace(
    work: Work, order: ClosingOrder, claims: Sequence[ClaimInTheWay]
) -> list[Booking]:
    displaced = []
    for id in sorted({claim.booking_id for claim in claims if claim.booking_id is not None}):
        booking = await work.find_locked(Booking, id)
        if booking is None:
            continue
        await release_booking(work, booking)
        if booking.status != states.CONFIRMED:
            continue
        booking.status = states.DISPLACED
        booking.reason = (order.reason or {}).get("vi")
        booking.reason_code = order.reason_code or "space_closed"
        booking.calendar_sequence += 1
        publish_booking_called_off(work, booking)
        displaced.append(booking)
    return displaced


async def end_closure(work: Work, closure_id: UUID) -> ClosureOutcome:
    """Reopen the space: give displaced bookings back what is still free; list the others."""
    asked = await work.session.get(Closure, closure_id)
    if asked is None:
        raise NotFound(Closure.KIND, closure_id)
    wholes = await _spaces_of(work, asked.displaced_ids)
    await lock_leaves(work, asked.space_id, *wholes)
    closure = await work.lock(Closure, closure_id)
    rights = states.lacks_hosting(work.caller, closure.host_id)
    refuse_if([*rights, *closing.may_end(closure.status)])
    await release_closure(work, closure)
    waiting, restored = await _restore(work, closure.displaced_ids)
    closure.status = closing.ENDED
    closure.displaced_ids = [booking.id for booking in waiting]
    await update_space_status(work, closure.space)
    return ClosureOutcome(closure, waiting, restored)


async def _spaces_of(work: Work, booking_ids: list[UUID]) -> list[UUID]:
    found = await work.session.scalars(
        select(Booking.space_id).where(Booking.id.in_(booking_ids)).distinct()
    )
    return list(found)


async def _restore(work: Work, ids: list[UUID]) -> tuple[list[Booking], list[Booking]]:
    """Bookings that still wait, and bookings confirmed again."""
    waiting: list[Booking] = []
    restored: list[Booking] = []
    for id in sorted(ids):
        booking = await work.find_locked(Booking, id)
        if booking is None or booking.status != states.DISPLACED:
            continue
        if await _reclaim(work, booking):
            mark_confirmed(work, booking, None)
            restored.append(booking)
        else:
            waiting.append(booking)
    return waiting, restored


async def _reclaim(work: Work, booking: Booking) -> bool:
    failures = [*check_member(booking.member), *check_use(booking.space, booking.wish, work.now)]
    if failures:
        return False
    leaves = await find_leaves(work.session, booking.space_id)
    taking = taking_of(booking, leaves)
    if await find_claims(work.session, leaves, taking.during):
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
