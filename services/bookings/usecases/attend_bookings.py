"""The day itself: who came, who did not, and that it is over."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from services.bookings.domain import states
from services.bookings.domain.conduct import NO_SHOW
from services.bookings.events_out import publish_booking_completed, publish_booking_no_show
from services.bookings.models import Booking, BookingDate
from services.bookings.usecases.choose_dates import choose_date
from services.bookings.usecases.claim_time import release_dates
from services.bookings.usecases.keep_conduct import note_mark
from services.bookings.usecases.lock_bookings import lock_booking
from services.bookings.usecases.report_activities import open_report, report_completion
from shared.database.work import Work
from shared.errors import Failure, refuse_if


async def check_in_booking(work: Work, booking_id: UUID, date_id: UUID | None = None) -> Booking:
    """The host sees that they came, within the check-in window of the space."""
    booking = await lock_booking(work, booking_id)
    date, failures = choose_date(booking, date_id, lambda one: may_check_in(one, work.now))
    refuse_if([*states.lacks_hosting(work.caller, booking.host_id), *failures])
    await check_in_date(work, date)
    return booking


async def check_in_date(work: Work, date: BookingDate) -> None:
    """They have come: what is to be said of the day can be said from now on."""
    date.checked_in_at = work.now
    date.booking.refresh()
    await open_report(work, date)


def may_check_in(date: BookingDate, now: datetime) -> list[Failure]:
    """With the window of its space."""
    return states.may_check_in(date, _window(date), now)


def check_in_opened(date: BookingDate, now: datetime) -> bool:
    """Whether it is late enough for anything that is done on the day itself."""
    return date.starts_at - _window(date) <= now


def _window(date: BookingDate) -> timedelta:
    return timedelta(minutes=date.space.check_in_minutes)


async def complete_booking(work: Work, booking_id: UUID, date_id: UUID | None = None) -> Booking:
    """It took place; what remains of its time is free."""
    booking = await lock_booking(work, booking_id)
    date, failures = choose_date(booking, date_id, lambda one: states.may_complete(one, work.now))
    refuse_if([*states.lacks_hosting(work.caller, booking.host_id), *failures])
    await release_dates(work, [date])
    mark_completed(work, booking, date)
    await report_completion(work, date)
    return booking


def mark_completed(work: Work, booking: Booking, date: BookingDate) -> None:
    """Its time is given up already, or over."""
    date.status = states.COMPLETED
    booking.refresh()
    publish_booking_completed(work, booking)


async def mark_no_show(
    work: Work, booking_id: UUID, reason: str | None, date_id: UUID | None = None
) -> Booking:
    """Nobody came; what remains of its time is free."""
    booking = await lock_booking(work, booking_id)
    date, failures = choose_date(
        booking, date_id, lambda one: states.may_mark_no_show(one, work.now)
    )
    refuse_if([*states.lacks_hosting(work.caller, booking.host_id), *failures])
    await release_dates(work, [date])
    record_no_show(work, booking, date, reason)
    await note_mark(work, date, NO_SHOW)
    return booking


def record_no_show(
    work: Work,
    booking: Booking,
    date: BookingDate,
    reason: str | None,
    reason_code: str | None = None,
) -> None:
    """Its time is given up already, or over."""
    date.status = states.NO_SHOW
    date.reason, date.reason_code = reason, reason_code
    booking.refresh()
    publish_booking_no_show(work, booking, [date])
