"""Another time for a booking: the old one is kept until the new one is granted.

A request is moved by its member, its host or an officer and stays a request. What was confirmed
(or displaced by a closure) is moved by host or officer alone, and is confirmed afterwards: a
member's change never skips the host's decision.
"""

from __future__ import annotations

from uuid import UUID

from services.bookings.domain import states
from services.bookings.domain.intervals import Interval
from services.bookings.domain.requesting import (
    Wish,
    check_length,
    check_member,
    check_use,
    check_wish,
)
from services.bookings.events_out import (
    publish_booking_requested,
    publish_booking_rescheduled,
)
from services.bookings.models import Booking
from services.bookings.usecases.claim_time import claim_time, taking_of
from services.bookings.usecases.decide_bookings import ENDED, lock_booking_and_leaves
from services.bookings.usecases.refuse_bookings import refuse_lost_race, refuse_use
from services.bookings.usecases.request_bookings import START_PASSED, asked_once, shortest_stay
from shared.database.work import Work
from shared.errors import refuse_if


async def reschedule_booking(
    work: Work, booking_id: UUID, time: Interval, reason: str | None = None
) -> Booking:
    """The new time may overlap the booking's own old one. Raises Refusal as a request does."""
    booking, leaves = await lock_booking_and_leaves(work, booking_id)
    rights = states.lacks_part(booking, work.caller)
    refuse_if([*rights, *states.may_reschedule(booking, work.caller)])
    wish = Wish(time, booking.activity_kind, booking.expected_audience)
    check = check_wish if booking.status == states.REQUESTED else check_use
    failures = [
        *check_member(booking.member),
        *check(booking.space, wish, work.now),
        *check_length(time, shortest_stay(work)),
    ]
    await refuse_use(work, booking.space, leaves, wish, failures, booking.id)
    if booking.status == states.REQUESTED:
        return await _move_request(work, booking, time)
    if not await claim_time(work, taking_of(booking, leaves, time)):
        await refuse_lost_race(work, booking.space, leaves, wish, booking.id)
    return await _move_confirmed(work, booking, time, reason)


async def _move_request(work: Work, booking: Booking, time: Interval) -> Booking:
    """Said as a request again, so that the host hears of the time now asked for."""
    async with asked_once(work, booking.member_id, booking.space_id, time, booking.title):
        booking.starts_at, booking.ends_at = time.start, time.end
        publish_booking_requested(work, booking)
    await work.schedule(START_PASSED, str(booking.id), booking.starts_at)
    return booking


async def _move_confirmed(
    work: Work, booking: Booking, time: Interval, reason: str | None
) -> Booking:
    former = booking.time
    booking.starts_at, booking.ends_at = time.start, time.end
    booking.status = states.CONFIRMED
    booking.reason, booking.reason_code = reason, None
    booking.calendar_sequence += 1
    publish_booking_rescheduled(work, booking, former)
    await work.schedule(ENDED, str(booking.id), booking.ends_at)
    return booking
