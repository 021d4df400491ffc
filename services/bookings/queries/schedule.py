"""What stands in the calendar of one space: of itself, of its parts and of what it is a part of.

    grounds   ▒██▒              a booking of the whole shows in the part's calendar
    stage          ▒███▒        the space asked for
    corner              ██      a booking of a part shows in it as well
    lawn      ████              beside it: does not concern it

As many statements for a full calendar as for an empty one.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Select, Uuid, any_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.bookings.domain import states
from services.bookings.domain.intervals import Interval
from services.bookings.models import Booking, BookingDate, Claim, Closure, KnownMember, Space
from services.bookings.queries.claims import (
    LONGEST_PADDING,
    interval_of,
    range_of,
    still_held,
)
from services.bookings.queries.lists import BookingFilter, find_memberships, select_bookings
from shared.auth.caller import Caller
from shared.errors import NotFound

SHOWN = (
    states.REQUESTED,
    states.CONFIRMED,
    states.DISPLACED,
    states.COMPLETED,
    states.NO_SHOW,
)
"""What a calendar shows; what was declined or cancelled is gone from it."""


@dataclass(frozen=True, slots=True)
class Held:
    """A time that is claimed in a part of the space, set-up and clear-up included."""

    kind: str
    during: Interval
    date_id: UUID | None
    closure_id: UUID | None
    offer_id: UUID | None
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class Schedule:
    """Everything in a window that concerns a space."""

    space: Space
    window: Interval
    dates: Sequence[BookingDate]
    """Also what begins or ends just outside: its set-up may lie within."""
    held: Sequence[Held]
    closures: Sequence[Closure]
    memberships: Sequence[KnownMember]
    """The members that the caller acts for."""


async def find_schedule(
    session: AsyncSession, space_id: UUID, window: Interval, caller: Caller, now: datetime
) -> Schedule:
    """Raises NotFound for a space that does not exist; a withdrawn one still has its past."""
    space = await session.get(Space, space_id)
    if space is None:
        raise NotFound(Space.KIND, space_id)
    held = await _find_held(session, space_id, window, now)
    closure_ids = {one.closure_id for one in held if one.closure_id is not None}
    return Schedule(
        space=space,
        window=window,
        dates=await _find_dates(session, space, window, now),
        held=held,
        closures=await _find_closures(session, closure_ids),
        memberships=await find_memberships(session, caller) if caller.member_ids else (),
    )


async def _find_dates(
    session: AsyncSession, space: Space, window: Interval, now: datetime
) -> list[BookingDate]:
    around = window.padded(LONGEST_PADDING, LONGEST_PADDING)
    in_window = select(BookingDate.booking_id).where(
        BookingDate.space_id == _one_of(_select_concerned(space)),
        BookingDate.status.in_(SHOWN),
        BookingDate.starts_at < around.end,
        BookingDate.ends_at > around.start,
    )
    bookings: Sequence[Booking] = (
        await session.scalars(
            select_bookings(BookingFilter(), now).where(Booking.id == _one_of(in_window))
        )
    ).all()
    found = [
        date
        for booking in bookings
        for date in booking.dates
        if date.status in SHOWN and date.time.overlaps(around) and concerns(date.space, space)
    ]
    return sorted(found, key=lambda date: (date.time, date.id))


def concerns(one: Space, other: Space) -> bool:
    """One of the two is the other, or a part of it."""
    return one.id in other.path or other.id in one.path


def _select_concerned(space: Space) -> Select[Any]:
    return select(Space.id).where(or_(Space.path.contains([space.id]), Space.id.in_(space.path)))


def _one_of(ids: Select[Any]) -> ColumnElement[Any]:
    """An array, not a join, for which PostgreSQL might read a whole table: each is looked up."""
    return any_(func.array(ids.scalar_subquery(), type_=ARRAY(Uuid)))


async def _find_held(
    session: AsyncSession, space_id: UUID, window: Interval, now: datetime
) -> list[Held]:
    parts = select(Space.id).where(Space.path.contains([space_id]))
    columns = (
        *(Claim.kind, Claim.during, Claim.date_id),
        *(Claim.closure_id, Claim.offer_id, Claim.expires_at),
    )
    rows = await session.execute(
        select(*columns)
        .where(Claim.space_id.in_(parts), Claim.during.overlaps(range_of(window)), still_held(now))
        .distinct()
    )
    found = [
        Held(
            row.kind,
            interval_of(row.during),
            row.date_id,
            row.closure_id,
            row.offer_id,
            row.expires_at,
        )
        for row in rows
    ]
    return sorted(found, key=lambda held: (held.during, held.kind))


async def _find_closures(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Closure]:
    found = await session.scalars(
        select(Closure).where(Closure.id.in_(ids)).order_by(Closure.starts_at, Closure.id)
    )
    return found.all()
