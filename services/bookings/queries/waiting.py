"""Who waits for what, and what is held for whom."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload, lazyload, selectinload

from services.bookings.domain.intervals import Interval
from services.bookings.domain.waiting import HOLDING, LIVE_WATCHES, WAITING
from services.bookings.models import Offer, OfferTime, Space, Watch
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
    session: AsyncSession, space_ids: Collection[UUID], freed: Interval, now: datetime
) -> Sequence[UUID]:
    """Watches that may want what became free in these spaces, who waits longest first.

    Wider than exact: set-up and wishes are looked at under the lock of each.
    """
    around = freed.padded(LONGEST_PADDING, LONGEST_PADDING)
    found = await session.scalars(
        select(Watch.id)
        .where(
            Watch.status == WAITING,
            Watch.starts_at < around.end,
            Watch.ends_at > max(around.start, now),
            or_(Watch.space_id.is_(None), Watch.space_id.in_(space_ids)),
        )
        .order_by(Watch.since, Watch.id)
    )
    return found.all()


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
