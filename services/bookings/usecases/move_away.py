"""Dates that a closure touches go elsewhere in the same act: their letter says where, not that
they have no place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select

from services.bookings.domain.intervals import Interval
from services.bookings.domain.requesting import check_member, check_use
from services.bookings.models import BookingDate, Space
from services.bookings.queries.claims import Places
from services.bookings.usecases.lock_bookings import ALONE
from services.bookings.usecases.move_dates import Step, Words, claim_steps, go
from services.bookings.usecases.refuse_bookings import (
    Slot,
    check_slots,
    refuse_lost_race,
    refuse_slots,
)
from shared.database.work import Work
from shared.errors import Failure, NotFound


@dataclass(frozen=True, slots=True)
class DateMove:
    """Where (None: where it is) and when a date goes."""

    date_id: UUID
    space_id: UUID | None
    time: Interval


async def spaces_of(work: Work, moves: Sequence[DateMove]) -> set[UUID]:
    """What has to be locked for these moves: where the dates are, and where they go."""
    if not moves:
        return set()
    now_in = await work.session.scalars(
        select(BookingDate.space_id).where(BookingDate.id.in_([one.date_id for one in moves]))
    )
    return {*now_in, *(one.space_id for one in moves if one.space_id is not None)}


async def move_away(
    work: Work,
    moves: Sequence[DateMove],
    dates: Sequence[BookingDate],
    places: Places,
    words: Words,
) -> None:
    """Raises Refusal with every rule that a new place or time breaks, for all moves together."""
    if not moves:
        return
    by_id = {date.id: date for date in dates}
    failures = [
        Failure("move_not_displaced", field=f"moves.{number}.date_id", date=str(move.date_id))
        for number, move in enumerate(moves)
        if move.date_id not in by_id
    ]
    steps = []
    for number, move in enumerate(moves):
        if date := by_id.pop(move.date_id, None):
            space = await _space_of(work, date, move)
            steps.append(Step(date, space, move.time))
            if space.venue.host_id != date.host_id:
                field = f"moves.{number}.space_id"
                failures.append(Failure("space_of_another_host", field=field))
            failures += check_member(date.booking.member)
    mine = [step.date.id for step in steps]
    findings = [
        await check_slots(work, [_slot_of(step, places)], check_use, mine) for step in steps
    ]
    await refuse_slots(work, [one for found in findings for one in found], failures)
    if lost := await claim_steps(work, steps, places):
        await refuse_lost_race(work, [_slot_of(step, places) for step in lost], mine)
    await go(work, steps, words)


def _slot_of(step: Step, places: Places) -> Slot:
    wish = replace(step.date.wish, time=step.time)
    return Slot(step.space, places.of(step.space.id), wish, step.date.booking.wanted_equipment)


async def _space_of(work: Work, date: BookingDate, move: DateMove) -> Space:
    if move.space_id in (None, date.space_id):
        return date.space
    space = await work.session.get(Space, move.space_id, options=ALONE)
    if space is None:
        raise NotFound(Space.KIND, str(move.space_id))
    return space
