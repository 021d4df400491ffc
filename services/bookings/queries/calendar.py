"""What the public calendar shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import contains_eager, joinedload, lazyload

from services.bookings.domain.intervals import Interval
from services.bookings.models import Booking, BookingDate, Space

SHOWN = (
    contains_eager(BookingDate.booking).options(
        lazyload(Booking.dates), lazyload(Booking.space), joinedload(Booking.member)
    ),
    joinedload(BookingDate.space, innerjoin=True).options(
        joinedload(Space.venue, innerjoin=True), lazyload(Space.parent)
    ),
)
"""What an entry of a calendar says, in one statement however many entries there are."""


@dataclass(frozen=True, slots=True)
class CalendarFilter:
    """Which part of the public calendar is asked for."""

    window: Interval
    space_id: UUID | None = None
    venue_id: UUID | None = None


async def find_public_dates(session: AsyncSession, wanted: CalendarFilter) -> Sequence[BookingDate]:
    """Dates of public activities that were confirmed once, also those cancelled since."""
    query = (
        select(BookingDate)
        .join(BookingDate.booking)
        .options(*SHOWN)
        .where(
            Booking.public,
            BookingDate.confirmed_at.is_not(None),
            BookingDate.starts_at < wanted.window.end,
            BookingDate.ends_at > wanted.window.start,
        )
        .order_by(BookingDate.starts_at, BookingDate.id)
    )
    if wanted.space_id is not None:
        query = query.where(BookingDate.space_id == wanted.space_id)
    if wanted.venue_id is not None:
        query = query.join(Space, Space.id == BookingDate.space_id)
        query = query.where(Space.venue_id == wanted.venue_id)
    return (await session.scalars(query)).all()
