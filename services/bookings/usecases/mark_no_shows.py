"""Who has not checked in within the time that the place gives has not come.

Each booking has one piece of due work, at the earliest of its dates; doing it schedules the next.
The rule is read anew then: one that was relaxed meanwhile counts, one made stricter finds what was
confirmed before as it was.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from services.bookings.domain import states
from services.bookings.domain.conduct import NO_SHOW
from services.bookings.models import Booking, BookingDate
from services.bookings.usecases.attend_bookings import record_no_show
from services.bookings.usecases.claim_time import release_dates
from services.bookings.usecases.keep_conduct import note_mark
from shared.database.work import Work

CHECK_IN_OVER = "check_in_over"
NO_CHECK_IN = "no_check_in"


async def schedule_no_show(work: Work, booking: Booking) -> None:
    """The time to check in for the first date that has such a time will be over."""
    if end := first_check_in_end(booking, work.now):
        await work.schedule(CHECK_IN_OVER, str(booking.id), end)


def first_check_in_end(booking: Booking, now: datetime) -> datetime | None:
    """The earliest of all its dates that are not over."""
    ahead = [one for one in booking.dates if one.ends_at > now]
    return min((end for one in ahead if (end := check_in_end(one))), default=None)


def check_in_end(date: BookingDate) -> datetime | None:
    """Until when someone must have checked in; None when nobody must, or has.

    What is confirmed again after its start, as when the rain was none, has its time from then on.
    """
    minutes = date.space.no_show_minutes
    if minutes is None or date.checked_in_at is not None or date.status != states.CONFIRMED:
        return None
    known = max(date.starts_at, date.confirmed_at or date.starts_at)
    return known + timedelta(minutes=minutes)


async def mark_missed_dates(work: Work, booking_id: UUID) -> None:
    """Confirmed dates that nobody checked in in time are no-shows; the rest of them is free.

    What is over by now is left to its end: this service was away, and nobody could check in.
    """
    booking = await work.find_locked(Booking, booking_id)
    if booking is None:
        return
    for date in booking.dates:
        end = check_in_end(date)
        if end is not None and end <= work.now < date.ends_at:
            await release_dates(work, [date])
            record_no_show(work, booking, date, None, NO_CHECK_IN)
            await note_mark(work, date, NO_SHOW)
    await schedule_no_show(work, booking)
