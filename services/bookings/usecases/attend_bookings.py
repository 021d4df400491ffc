"""The day itself: who came, who did not, and that it is over."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from services.bookings.domain import states
from services.bookings.events_out import publish_booking_completed, publish_booking_no_show
from services.bookings.models import Booking
from services.bookings.usecases.claim_time import release_booking
from shared.database.work import Work
from shared.errors import refuse_if


async def check_in_booking(work: Work, booking_id: UUID) -> Booking:
    """The host sees that they came, within the check-in window of the space."""
    booking = await work.lock(Booking, booking_id)
    rights = states.lacks_hosting(work.caller, booking.host_id)
    window = timedelta(minutes=booking.space.check_in_minutes)
    refuse_if([*rights, *states.may_check_in(booking, window, work.now)])
    booking.checked_in_at = work.now
    return booking


async def complete_booking(work: Work, booking_id: UUID) -> Booking:
    """It took place; what remains of its time is free."""
    booking = await work.lock(Booking, booking_id)
    rights = states.lacks_hosting(work.caller, booking.host_id)
    refuse_if([*rights, *states.may_complete(booking, work.now)])
    await release_booking(work, booking)
    mark_completed(work, booking)
    return booking


def mark_completed(work: Work, booking: Booking) -> None:
    booking.status = states.COMPLETED
    publish_booking_completed(work, booking)


async def mark_no_show(work: Work, booking_id: UUID, reason: str | None) -> Booking:
    """Nobody came; what remains of its time is free."""
    booking = await work.lock(Booking, booking_id)
    rights = states.lacks_hosting(work.caller, booking.host_id)
    refuse_if([*rights, *states.may_mark_no_show(booking, work.now)])
    await release_booking(work, booking)
    booking.status = states.NO_SHOW
    booking.reason, booking.reason_code = reason, None
    publish_booking_no_show(work, booking)
    return booking
