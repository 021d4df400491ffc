"""Spaces are open at other hours, or take other things: nobody is left outside unnoticed, and what
became free is offered to those who wait.

hours before   08 ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄ 22
hours now            13 ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄ 24
confirmed      09 ▓▓▓▓▓ 12                     put outside: named, unless the host says it stays
freed                                22 ── 24  offered
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.bookings.domain import publishing_hours, states
from services.bookings.domain.intervals import Interval
from services.bookings.domain.opening import OpeningRules, is_open
from services.bookings.domain.requesting import PLANNING_HORIZON
from services.bookings.models import BookingDate, Space
from services.bookings.usecases.note_freed import note_opened
from services.bookings.usecases.refuse_bookings import show_interval
from shared.database.work import Work
from shared.errors import refuse_if

AT_ONCE = 100
"""So many dates are looked at before other requests are let through."""

Hours = Mapping[UUID, OpeningRules]
"""By space, when it is open."""


@dataclass(frozen=True, slots=True)
class ConfirmedDate:
    """A date that was granted, as far as hours concern it."""

    booking_id: UUID
    date_id: UUID
    space: Space
    time: Interval


def hours_of(spaces: Iterable[Space]) -> Hours:
    return {space.id: space.opening_rules for space in spaces}


def all_ahead(work: Work) -> Interval:
    """From now on, as far as anything is granted."""
    return Interval(work.now, work.now + PLANNING_HORIZON)


async def follow_rules(
    work: Work, spaces: Sequence[Space], before: Hours, keep_confirmed: bool
) -> list[ConfirmedDate]:
    """Weekly hours, seasons or other rules of these spaces have changed.

    Returns what the change puts outside of the hours. Raises Refusal with it unless it is to stay;
    what was outside before is no concern of this change.
    """
    outside = []
    changed = [space for space in spaces if before[space.id] != space.opening_rules]
    for number, date in enumerate(await find_confirmed(work, changed, all_ahead(work))):
        was_open = is_open(before[date.space.id], date.time)
        if was_open and not is_open(date.space.opening_rules, date.time):
            outside.append(date)
        if number % AT_ONCE == 0:
            await asyncio.sleep(0)
    refuse_outside(outside, keep_confirmed)
    await note_opened(work, [space.id for space in spaces], all_ahead(work))
    return outside


async def find_confirmed(
    work: Work, spaces: Sequence[Space], span: Interval
) -> list[ConfirmedDate]:
    """What is confirmed in these spaces within a span, by time."""
    if not spaces:
        return []
    by_id = {space.id: space for space in spaces}
    rows = await work.session.execute(
        select(
            BookingDate.id,
            BookingDate.booking_id,
            BookingDate.space_id,
            BookingDate.starts_at,
            BookingDate.ends_at,
        )
        .where(
            BookingDate.space_id.in_(by_id),
            BookingDate.status == states.CONFIRMED,
            BookingDate.starts_at < span.end,
            BookingDate.ends_at > span.start,
        )
        .order_by(BookingDate.starts_at, BookingDate.id)
    )
    return [
        ConfirmedDate(
            row.booking_id, row.id, by_id[row.space_id], Interval(row.starts_at, row.ends_at)
        )
        for row in rows
    ]


def refuse_outside(outside: Sequence[ConfirmedDate], keep_confirmed: bool) -> None:
    """Raises Refusal that names each of them."""
    failures = publishing_hours.check_confirmed(len(outside), keep_confirmed)
    refuse_if(failures, in_the_way=[_show(one) for one in outside])


def _show(date: ConfirmedDate) -> dict[str, Any]:
    return {
        "kind": "booking",
        "booking_id": date.booking_id,
        "date_id": date.date_id,
        **show_interval(date.time),
    }
