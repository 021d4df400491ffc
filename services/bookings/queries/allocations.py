"""Rounds, wishes and plans, and what a plan must respect."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.bookings.domain import allocations, states
from services.bookings.domain.board import Taken
from services.bookings.domain.intervals import Interval
from services.bookings.models import (
    AllocationPlace,
    AllocationRound,
    AllocationWish,
    Claim,
    Season,
    Space,
    Venue,
)
from services.bookings.queries.claims import (
    Places,
    find_places,
    interval_of,
    range_of,
    still_held,
)
from shared.auth.caller import Caller
from shared.errors import NotFound


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """A round with all wishes that were not withdrawn; for a change with the spaces they name."""

    round: AllocationRound
    wishes: Sequence[AllocationWish]
    spaces: dict[UUID, Space]


def select_seasons() -> Select[Any]:
    return select(Season)


def select_rounds(season_id: UUID | None, status: str | None) -> Select[Any]:
    query = select(AllocationRound)
    query = query.where(AllocationRound.season_id == season_id) if season_id else query
    return query.where(AllocationRound.status == status) if status else query


def select_wishes(round_id: UUID, member_id: UUID | None, status: str | None) -> Select[Any]:
    query = select(AllocationWish).where(AllocationWish.round_id == round_id)
    query = query.where(AllocationWish.member_id == member_id) if member_id else query
    return query.where(AllocationWish.status == status) if status else query


async def find_plan(session: AsyncSession, round_id: UUID, caller: Caller) -> RoundPlan:
    """The plan as it stands. Raises NotFound for a host of other venues."""
    round = await session.get(AllocationRound, round_id)
    if round is None or not sees_plan(round, caller):
        raise NotFound(AllocationRound.KIND, round_id)
    return RoundPlan(round, await find_wishes(session, round), {})


def sees_plan(round: AllocationRound, caller: Caller) -> bool:
    """Staff see every plan, a host those in which one of its venues is."""
    if caller.has_role("officer", "operator", "auditor"):
        return True
    return any(states.hosts(caller, host_id) for host_id in round.host_ids)


async def plan_of(session: AsyncSession, round: AllocationRound) -> RoundPlan:
    """Everything that a change of the plan looks at."""
    wishes = await find_wishes(session, round)
    named = {id for wish in wishes for id in wish.space_ids}
    named |= {place.space_id for wish in wishes for place in wish.places}
    return RoundPlan(round, wishes, await find_spaces(session, named))


async def find_wishes(session: AsyncSession, round: AllocationRound) -> list[AllocationWish]:
    """The wishes of a round that were not withdrawn."""
    found = await session.scalars(
        select(AllocationWish)
        .where(
            AllocationWish.round_id == round.id,
            AllocationWish.status != allocations.WITHDRAWN,
        )
        .order_by(AllocationWish.id)
    )
    return list(found)


async def find_spaces(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, Space]:
    if not ids:
        return {}
    found = await session.scalars(select(Space).where(Space.id.in_(ids)))
    return {space.id: space for space in found}


async def find_wish(
    session: AsyncSession, round_id: UUID, wish_id: UUID, caller: Caller
) -> AllocationWish:
    """A wish of a round that the caller may read. Raises NotFound otherwise."""
    wish = await session.get(AllocationWish, wish_id)
    if wish is None or wish.round_id != round_id or not caller.may_read(wish.readers):
        raise NotFound(AllocationWish.KIND, wish_id)
    return wish


async def find_leaves_by_space(
    session: AsyncSession, space_ids: Collection[UUID]
) -> dict[UUID, tuple[UUID, ...]]:
    """The leaves that stand for each of these spaces, in one statement."""
    return leaves_by_space(await find_places(session, *space_ids), space_ids)


def leaves_by_space(places: Places, space_ids: Collection[UUID]) -> dict[UUID, tuple[UUID, ...]]:
    return {id: tuple(places.of(id)) for id in space_ids}


async def find_taken(
    session: AsyncSession, leaves: Collection[UUID], span: Interval, now: datetime
) -> list[Taken]:
    """Claims on leaves in a span that have not expired."""
    if not leaves:
        return []
    rows = await session.execute(
        select(Claim.space_id, Claim.during, Claim.kind).where(
            Claim.space_id.in_(leaves),
            Claim.during.overlaps(range_of(span)),
            still_held(now),
        )
    )
    return [Taken(row.space_id, interval_of(row.during), row.kind) for row in rows]


async def find_planned_spaces(session: AsyncSession, round_id: UUID) -> list[UUID]:
    """The spaces in which a round's plan has a place."""
    found = await session.scalars(
        select(AllocationPlace.space_id)
        .join(AllocationWish, AllocationWish.id == AllocationPlace.wish_id)
        .where(AllocationWish.round_id == round_id)
        .distinct()
    )
    return list(found)


async def find_venues(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, Venue]:
    found = await session.scalars(select(Venue).where(Venue.id.in_(ids)))
    return {venue.id: venue for venue in found}
