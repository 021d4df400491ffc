"""Conduct marks, worklists, and what a member has ahead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.bookings.domain import states
from services.bookings.domain.conduct import Mark, points_at
from services.bookings.domain.standing_cases import ENDED
from services.bookings.models import (
    Booking,
    BookingDate,
    ConductMark,
    KnownMember,
    StandingCase,
    StandingEntry,
)
from services.bookings.regulations.after import CONDUCT
from shared.auth.caller import Caller
from shared.database.narrowing import narrow
from shared.errors import NotFound


@dataclass(frozen=True, slots=True)
class MarkFilter:
    """Which marks a list asks for."""

    member_id: UUID | None = None
    booking_id: UUID | None = None
    kind: str | None = None
    void: bool | None = None


def select_marks(wanted: MarkFilter) -> Select[Any]:
    query = select(ConductMark)
    if wanted.void is not None:
        is_void = ConductMark.voided_at.is_not(None)
        query = query.where(is_void if wanted.void else ~is_void)
    return narrow(
        query,
        (ConductMark.member_id, wanted.member_id),
        (ConductMark.booking_id, wanted.booking_id),
        (ConductMark.kind, wanted.kind),
    )


def select_cases(member_id: UUID | None, status: str | None) -> Select[Any]:
    query = select(StandingCase)
    query = query.where(StandingCase.member_id == member_id) if member_id else query
    return query.where(StandingCase.status == status) if status else query


async def find_case_of(
    session: AsyncSession, member_id: UUID, lock: bool = False
) -> StandingCase | None:
    """The list of a member that has not ended; there is at most one."""
    query = select(StandingCase).where(
        StandingCase.member_id == member_id, StandingCase.status != ENDED
    )
    if lock:
        query = query.with_for_update(of=StandingCase).execution_options(populate_existing=True)
    found: StandingCase | None = await session.scalar(query)
    return found


async def find_bookings_ahead(
    session: AsyncSession, member_id: UUID, now: datetime
) -> Sequence[UUID]:
    """Bookings of a member with a date that may still take place."""
    found = await session.scalars(
        select(Booking.id)
        .join(BookingDate, BookingDate.booking_id == Booking.id)
        .where(
            Booking.member_id == member_id,
            BookingDate.status.in_(states.OPEN_STATES),
            BookingDate.ends_at > now,
        )
        .distinct()
    )
    return found.all()


async def find_listed(session: AsyncSession, case_id: UUID) -> Sequence[UUID]:
    """Bookings with a date on a list."""
    found = await session.scalars(
        select(StandingEntry.booking_id).where(StandingEntry.case_id == case_id).distinct()
    )
    return found.all()


@dataclass(frozen=True, slots=True)
class Conduct:
    """How a member stands now."""

    member_id: UUID
    points: int
    paused_until: datetime | None


async def find_conduct(
    session: AsyncSession, member_id: UUID, caller: Caller, now: datetime
) -> Conduct:
    """Raises NotFound for a member that the caller may not know about."""
    member = await session.get(KnownMember, member_id)
    own = member_id in caller.member_ids
    if member is None or not (own or caller.has_role("officer", "operator", "auditor")):
        raise NotFound("member", member_id)
    rows = await session.execute(
        select(ConductMark.noted_at, ConductMark.points).where(
            ConductMark.member_id == member_id, ConductMark.voided_at.is_(None)
        )
    )
    marks = [Mark(row.noted_at, row.points) for row in rows]
    until = member.requests_paused_until
    return Conduct(
        member_id, points_at(marks, CONDUCT, now), until if until and until > now else None
    )
