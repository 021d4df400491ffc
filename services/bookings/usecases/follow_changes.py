"""Changes that wait for the host follow their booking: to another member or host, or to its end.

Whoever calls holds the booking's lock; the change is locked after it, as everywhere.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select

from services.bookings.domain.changing import LAPSED, WAITING
from services.bookings.domain.drafts import DRAFT
from services.bookings.domain.states import OPEN_STATES
from services.bookings.models import Booking
from services.bookings.models.asking import BookingChange, BookingDraft
from shared.database.work import Work


async def find_waiting(work: Work, booking_ids: Collection[UUID]) -> Sequence[BookingChange]:
    """The waiting changes of these bookings, locked in id order."""
    found = await work.session.scalars(
        select(BookingChange)
        .where(BookingChange.booking_id.in_(booking_ids), BookingChange.status == WAITING)
        .order_by(BookingChange.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found.all()


async def lapse_changes(work: Work, booking: Booking) -> None:
    """Of a booking that is not open any more nothing is to be decided."""
    if booking.status in OPEN_STATES:
        return
    for change in await find_waiting(work, [booking.id]):
        change.status, change.decided_at = LAPSED, work.now


async def hand_over_changes(work: Work, bookings: Collection[Booking]) -> None:
    """Who asks and who decides are those of the booking."""
    owners = {booking.id: booking for booking in bookings}
    for change in await find_waiting(work, owners.keys()) if owners else ():
        booking = owners[change.booking_id]
        change.member_id, change.host_id = booking.member_id, booking.host_id


async def carry_over_drafts(work: Work, member_id: UUID, successor_id: UUID) -> None:
    """What a member was writing, its successor goes on writing."""
    found = await work.session.scalars(
        select(BookingDraft)
        .where(BookingDraft.member_id == member_id, BookingDraft.status == DRAFT)
        .order_by(BookingDraft.id)
        .with_for_update(of=BookingDraft)
        .execution_options(populate_existing=True)
    )
    for draft in found.all():
        draft.member_id = successor_id
        if "member_id" in draft.content:
            draft.content = draft.content | {"member_id": str(successor_id)}
