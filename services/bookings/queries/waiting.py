"""Who waits for what, and what is held for whom."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Text, and_, cast, false, func, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload, lazyload, selectinload

from services.bookings.domain.intervals import Interval
from services.bookings.domain.waiting import HOLDING, LIVE_WATCHES, WAITING
from services.bookings.models import Booking, BookingDate, Offer, OfferTime, Space, Watch
from services.bookings.queries.claims import LONGEST_PADDING
from shared.database.narrowing import narrow


def select_watches(
    status: str | None, space_id: UUID | None, booking_id: UUID | None, member_id: UUID | None
) -> Select[Any]:
    return narrow(
        select(Watch),
        (Watch.status, status),
        (Watch.space_id, space_id),
        (Watch.booking_id, booking_id),
        (Watch.member_id, member_id),
    )


def select_offers(
    status: str | None, booking_id: UUID | None, watch_id: UUID | None, member_id: UUID | None
) -> Select[Any]:
    times = selectinload(Offer.times).joinedload(OfferTime.space, innerjoin=True)
    query = select(Offer).options(
        times.options(joinedload(Space.venue, innerjoin=True), lazyload(Space.parent)),
        joinedload(Offer.member, innerjoin=True),
        lazyload(Offer.watch),
        lazyload(Offer.booking),
    )
    return narrow(
        query,
        (Offer.status, status),
        (Offer.booking_id, booking_id),
        (Offer.watch_id, watch_id),
        (Offer.member_id, member_id),
    )


async def count_live_watches(session: AsyncSession, member_id: UUID) -> int:
    """How many a member has by itself; places that hosts gave in their queues do not count."""
    found = await session.scalar(
        select(func.count(Watch.id)).where(
            Watch.member_id == member_id,
            Watch.booking_id.is_(None),
            Watch.status.in_(LIVE_WATCHES),
        )
    )
    return found or 0


async def find_whose_turn(
    session: AsyncSession,
    space_ids: Collection[UUID],
    freed: Interval,
    equipment: Collection[str],
    now: datetime,
) -> Sequence[UUID]:
    """Watches that may want what became free: time in these spaces, or equipment.

    Wider than exact: set-up and wishes are looked at under the lock of each.
    """
    around = freed.padded(LONGEST_PADDING, LONGEST_PADDING)
    for_time = and_(
        Watch.starts_at < around.end,
        Watch.ends_at > around.start,
        or_(Watch.space_id.is_(None), Watch.space_id.in_(space_ids)),
    )
    return await _in_order(session, or_(for_time, _wants(equipment)), now)


async def find_who_wants(
    session: AsyncSession, equipment: Collection[str], now: datetime
) -> Sequence[UUID]:
    """Queued bookings that want some of this equipment."""
    return await _in_order(session, _wants(equipment), now)


def _wants(equipment: Collection[str]) -> ColumnElement[bool]:
    if not equipment:
        return false()
    wanting = Booking.equipment.has_any(cast(list(equipment), ARRAY(Text)))
    return Watch.booking_id.in_(select(Booking.id).where(wanting))


async def _in_order(
    session: AsyncSession, which: ColumnElement[bool], now: datetime
) -> Sequence[UUID]:
    """Who waits longest comes first."""
    found = await session.scalars(
        select(Watch.id)
        .where(Watch.status == WAITING, Watch.ends_at > now, which)
        .order_by(Watch.since, Watch.id)
    )
    return found.all()


async def find_lent(
    session: AsyncSession, date_ids: Collection[UUID], offer_ids: Collection[UUID]
) -> set[str]:
    """Equipment that the bookings of these dates and offers want: it may be free now."""
    if not date_ids and not offer_ids:
        return set()
    of_dates = select(BookingDate.booking_id).where(BookingDate.id.in_(date_ids))
    of_offers = select(Offer.booking_id).where(Offer.id.in_(offer_ids))
    found = await session.scalars(
        select(Booking.equipment).where(
            Booking.equipment.is_not(None),
            or_(Booking.id.in_(of_dates), Booking.id.in_(of_offers)),
        )
    )
    return {id for wanted in found for id in wanted or ()}


async def find_refused(session: AsyncSession, watch_id: UUID, space_id: UUID) -> list[Interval]:
    """What was offered to a watch in a space before: not offered to it again."""
    rows = await session.execute(
        select(OfferTime.starts_at, OfferTime.ends_at)
        .join(Offer, Offer.id == OfferTime.offer_id)
        .where(Offer.watch_id == watch_id, OfferTime.space_id == space_id)
    )
    return [Interval(row.starts_at, row.ends_at) for row in rows]


async def find_offered_dates(
    session: AsyncSession, date_ids: Collection[UUID], now: datetime
) -> dict[UUID, datetime]:
    """Those of the dates for which another time is held, and until when."""
    rows = await session.execute(
        select(OfferTime.date_id, Offer.expires_at)
        .join(Offer, Offer.id == OfferTime.offer_id)
        .where(OfferTime.date_id.in_(date_ids), Offer.status.in_(HOLDING), Offer.expires_at > now)
    )
    return {row.date_id: row.expires_at for row in rows}


async def find_held_offer(session: AsyncSession, booking_id: UUID) -> UUID | None:
    """The offer that a booking has open or under decision."""
    found: UUID | None = await session.scalar(
        select(Offer.id).where(Offer.booking_id == booking_id, Offer.status.in_(HOLDING))
    )
    return found
