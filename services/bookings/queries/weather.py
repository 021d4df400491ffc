"""Fallbacks, weather calls, and which dates bad weather touches."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload, lazyload, selectinload

from services.bookings.domain import states, weather
from services.bookings.domain.closing import WITHDRAWN
from services.bookings.domain.intervals import Interval
from services.bookings.models import (
    Booking,
    BookingDate,
    Fallback,
    Space,
    WeatherCall,
    WeatherEffect,
)
from shared.database.narrowing import narrow

NAMED = (lazyload(Space.venue), lazyload(Space.parent))
"""A space of which an answer says the name only."""
DATE_ALONE = (lazyload(BookingDate.space), lazyload(BookingDate.booking))
"""A date of which an answer says the time only."""


def select_fallbacks(
    booking_id: UUID | None, space_id: UUID | None, status: str | None
) -> Select[Any]:
    query = select(Fallback).options(
        joinedload(Fallback.space, innerjoin=True).options(*NAMED),
        joinedload(Fallback.date, innerjoin=True).options(*DATE_ALONE),
    )
    return narrow(
        query,
        (Fallback.booking_id, booking_id),
        (Fallback.space_id, space_id),
        (Fallback.status, status),
    )


def select_weather_calls(status: str | None, venue_id: UUID | None) -> Select[Any]:
    effects = selectinload(WeatherCall.effects).options(
        joinedload(WeatherEffect.date, innerjoin=True).options(*DATE_ALONE),
        joinedload(WeatherEffect.booking, innerjoin=True).options(
            joinedload(Booking.member, innerjoin=True),
            lazyload(Booking.dates),
            lazyload(Booking.space),
        ),
        joinedload(WeatherEffect.from_space, innerjoin=True).options(*NAMED),
        joinedload(WeatherEffect.to_space).options(*NAMED),
    )
    query = select(WeatherCall).options(effects)
    query = query.where(WeatherCall.venue_id == venue_id) if venue_id else query
    return query.where(WeatherCall.status == status) if status else query


async def find_outdoor_spaces(
    session: AsyncSession, venue_id: UUID | None, space_ids: Collection[UUID]
) -> Sequence[Space]:
    """Outdoor spaces of a venue, and those named with their outdoor parts and wholes."""
    named = select(Space.path).where(Space.id.in_(space_ids))
    wholes = {id for path in await session.scalars(named) for id in path}
    found = await session.scalars(
        select(Space)
        .where(
            ~Space.indoor,
            Space.status != WITHDRAWN,
            or_(
                Space.venue_id == venue_id,
                Space.id.in_(wholes),
                Space.path.overlap(list(space_ids)),
            ),
        )
        .order_by(Space.id)
    )
    return found.all()


async def find_touched_dates(
    session: AsyncSession, space_ids: Collection[UUID], window: Interval, now: datetime
) -> Sequence[BookingDate]:
    """Confirmed dates in these spaces that overlap the window and are not over, in order."""
    found = await session.scalars(
        select(BookingDate)
        .where(
            BookingDate.space_id.in_(space_ids),
            BookingDate.status == states.CONFIRMED,
            BookingDate.starts_at < window.end,
            BookingDate.ends_at > max(window.start, now),
        )
        .order_by(BookingDate.starts_at, BookingDate.id)
        .execution_options(populate_existing=True)
    )
    return found.all()


async def find_held_fallbacks(
    session: AsyncSession, date_ids: Collection[UUID]
) -> dict[UUID, Fallback]:
    """The fallbacks that these dates have, by date."""
    found = await session.scalars(
        select(Fallback)
        .where(Fallback.date_id.in_(date_ids), Fallback.status.in_((*weather.HELD, weather.USED)))
        .order_by(Fallback.id)
    )
    return {one.date_id: one for one in found}


async def find_rainy(
    session: AsyncSession, space_ids: Collection[UUID], now: datetime
) -> list[tuple[UUID, Interval]]:
    """Which of these spaces are called off when: nobody is offered what rain made free."""
    rows = await session.execute(
        select(WeatherCall.space_ids, WeatherCall.starts_at, WeatherCall.ends_at).where(
            WeatherCall.status == weather.IN_FORCE,
            WeatherCall.ends_at > now,
            WeatherCall.space_ids.overlap(list(space_ids)),
        )
    )
    return [(id, Interval(row.starts_at, row.ends_at)) for row in rows for id in row.space_ids]
