"""Which spaces are free, answered with two statements however many spaces there are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload, lazyload

from services.bookings.domain.closing import WITHDRAWN
from services.bookings.domain.intervals import Interval, free_times, subtract
from services.bookings.domain.opening import opening_intervals
from services.bookings.domain.requesting import Wish, check_wish
from services.bookings.models import Claim, Space
from services.bookings.queries.claims import (
    LONGEST_PADDING,
    interval_of,
    range_of,
    still_held,
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a place must offer: a time, room for so many, a kind."""

    window: Interval
    capacity: int | None = None
    kind: str | None = None
    venue_id: UUID | None = None
    partly: bool = False
    """Also spaces that are free for a part of the window only."""


@dataclass(frozen=True, slots=True)
class FreeSpace:
    """A space and when within the window an activity may take place in it."""

    space: Space
    free: list[Interval]
    whole: bool


async def find_free_spaces(session: AsyncSession, wanted: Wanted, now: datetime) -> list[FreeSpace]:
    """Spaces free within the window, sorted by name. What has passed counts as taken."""
    spaces = await session.scalars(
        select(Space)
        .where(Space.status != WITHDRAWN)
        .options(joinedload(Space.venue, innerjoin=True), lazyload(Space.parent))
        .order_by(Space.sort_key, Space.id)
    )
    offered = list(spaces)
    leaves = _leaves_by_space(offered)
    taken = await _claims_by_leaf(session, wanted.window, now)
    found = []
    for space in offered:
        if _fits(space, wanted):
            claims = [claim for leaf in leaves[space.id] for claim in taken.get(leaf, ())]
            free = _free(space, claims, wanted.window, now)
            whole = free == [wanted.window] and _may_be_asked(space, wanted.window, now)
            if whole or (free and wanted.partly):
                found.append(FreeSpace(space, free, whole))
    return found


async def find_free_times(
    session: AsyncSession, space: Space, leaves: list[UUID], window: Interval, now: datetime
) -> list[Interval]:
    """When within the window an activity may take place in one space."""
    taken = await _claims_by_leaf(session, window, now, leaves)
    claims = [claim for leaf in leaves for claim in taken.get(leaf, ())]
    return _free(space, claims, window, now)


def _free(space: Space, claims: list[Interval], window: Interval, now: datetime) -> list[Interval]:
    offered = opening_intervals(space.opening_rules, window)
    free = free_times(offered, claims, space.setup, space.clearup)
    return subtract(free, [Interval(min(window.start, now), now)])


def _may_be_asked(space: Space, window: Interval, now: datetime) -> bool:
    """Whether the space's lead time and longest stay allow the whole window."""
    return not check_wish(space, Wish(window, kind="", audience=None), now)


def _fits(space: Space, wanted: Wanted) -> bool:
    return (
        (wanted.capacity is None or space.capacity >= wanted.capacity)
        and (wanted.kind is None or space.kind == wanted.kind)
        and (wanted.venue_id is None or space.venue_id == wanted.venue_id)
    )


def _leaves_by_space(spaces: list[Space]) -> dict[UUID, list[UUID]]:
    parents = {space.parent_id for space in spaces}
    leaves: dict[UUID, list[UUID]] = defaultdict(list)
    for space in spaces:
        if space.id not in parents:
            for whole in space.path:
                leaves[whole].append(space.id)
    return leaves


async def _claims_by_leaf(
    session: AsyncSession, window: Interval, now: datetime, leaves: list[UUID] | None = None
) -> dict[UUID, list[Interval]]:
    around = window.padded(LONGEST_PADDING, LONGEST_PADDING)
    query = select(Claim.space_id, Claim.during).where(
        Claim.during.overlaps(range_of(around)), still_held(now)
    )
    if leaves is not None:
        query = query.where(Claim.space_id.in_(leaves))
    claims: dict[UUID, list[Interval]] = defaultdict(list)
    for row in await session.execute(query):
        claims[row.space_id].append(interval_of(row.during))
    return claims
