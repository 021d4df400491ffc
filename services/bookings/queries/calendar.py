"""What calendars show: their entries, as few columns as they say, and those of the public one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.bookings.domain.intervals import Interval
from services.bookings.models import Booking, BookingDate, KnownMember, Space, Venue

Entry = Row[Any]
"""One of `select_entries`: thousands of them, so no aggregates."""


@dataclass(frozen=True, slots=True)
class CalendarSpan:
    """How far a calendar goes."""

    window: Interval
    today: datetime
    most: int
    """Entries that it shows at most: what is ahead goes before what is over."""


@dataclass(frozen=True, slots=True)
class CalendarFilter:
    """Which part of the public calendar is asked for."""

    span: CalendarSpan
    space_id: UUID | None = None
    venue_id: UUID | None = None


def select_entries() -> Select[*tuple[Any, ...]]:
    """What an entry of a calendar says, in one statement however many there are."""
    return (
        select(
            *(BookingDate.id, BookingDate.status, BookingDate.calendar_sequence),
            *(BookingDate.starts_at, BookingDate.ends_at),
            *(Booking.updated_at, Booking.title, Booking.summary, Booking.activity_kind),
            *(Booking.public, Booking.expected_audience),
            KnownMember.name.label("member"),
            *(Space.name.label("space"), Space.setup_minutes, Space.clearup_minutes),
            *(Venue.name.label("venue"), Venue.address_line, Venue.ward),
        )
        .join(Booking, Booking.id == BookingDate.booking_id)
        .join(KnownMember, KnownMember.id == Booking.member_id)
        .join(Space, Space.id == BookingDate.space_id)
        .join(Venue, Venue.id == Space.venue_id)
    )


async def fetch_entries(
    session: AsyncSession, query: Select[*tuple[Any, ...]], span: CalendarSpan
) -> Sequence[Entry]:
    """Those within the span, by time."""
    found = await session.execute(
        query.where(
            BookingDate.starts_at < span.window.end, BookingDate.ends_at > span.window.start
        )
        .order_by(BookingDate.ends_at <= span.today, BookingDate.starts_at, BookingDate.id)
        .limit(span.most)
    )
    return sorted(found, key=lambda entry: (entry.starts_at, entry.id))


async def find_public_entries(session: AsyncSession, wanted: CalendarFilter) -> Sequence[Entry]:
    """Dates of public activities that were confirmed once, also those cancelled since."""
    query = select_entries().where(Booking.public, BookingDate.confirmed_at.is_not(None))
    if wanted.space_id is not None:
        query = query.where(BookingDate.space_id == wanted.space_id)
    if wanted.venue_id is not None:
        query = query.where(Space.venue_id == wanted.venue_id)
    return await fetch_entries(session, query, wanted.span)
