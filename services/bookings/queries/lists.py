"""Lists: venues, spaces, bookings and closures by their filters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, any_, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased, with_expression

from services.bookings.models import Booking, Claim, Closure, Space, Venue
from services.bookings.queries.claims import find_rivals
from shared.auth.caller import Caller
from shared.errors import NotFound
from shared.vietnamese import fold


@dataclass(frozen=True, slots=True)
class SpaceFilter:
    """Which spaces a list asks for."""

    q: str | None = None
    kind: str | None = None
    venue_id: UUID | None = None
    parent_id: UUID | None = None
    capacity: int | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class BookingFilter:
    """Which bookings a list asks for; `begins_before` and `ends_after` bound the time."""

    q: str | None = None
    status: str | None = None
    space_id: UUID | None = None
    venue_id: UUID | None = None
    member_id: UUID | None = None
    ends_after: datetime | None = None
    begins_before: datetime | None = None


def select_venues(q: str | None) -> Select[Any]:
    query = select(Venue)
    return query.where(Venue.search.contains(fold(q), autoescape=True)) if q else query


def select_spaces(wanted: SpaceFilter) -> Select[Any]:
    """Spaces by name, kind, venue, parent, status and least capacity."""
    query = select(Space)
    if wanted.q:
        query = query.where(Space.search.contains(fold(wanted.q), autoescape=True))
    if wanted.capacity is not None:
        query = query.where(Space.capacity >= wanted.capacity)
    for column, value in (
        (Space.kind, wanted.kind),
        (Space.venue_id, wanted.venue_id),
        (Space.parent_id, wanted.parent_id),
        (Space.status, wanted.status),
    ):
        query = query.where(column == value) if value is not None else query
    return query


def select_bookings(wanted: BookingFilter) -> Select[Any]:
    """Bookings with whether their slot is taken by another."""
    query = select(Booking).options(with_expression(Booking.slot_taken, _slot_taken()))
    if wanted.q:
        query = query.where(Booking.search.contains(fold(wanted.q), autoescape=True))
    if wanted.venue_id is not None:
        query = query.join(Space, Space.id == Booking.space_id)
        query = query.where(Space.venue_id == wanted.venue_id)
    if wanted.ends_after is not None:
        query = query.where(Booking.ends_at > wanted.ends_after)
    if wanted.begins_before is not None:
        query = query.where(Booking.starts_at < wanted.begins_before)
    for column, value in (
        (Booking.status, wanted.status),
        (Booking.space_id, wanted.space_id),
        (Booking.member_id, wanted.member_id),
    ):
        query = query.where(column == value) if value is not None else query
    return query


def select_closures(space_id: UUID | None, status: str | None) -> Select[Any]:
    query = select(Closure)
    query = query.where(Closure.space_id == space_id) if space_id else query
    return query.where(Closure.status == status) if status else query


def _slot_taken() -> ColumnElement[bool]:
    """Whether a claim of another stands where this booking, set-up included, is or wants to be."""
    own, leaf = aliased(Space), aliased(Space)
    wanted = func.tstzrange(
        Booking.starts_at - _minutes(own.setup_minutes),
        Booking.ends_at + _minutes(own.clearup_minutes),
        "[)",
    )
    return exists(
        select(Claim.id)
        .join(leaf, leaf.id == Claim.space_id)
        .join(own, own.id == Booking.space_id)
        .where(
            Booking.space_id == any_(leaf.path),
            Claim.booking_id.is_distinct_from(Booking.id),
            Claim.during.op("&&")(wanted),
        )
        .correlate(Booking)
    )


def _minutes(column: InstrumentedAttribute[int]) -> ColumnElement[timedelta]:
    return func.make_interval(0, 0, 0, 0, 0, column)


async def find_booking(
    session: AsyncSession, booking_id: UUID, caller: Caller
) -> tuple[Booking, Sequence[Booking]]:
    """A booking that the caller may read, with its rivals. Raises NotFound otherwise."""
    query = select_bookings(BookingFilter()).where(Booking.id == booking_id)
    booking: Booking | None = await session.scalar(query)
    if booking is None or not caller.may_read(booking.readers):
        raise NotFound(Booking.KIND, booking_id)
    return booking, await find_rivals(session, booking)
