"""What the public calendar shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.bookings.domain.intervals import Interval
from services.bookings.models import Booking, Space


@dataclass(frozen=True, slots=True)
class CalendarFilter:
    """Which part of the public calendar is asked for."""

    window: Interval
    space_id: UUID | None = None
    venue_id: UUID | None = None


async def find_public_bookings(session: AsyncSession, wanted: CalendarFilter) -> Sequence[Booking]:
    """Bookings with a public activity that were confirmed once, also those cancelled since."""
    query = (
        select(Booking)
        .where(
            Booking.public,
            Booking.confirmed_at.is_not(None),
            Booking.starts_at < wanted.window.end,
            Booking.ends_at > wanted.window.start,
        )
        .order_by(Booking.starts_at, Booking.id)
    )
    if wanted.space_id is not None:
        query = query.where(Booking.space_id == wanted.space_id)
    if wanted.venue_id is not None:
        query = query.join(Space, Space.id == Booking.space_id)
        query = query.where(Space.venue_id == wanted.venue_id)
    return (await session.scalars(query)).all()
