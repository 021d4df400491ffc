"""The host decides about a request; member, host or officer call it off."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from services.bookings.domain import states
from services.bookings.domain.requesting import check_member, check_use
from services.bookings.events_out import (
    publish_booking_called_off,
    publish_booking_confirmed,
    publish_booking_declined,
)
from services.bookings.models import Booking
from services.bookings.usecases.claim_time import (
    claim_time,
    lock_leaves,
    release_booking,
    taking_of,
)
from services.bookings.usecases.refuse_bookings import refuse_lost_race, refuse_use
from shared.database.work import Work
from shared.errors import Failure, NotFound, refuse_if

ENDED = "booking_ended"


async def lock_booking_and_leaves(work: Work, booking_id: UUID) -> tuple[Booking, list[UUID]]:
    """The booking and the leaves of its space, all locked.

    Leaves first, as closures do it, so that the two never wait for each other in a ring.
    """
    space_id = await work.session.scalar(select(Booking.space_id).where(Booking.id == booking_id))
    if space_id is None:
        raise NotFound(Booking.KIND, booking_id)
    leaves = await lock_leaves(work, space_id)
    return await work.lock(Booking, booking_id), leaves


async def confirm_booking(work: Work, booking_id: UUID, reason: str | None = None) -> Booking:
    """Claim the time and confirm. Raises Refusal `space_taken` when another was first."""
    booking, leaves = await lock_booking_and_leaves(work, booking_id)
    rights = states.lacks_hosting(work.caller, booking.host_id)
    refuse_if([*rights, *states.may_confirm(booking)])
    failures = [
        *check_member(booking.member),
        *check_use(booking.space, booking.wish, work.now),
    ]
    await refuse_use(work, booking.space, leaves, booking.wish, failures, booking.id)
    if not await claim_time(work, taking_of(booking, leaves)):
        await refuse_lost_race(work, booking.space, leaves, booking.wish, booking.id)
    mark_confirmed(work, booking, reason)
    await work.schedule(ENDED, str(booking.id), booking.ends_at)
    return booking


def mark_confirmed(work: Work, booking: Booking, reason: str | None) -> None:
    """The claims stand: the booking is confirmed, for the first time or again."""
    if booking.confirmed_at is not None:
        booking.calendar_sequence += 1
    booking.status = states.CONFIRMED
    booking.confirmed_at = work.now
    booking.reason, booking.reason_code, booking.cancelled_by = reason, None, None
    publish_booking_confirmed(work, booking)


async def decline_booking(
    work: Work, booking_id: UUID, reason: str | None, reason_code: str | None
) -> Booking:
    """Say no; a request nobody decided is declined by due work when its time comes."""
    booking = await work.lock(Booking, booking_id)
    rights = states.lacks_hosting(work.caller, booking.host_id)
    refuse_if([*rights, *states.may_decline(booking)])
    booking.status = states.DECLINED
    booking.reason, booking.reason_code = reason, reason_code
    publish_booking_declined(work, booking)
    return booking


async def cancel_booking(
    work: Work, booking_id: UUID, reason: str | None, reason_code: str | None
) -> Booking:
    """The member may do without a reason; whoever else cancels owes the member one."""
    booking = await work.lock(Booking, booking_id)
    role = states.cancelling_role(booking, work.caller)
    failures = [*states.lacks_part(booking, work.caller), *states.may_cancel(booking, work.now)]
    if role != "member" and reason is None and reason_code is None:
        failures.append(Failure("reason_needed", field="reason"))
    refuse_if(failures)
    await release_booking(work, booking)
    booking.status = states.CANCELLED
    booking.reason, booking.reason_code, booking.cancelled_by = reason, reason_code, role
    booking.calendar_sequence += 1
    publish_booking_called_off(work, booking)
    return booking
