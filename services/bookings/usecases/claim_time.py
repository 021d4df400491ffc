"""Taking and giving up time in spaces: the one door to the table `claims`.

Whoever claims locks the leaf spaces first, in id order, and looks again: without the lock a race
ends in deadlocks, with it the loser reads the winner's claim. The exclusion constraint stands
behind both, for any door that forgets them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from services.bookings.domain.intervals import Interval
from services.bookings.models import Booking, Claim, Closure, Space
from services.bookings.queries.claims import find_leaves, range_of
from shared.database.absence import constraint_of
from shared.database.work import Work

NEVER_OVERLAP = "claims_never_overlap"


@dataclass(frozen=True, slots=True)
class Taking:
    """A time to be claimed in the leaves of a space, for a booking or a closure."""

    space: Space
    leaves: Collection[UUID]
    during: Interval
    booking: Booking | None = None
    closure: Closure | None = None


def taking_of(booking: Booking, leaves: Collection[UUID], time: Interval | None = None) -> Taking:
    """What a booking claims: its time, or a new one, with its space's set-up and clear-up."""
    space = booking.space
    during = (time or booking.time).padded(space.setup, space.clearup)
    return Taking(space, leaves, during, booking=booking)


async def lock_leaves(work: Work, *space_ids: UUID) -> list[UUID]:
    """Lock the leaves of these spaces until the transaction ends; returns them in id order.

    The tree may change while we wait, so the leaves are read again under the lock.
    """
    leaves = await find_leaves(work.session, *space_ids)
    while True:
        await work.session.execute(
            select(Space.id)
            .where(Space.id.in_({*leaves, *space_ids}))
            .order_by(Space.id)
            .with_for_update(key_share=True)
        )
        locked, leaves = leaves, await find_leaves(work.session, *space_ids)
        if leaves == locked:
            return leaves


async def claim_time(work: Work, taking: Taking) -> bool:
    """Write the claims, in place of those that the booking has; False when a part is taken.

    A refusal by the constraint undoes this step alone: the former claims stand.
    """
    try:
        async with work.session.begin_nested():
            if taking.booking is not None:
                await release_booking(work, taking.booking)
            await work.session.execute(insert(Claim), _rows(work, taking))
    except IntegrityError as error:
        if constraint_of(error) != NEVER_OVERLAP:
            raise
        return False
    return True


def _rows(work: Work, taking: Taking) -> list[dict[str, object]]:
    return [
        {
            "id": work.new_id(),
            "space_id": leaf,
            "whole_id": taking.space.id,
            "booking_id": taking.booking.id if taking.booking else None,
            "closure_id": taking.closure.id if taking.closure else None,
            "kind": "closure" if taking.closure else "booking",
            "during": range_of(taking.during),
        }
        for leaf in taking.leaves
    ]


async def release_booking(work: Work, booking: Booking) -> None:
    """Give up all time that a booking holds."""
    await work.session.execute(delete(Claim).where(Claim.booking_id == booking.id))


async def release_closure(work: Work, closure: Closure) -> None:
    """Give up all time that a closure holds."""
    await work.session.execute(delete(Claim).where(Claim.closure_id == closure.id))
