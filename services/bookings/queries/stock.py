"""Equipment, and what is held of it when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.ext.asyncio import AsyncSession

from services.bookings.domain.intervals import Interval
from services.bookings.models import DateEquipment, Equipment
from services.bookings.queries.claims import interval_of, range_of
from shared.vietnamese import fold

Held = dict[UUID, list[tuple[Interval, int]]]
"""By equipment, how many are held when."""


def select_equipment(venue_id: UUID | None, q: str | None) -> Select[Any]:
    query = select(Equipment)
    if venue_id is not None:
        query = query.where(Equipment.venue_id == venue_id)
    return query.where(Equipment.search.contains(fold(q), autoescape=True)) if q else query


async def find_equipment(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, Equipment]:
    """By id; unknown ids are left out."""
    rows = await session.scalars(
        select(Equipment).where(Equipment.id.in_(ids)).order_by(Equipment.id)
    )
    return {row.id: row for row in rows}


async def find_held(
    session: AsyncSession,
    ids: Collection[UUID],
    span: Interval,
    now: datetime,
    but_not_of: Collection[UUID] = (),
) -> Held:
    """What dates hold of some equipment within a span; not those of some dates."""
    return await _read_held(session, ids, range_of(span), now, but_not_of)


async def find_held_ahead(session: AsyncSession, id: UUID, now: datetime) -> Sequence[Any]:
    """What is held of one kind from now on."""
    return (await _read_held(session, [id], Range(now, None, bounds="[)"), now, ()))[id]


async def _read_held(
    session: AsyncSession,
    ids: Collection[UUID],
    span: Range[datetime],
    now: datetime,
    but_not_of: Collection[UUID],
) -> Held:
    query = select(
        DateEquipment.equipment_id, DateEquipment.during, DateEquipment.count.label("held")
    ).where(
        DateEquipment.equipment_id.in_(ids),
        DateEquipment.during.overlaps(span),
        or_(DateEquipment.expires_at.is_(None), DateEquipment.expires_at > now),
    )
    if but_not_of:
        query = query.where(DateEquipment.date_id.not_in(but_not_of))
    held: Held = defaultdict(list)
    for id, during, count in await session.execute(query):
        held[id].append((interval_of(during), count))
    return held
