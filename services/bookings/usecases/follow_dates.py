"""What the clock does to dates: a request lapses at its start, a confirmed date ends.

Each booking has one piece of due work of either kind, at the earliest of its dates; doing it
schedules the next.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.bookings.domain import states
from services.bookings.events_out import publish_booking_completed, publish_booking_declined
from services.bookings.models import Booking
from services.bookings.usecases.mark_no_shows import CHECK_IN_OVER, first_check_in_end
from services.bookings.usecases.report_activities import report_completion
from services.bookings.usecases.settle_offers import settle_offer
from shared.database.work import Work

START_PASSED = "booking_start_passed"
ENDED = "booking_ended"
LAPSED = "request_lapsed"


async def schedule_lapse(work: Work, booking: Booking) -> None:
    """Nobody may have decided when the first requested date begins."""
    if asked := booking.dates_in(states.REQUESTED):
        await work.schedule(START_PASSED, str(booking.id), min(one.starts_at for one in asked))


async def schedule_end(work: Work, booking: Booking) -> None:
    """The first confirmed date will be over; and the time to check in, where there is one."""
    for kind, at in ends_of(booking, work.now):
        await work.schedule(kind, str(booking.id), at)


def ends_of(booking: Booking, now: datetime) -> list[tuple[str, datetime]]:
    """Kinds of due work that its confirmed dates call for, and when."""
    ends = [one.ends_at for one in booking.dates_in(states.CONFIRMED)]
    times = [(ENDED, min(ends, default=None)), (CHECK_IN_OVER, first_check_in_end(booking, now))]
    return [(kind, at) for kind, at in times if at is not None]


async def decline_lapsed_dates(work: Work, booking_id: UUID) -> None:
    """Requested dates whose start has come are declined."""
    booking = await work.find_locked(Booking, booking_id)
    if booking is None:
        return
    lapsed = [one for one in booking.dates_in(states.REQUESTED) if one.starts_at <= work.now]
    for date in lapsed:
        date.status, date.reason, date.reason_code = states.DECLINED, None, LAPSED
    if lapsed:
        if booking.waited_for:
            await settle_offer(work, booking)
        booking.refresh()
        publish_booking_declined(work, booking, lapsed)
    await schedule_lapse(work, booking)


async def complete_ended_dates(work: Work, booking_id: UUID) -> None:
    """Nobody said otherwise before their end: they took place."""
    booking = await work.find_locked(Booking, booking_id)
    if booking is None:
        return
    for date in booking.dates_in(states.CONFIRMED):
        if date.ends_at <= work.now:
            date.status = states.COMPLETED
            booking.refresh()
            publish_booking_completed(work, booking)
            await report_completion(work, date)
    await schedule_end(work, booking)
