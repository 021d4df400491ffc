"""The host decides about a request; member, host or officer call it off.

Each act is about the dates named, or all that it fits: all of them or none, unless `partly`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from services.bookings.domain import states
from services.bookings.domain.requesting import check_member, check_use
from services.bookings.events_out import (
    publish_booking_called_off,
    publish_booking_confirmed,
    publish_booking_declined,
)
from services.bookings.models import Booking, BookingDate
from services.bookings.usecases.choose_dates import choose_dates
from services.bookings.usecases.claim_time import claim_times, release_dates, taking_of
from services.bookings.usecases.count_cancellations import check_late, count_late, find_late
from services.bookings.usecases.follow_changes import lapse_changes
from services.bookings.usecases.follow_dates import ENDED, schedule_end
from services.bookings.usecases.lock_bookings import lock_booking, lock_booking_and_places
from services.bookings.usecases.refuse_bookings import check_slots, refuse_lost_race, sift, slot_of
from services.bookings.usecases.settle_offers import settle_offer
from shared.database.work import Work
from shared.errors import Failure, refuse_if

__all__ = ["ENDED", "Answer", "cancel_booking", "confirm_booking", "decline_booking"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of some dates of a booking (None: of all that it fits), with which words."""

    dates: Sequence[UUID] | None = None
    reason: str | None = None
    reason_code: str | None = None
    partly: bool = False


NO_WORDS = Answer()


async def confirm_booking(work: Work, booking_id: UUID, answer: Answer = NO_WORDS) -> Booking:
    """Claim the time and confirm. Raises Refusal `space_taken` when another was first.

    `partly` declines the dates that fail and confirms the others, if there are any.
    """
    booking, places = await lock_booking_and_places(work, booking_id)
    rights = states.lacks_hosting(work.caller, booking.host_id)
    dates, failures = choose_dates(booking, answer.dates, states.may_confirm)
    refuse_if([*rights, *failures])
    if booking.waited_for:
        await settle_offer(work, booking, dates, confirming=True)
    slots = [slot_of(date, places) for date in dates]
    mine = [date.id for date in dates]
    findings = await check_slots(work, slots, check_use, mine)
    standing = check_member(booking.member)
    granted, refused = await sift(work, dates, findings, standing, answer.partly)
    if lost := await claim_times(
        work, [taking_of(one, places.of(one.space_id)) for one in granted]
    ):
        too_late = [one for one in granted if any(taking.date is one for taking in lost)]
        if not answer.partly or too_late == granted:
            await refuse_lost_race(work, [slot_of(one, places) for one in too_late], mine)
        granted = [one for one in granted if one not in too_late]
        refused |= {one: [Failure("space_taken", times=[])] for one in too_late}
    for date, why in refused.items():
        turn_down(date, why)
    mark_confirmed(work, booking, granted, answer.reason)
    if refused:
        publish_booking_declined(work, booking, list(refused))
    await schedule_end(work, booking)
    return booking


def turn_down(date: BookingDate, failures: Sequence[Failure]) -> None:
    """A date that cannot be had, while others can."""
    date.status, date.reason, date.reason_code = states.DECLINED, None, failures[0].code
    date.failures = failures


def mark_confirmed(
    work: Work, booking: Booking, dates: Sequence[BookingDate], reason: str | None
) -> None:
    """The claims stand: these dates are confirmed, for the first time or again."""
    for date in dates:
        if date.confirmed_at is not None:
            date.calendar_sequence += 1
        date.status = states.CONFIRMED
        date.confirmed_at = work.now
        date.reason, date.reason_code, date.cancelled_by = reason, None, None
    booking.refresh()
    publish_booking_confirmed(work, booking, dates)


async def decline_booking(work: Work, booking_id: UUID, answer: Answer) -> Booking:
    """Say no; a request nobody decided is declined by due work when its time comes."""
    booking = await lock_booking(work, booking_id)
    rights = states.lacks_hosting(work.caller, booking.host_id)
    dates, failures = choose_dates(booking, answer.dates, states.may_decline)
    refuse_if([*rights, *failures])
    if booking.waited_for:
        await settle_offer(work, booking, dates)
    for date in dates:
        date.status = states.DECLINED
        date.reason, date.reason_code = answer.reason, answer.reason_code
    booking.refresh()
    publish_booking_declined(work, booking, dates)
    return booking


async def cancel_booking(work: Work, booking_id: UUID, answer: Answer = NO_WORDS) -> Booking:
    """The member may do without a reason; whoever else cancels owes the member one."""
    booking = await lock_booking(work, booking_id)
    role = states.cancelling_role(booking, work.caller)
    dates, failures = choose_dates(
        booking, answer.dates, lambda date: states.may_cancel(date, work.now)
    )
    failures = [*states.lacks_part(booking, work.caller), *failures]
    if role != "member" and answer.reason is None and answer.reason_code is None:
        failures.append(Failure("reason_needed", field="reason"))
    late = await find_late(work, dates) if role == "member" and not failures else []
    reasoned = answer.reason is not None or answer.reason_code is not None
    refuse_if([*failures, *check_late(work, late, reasoned)])
    await release_dates(work, dates)
    if booking.waited_for:
        await settle_offer(work, booking, dates)
    mark_cancelled(work, booking, dates, answer, role)
    await count_late(work, late, answer.reason_code)
    await lapse_changes(work, booking)
    return booking


def mark_cancelled(
    work: Work, booking: Booking, dates: Sequence[BookingDate], answer: Answer, role: str
) -> None:
    """Their time is given up already."""
    for date in dates:
        date.status = states.CANCELLED
        date.reason, date.reason_code = answer.reason, answer.reason_code
        date.cancelled_by = role
        date.calendar_sequence += 1
    booking.refresh()
    publish_booking_called_off(work, booking, dates)
