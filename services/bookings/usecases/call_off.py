"""Dates are called off by whoever acts, with a reason: their time is free, the member is told."""

from __future__ import annotations

from collections.abc import Sequence

from services.bookings.domain import states
from services.bookings.events_out import publish_booking_called_off
from services.bookings.models import Booking, BookingDate
from services.bookings.usecases.claim_time import release_dates
from shared.database.work import Work


async def call_off(
    work: Work,
    booking: Booking,
    dates: Sequence[BookingDate],
    reason: str | None,
    reason_code: str | None,
) -> None:
    """Cancel dates of a booking that is locked; rights and rules are the caller's business."""
    await release_dates(work, dates)
    for date in dates:
        date.status = states.CANCELLED
        date.reason, date.reason_code = reason, reason_code
        date.cancelled_by = states.cancelling_role(booking, work.caller)
        date.calendar_sequence += 1
    booking.refresh()
    publish_booking_called_off(work, booking, dates)
