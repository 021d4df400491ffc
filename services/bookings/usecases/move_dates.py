"""Confirmed dates go to another place or time by somebody's decision, their claims with them.

For weather calls and closures, which move many dates of many bookings in one act. Places and
bookings are locked before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from services.bookings.domain import states
from services.bookings.domain.intervals import Interval
from services.bookings.events_out import publish_booking_called_off, publish_booking_rescheduled
from services.bookings.models import Booking, BookingDate, Space
from services.bookings.queries.claims import Places, find_claims_at
from services.bookings.usecases.claim_time import claim_times, release_dates, taking_of
from services.bookings.usecases.follow_dates import schedule_end
from services.bookings.usecases.keep_permits import follow_permits
from shared.database.work import Work


@dataclass(frozen=True, slots=True)
class Step:
    """Where and when a date goes."""

    date: BookingDate
    space: Space
    time: Interval


@dataclass(frozen=True, slots=True)
class Words:
    """Why, as the letter says it."""

    reason: str | None
    reason_code: str | None


async def claim_steps(work: Work, steps: Sequence[Step], places: Places) -> list[Step]:
    """Claim each new time in place of what its date held; returns the steps that cannot be.

    Each is tried with all the others out of its way; those that cannot be hold nothing after.
    """
    moving = [step.date.id for step in steps]
    wanted = [
        (places.of(step.space.id), step.time.padded(step.space.setup, step.space.clearup))
        for step in steps
    ]
    found = await find_claims_at(work.session, wanted, work.now, moving)
    free = [
        step
        for step, (leaves, _), claims in zip(steps, wanted, found, strict=True)
        if leaves and not claims
    ]
    await release_dates(work, [step.date for step in steps if step not in free])
    takings = [
        taking_of(step.date, places.of(step.space.id), step.time, step.space) for step in free
    ]
    lost = [taking.date for taking in await claim_times(work, takings)] if takings else []
    gone = [step for step in free if any(step.date is one for one in lost)]
    return [step for step in steps if step not in free or step in gone]


async def go(work: Work, steps: Iterable[Step], words: Words) -> None:
    """The claims stand: the dates are there now. One event for each booking."""
    for booking, its in _by_booking(steps):
        former = {step.date.id: step.date.time for step in its}
        for step in its:
            date = step.date
            date.space, date.space_id = step.space, step.space.id
            date.starts_at, date.ends_at = step.time.start, step.time.end
            date.status = states.CONFIRMED
            date.reason, date.reason_code = words.reason, words.reason_code
            date.calendar_sequence += 1
        booking.dates.sort(key=lambda date: (date.starts_at, date.id))
        booking.refresh()
        publish_booking_rescheduled(work, booking, [step.date for step in its], former)
        await schedule_end(work, booking)
        await follow_permits(work, booking)


async def displace(work: Work, dates: Iterable[BookingDate], words: Words) -> None:
    """They have no place now: to be moved, restored or cancelled. One event for each booking."""
    for booking, its in _dates_by_booking(dates):
        await release_dates(work, its)
        for date in its:
            date.status = states.DISPLACED
            date.reason, date.reason_code = words.reason, words.reason_code
            date.calendar_sequence += 1
        booking.refresh()
        publish_booking_called_off(work, booking, its)


def _by_booking(steps: Iterable[Step]) -> list[tuple[Booking, list[Step]]]:
    ordered = sorted(steps, key=lambda step: (step.date.booking_id, step.date.starts_at))
    grouped = groupby(ordered, key=lambda step: step.date.booking)
    return [(booking, list(its)) for booking, its in grouped]


def _dates_by_booking(dates: Iterable[BookingDate]) -> list[tuple[Booking, list[BookingDate]]]:
    ordered = sorted(dates, key=lambda date: (date.booking_id, date.starts_at))
    return [(booking, list(its)) for booking, its in groupby(ordered, key=lambda one: one.booking)]


async def lock_bookings(work: Work, ids: Iterable[UUID]) -> Mapping[UUID, Booking]:
    """Bookings in the order of locks."""
    found = {id: await work.find_locked(Booking, id) for id in sorted(set(ids))}
    return {id: booking for id, booking in found.items() if booking is not None}
