"""The rest of a granted time is given back before its end, so that others may have it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.bookings.domain.intervals import Interval
from services.bookings.domain.releasing import check_until, may_release
from services.bookings.domain.states import lacks_part
from services.bookings.events_out import publish_booking_rescheduled
from services.bookings.models import Booking
from services.bookings.usecases.choose_dates import choose_date
from services.bookings.usecases.claim_time import claim_time, taking_of
from services.bookings.usecases.follow_dates import schedule_end
from services.bookings.usecases.lock_bookings import lock_booking_and_places
from services.bookings.usecases.refuse_bookings import refuse_lost_race, slot_of
from shared.database.work import Work
from shared.errors import refuse_if


@dataclass(frozen=True, slots=True)
class Release:
    """From when on the time is given back; None is at once."""

    date_id: UUID | None
    until: datetime | None
    reason: str | None
    reason_code: str | None


async def release_time(work: Work, booking_id: UUID, order: Release) -> Booking:
    """The date ends at `until`; what follows but its clear-up is free for others at once."""
    booking, places = await lock_booking_and_places(work, booking_id)
    date, failures = choose_date(booking, order.date_id, lambda one: may_release(one, work.now))
    refuse_if([*lacks_part(booking, work.caller), *failures])
    until = order.until or work.now
    refuse_if(check_until(date.time, until, work.now))
    former, time = date.time, Interval(date.starts_at, until)
    leaves = places.of(date.space_id)
    if not await claim_time(work, taking_of(date, leaves, time)):
        # Less than it held: only a door that forgot the lock can have taken it.
        await refuse_lost_race(work, [slot_of(date, places)], [date.id])
    date.ends_at = until
    date.reason, date.reason_code = order.reason, order.reason_code
    date.calendar_sequence += 1
    booking.refresh()
    publish_booking_rescheduled(work, booking, [date], {date.id: former})
    await schedule_end(work, booking)
    return booking
