"""Cancellations that come too late for others to use the time: counted, or excused.

Only what was granted counts, since a request holds nothing, and only what the member gave up.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from services.bookings.domain.asking import CancellationRule, check_late_cancellation
from services.bookings.domain.conduct import LATE_CANCELLATION
from services.bookings.domain.states import CONFIRMED, lacks_hosting
from services.bookings.models import Booking, BookingDate
from services.bookings.models.asking import LateCancellation
from services.bookings.queries.asking import find_asking
from services.bookings.usecases.keep_conduct import excuse_marks, note_mark
from services.bookings.usecases.lock_bookings import lock_booking
from shared.database.work import Work
from shared.errors import Failure, refuse_if

BY_RULE = "reason_code"
"""The place's own rule excuses this reason; no person did."""
Late = Sequence[tuple[BookingDate, CancellationRule]]
"""Granted dates past the time until which they are free to cancel, each with its place's rule."""


async def find_late(work: Work, dates: Sequence[BookingDate]) -> Late:
    """One statement for each space of the granted dates."""
    rules: dict[UUID, CancellationRule] = {}
    late = []
    for date in dates:
        if date.status != CONFIRMED:
            continue
        if date.space_id not in rules:
            rules[date.space_id] = (await find_asking(work.session, date.space)).cancellation
        if rules[date.space_id].is_late(date.starts_at, work.now):
            late.append((date, rules[date.space_id]))
    return late


def check_late(work: Work, late: Late, reasoned: bool) -> list[Failure]:
    """What places want of whoever cancels so late, each once."""
    failures: list[Failure] = []
    for date, rule in late:
        found = check_late_cancellation(rule, [date.starts_at], work.now, reasoned)
        failures += [] if failures else found
    return failures


async def count_late(work: Work, late: Late, reason_code: str | None) -> None:
    """Write them on the member's record, excused where the place's rule excuses the reason."""
    for date, rule in late:
        counts = rule.counts(date.starts_at, work.now, reason_code)
        work.session.add(
            LateCancellation(
                date_id=date.id,
                booking_id=date.booking_id,
                member_id=date.member_id,
                starts_at=date.starts_at,
                free_until=rule.free_until(date.starts_at),
                cancelled_at=work.now,
                reason_code=reason_code,
                excused=not counts,
                excused_reason=None if counts else BY_RULE,
            )
        )
        if counts:
            await note_mark(work, date, LATE_CANCELLATION)


async def excuse_cancellation(work: Work, booking_id: UUID, reason: str) -> Booking:
    """The late cancellations of a booking do not count, for a reason that is written down."""
    booking = await lock_booking(work, booking_id)
    refuse_if(lacks_hosting(work.caller, booking.host_id))
    found = await work.session.scalars(
        select(LateCancellation)
        .where(LateCancellation.booking_id == booking.id, ~LateCancellation.excused)
        .order_by(LateCancellation.date_id)
        .with_for_update()
    )
    counted = found.all()
    refuse_if([] if counted else [Failure("no_late_cancellation")])
    for one in counted:
        one.excused, one.excused_reason = True, reason
    dates = [one.date_id for one in counted]
    await excuse_marks(work, booking.member_id, dates, LATE_CANCELLATION, reason)
    return booking
