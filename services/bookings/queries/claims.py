"""What is claimed, by whom, and which leaves of the tree a space stands for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from services.bookings.domain import states
from services.bookings.domain.closing import WITHDRAWN
from services.bookings.domain.intervals import Interval
from services.bookings.domain.requesting import Conflict
from services.bookings.models import Booking, Claim, Space


@dataclass(frozen=True, slots=True)
class ClaimInTheWay:
    """A claim's owner (a booking or a closure) and when it holds a part of the space."""

    kind: str
    during: Interval
    booking_id: UUID | None
    closure_id: UUID | None

    @property
    def conflict(self) -> Conflict:
        return Conflict(self.kind, self.during)


def range_of(time: Interval) -> Range[datetime]:
    """The half-open range that PostgreSQL stores and compares."""
    return Range(time.start, time.end, bounds="[)")


def interval_of(during: Range[datetime]) -> Interval:
    """The other way; claims are never empty or unbounded (`claims_half_open`)."""
    assert during.lower is not None
    assert during.upper is not None
    return Interval(during.lower, during.upper)


async def find_leaves(session: AsyncSession, *space_ids: UUID) -> list[UUID]:
    """The offered spaces without offered parts below (or equal to) the given, in id order."""
    part = aliased(Space)
    has_parts = exists().where(part.parent_id == Space.id, part.status != WITHDRAWN)
    found = await session.scalars(
        select(Space.id)
        .where(Space.path.overlap(list(space_ids)), Space.status != WITHDRAWN, ~has_parts)
        .order_by(Space.id)
    )
    return list(found)


async def find_claims(
    session: AsyncSession,
    leaves: Collection[UUID],
    time: Interval,
    but_not_of: UUID | None = None,
) -> list[ClaimInTheWay]:
    """Claims on the leaves that overlap a time, one for each owner; not those of one booking."""
    if not leaves:
        return []
    query = (
        select(Claim.kind, Claim.during, Claim.booking_id, Claim.closure_id)
        .where(Claim.space_id.in_(leaves), Claim.during.overlaps(range_of(time)))
        .distinct()
    )
    if but_not_of is not None:
        query = query.where(Claim.booking_id.is_distinct_from(but_not_of))
    rows = await session.execute(query)
    found = [
        ClaimInTheWay(row.kind, interval_of(row.during), row.booking_id, row.closure_id)
        for row in rows
    ]
    return sorted(found, key=lambda claim: claim.during)


async def find_future_claims(
    session: AsyncSession, whole_ids: Collection[UUID], now: datetime
) -> list[ClaimInTheWay]:
    """Claims not yet over by bookings and closures of exactly these spaces."""
    rows = await session.execute(
        select(Claim.kind, Claim.during, Claim.booking_id, Claim.closure_id)
        .where(Claim.whole_id.in_(whole_ids), Claim.during.overlaps(Range(now, None, bounds="[)")))
        .distinct()
    )
    found = [
        ClaimInTheWay(row.kind, interval_of(row.during), row.booking_id, row.closure_id)
        for row in rows
    ]
    return sorted(found, key=lambda claim: claim.during)


def select_rivals(booking: Booking) -> Select[Any]:
    """Requests and confirmed bookings that compete for the same time and place."""
    space = booking.space
    wanted = booking.time.padded(space.setup, space.clearup)
    return (
        select(Booking)
        .join(Space, Space.id == Booking.space_id)
        .where(
            Booking.id != booking.id,
            Booking.status.in_((states.REQUESTED, states.CONFIRMED)),
            Booking.starts_at < wanted.end,
            Booking.ends_at > wanted.start,
            or_(Space.path.contains([space.id]), Space.id.in_(space.path)),
        )
        .order_by(Booking.created_at)
    )


async def find_rivals(session: AsyncSession, booking: Booking) -> Sequence[Booking]:
    return (await session.scalars(select_rivals(booking))).all()
