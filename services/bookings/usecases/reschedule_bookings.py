"""Another time or space for dates: the old one is kept until the new one is granted.

A request is moved by its member, its host or an officer and stays a request. What was confirmed
(or displaced by a closure) is moved by host or officer alone, and is confirmed afterwards: a
member's change never skips the host's decision.

    scope       this             following         all
    before      ██  ██  ██       ██  ██  ██        ██  ██  ██
    the move        └>               └>                └>
    after       ██   ██ ██       ██   ██  ██        ██  ██  ██

The dates of the scope move by the same length of time; they may overlap what any of them had.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from services.bookings.domain import states
from services.bookings.domain.intervals import Interval
from services.bookings.domain.requesting import check_member, check_use, check_wish
from services.bookings.domain.series import check_dates
from services.bookings.events_out import publish_booking_requested, publish_booking_rescheduled
from services.bookings.models import Booking, BookingDate, Space
from services.bookings.queries.claims import Places
from services.bookings.settings import Settings
from services.bookings.usecases.choose_dates import choose_date
from services.bookings.usecases.claim_time import claim_times, taking_of
from services.bookings.usecases.follow_dates import schedule_end, schedule_lapse
from services.bookings.usecases.lock_bookings import ALONE, lock_booking_and_places
from services.bookings.usecases.refuse_bookings import (
    Slot,
    check_slots,
    refuse_lost_race,
    refuse_slots,
)
from services.bookings.usecases.request_bookings import asked_once
from shared.database.work import Work
from shared.errors import Failure, NotFound, Refusal, refuse_if

THIS, FOLLOWING, ALL = "this", "following", "all"
SCOPES = (THIS, FOLLOWING, ALL)


@dataclass(frozen=True, slots=True)
class Move:
    """Where a date goes, and how many of the others with it."""

    time: Interval
    date_id: UUID | None = None
    scope: str = THIS
    space_id: UUID | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One date on its way."""

    date: BookingDate
    space: Space
    time: Interval


async def reschedule_booking(work: Work, booking_id: UUID, move: Move) -> Booking:
    """A new time may overlap the booking's own old ones. Raises Refusal as a request does."""
    more = [move.space_id] if move.space_id else []
    booking, places = await lock_booking_and_places(work, booking_id, *more)
    anchor, failures = choose_date(
        booking, move.date_id, lambda date: states.may_reschedule(date, work.caller)
    )
    refuse_if([*states.lacks_part(booking, work.caller), *failures])
    steps = await _steps(work, booking, anchor, move)
    await _refuse_steps(work, booking, steps, places)
    asked = [step for step in steps if step.date.status == states.REQUESTED]
    granted = [step for step in steps if step.date.status != states.REQUESTED]
    if granted:
        await _claim(work, granted, places)
    if asked:
        async with asked_once(work, booking):
            _go(booking, asked)
            publish_booking_requested(work, booking, [step.date for step in asked])
        await schedule_lapse(work, booking)
    if granted:
        _move_granted(work, booking, granted, move.reason)
        await schedule_end(work, booking)
    return booking


async def _steps(work: Work, booking: Booking, anchor: BookingDate, move: Move) -> list[Step]:
    """What of the booking goes where, in order."""
    space = await _find_space(work, booking, move.space_id)
    later, longer = move.time.start - anchor.starts_at, move.time.end - anchor.ends_at
    return [
        Step(date, space or date.space, Interval(date.starts_at + later, date.ends_at + longer))
        for date in booking.dates
        if date is anchor or _goes_along(work, date, anchor, move.scope)
    ]


def _goes_along(work: Work, date: BookingDate, anchor: BookingDate, scope: str) -> bool:
    """Whether a date moves with another one; what is over or decided stays where it is."""
    if scope == THIS or (scope == FOLLOWING and date.starts_at < anchor.starts_at):
        return False
    return date.ends_at > work.now and not states.may_reschedule(date, work.caller)


async def _find_space(work: Work, booking: Booking, space_id: UUID | None) -> Space | None:
    if space_id is None:
        return None
    space = await work.session.get(Space, space_id, options=ALONE)
    if space is None:
        raise NotFound(Space.KIND, space_id)
    if space.venue.host_id != booking.host_id:
        raise Refusal(Failure("space_of_another_host", field="space_id"))
    return space


async def _refuse_steps(
    work: Work, booking: Booking, steps: Sequence[Step], places: Places
) -> None:
    """All rules at every new time, and the dates among each other."""
    moving = {step.date.id for step in steps}
    slots = [_slot_of(step, places) for step in steps]
    asked = any(step.date.status == states.REQUESTED for step in steps)
    findings = await check_slots(work, slots, check_wish if asked else check_use, moving)
    failures = check_member(booking.member)
    if len(steps) > 1:
        first = steps[0].space
        most = Settings.of(work).most_dates
        times = [step.time for step in steps]
        failures += check_dates(times, most, first.setup, first.clearup)
    await refuse_slots(work, findings, failures)


async def _claim(work: Work, steps: Sequence[Step], places: Places) -> None:
    takings = [
        taking_of(step.date, places.of(step.space.id), step.time, step.space) for step in steps
    ]
    if lost := await claim_times(work, takings):
        late = [step for step in steps if any(one.date is step.date for one in lost)]
        slots = [_slot_of(step, places) for step in late]
        await refuse_lost_race(work, slots, [step.date.id for step in steps])


def _slot_of(step: Step, places: Places) -> Slot:
    wish = replace(step.date.wish, time=step.time)
    return Slot(step.space, places.of(step.space.id), wish, step.date.booking.wanted_equipment)


def _go(booking: Booking, steps: Sequence[Step]) -> None:
    for step in steps:
        step.date.calendar_sequence += 1
        step.date.starts_at, step.date.ends_at = step.time.start, step.time.end
        step.date.space, step.date.space_id = step.space, step.space.id
    booking.dates.sort(key=lambda date: (date.starts_at, date.id))
    booking.refresh()


def _move_granted(work: Work, booking: Booking, steps: Sequence[Step], reason: str | None) -> None:
    former = {step.date.id: step.date.time for step in steps}
    for step in steps:
        step.date.status = states.CONFIRMED
        step.date.confirmed_at = step.date.confirmed_at or work.now
        step.date.reason, step.date.reason_code = reason, None
    _go(booking, steps)
    publish_booking_rescheduled(work, booking, [step.date for step in steps], former)
