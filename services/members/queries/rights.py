"""Reads around a member's rights: its standing, what it asked for, and where it takes part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.members.domain.member_rights import Standing
from services.members.models import (
    Activity,
    Application,
    Benefit,
    Certificate,
    Introduction,
    Member,
    Participation,
)
from shared.database.narrowing import narrow
from shared.vietnamese import fold


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a member beside its own row."""

    standing: Standing
    certificate: Certificate | None
    """The last one that was not revoked."""
    tax_code: str | None
    """As its file has it."""


async def find_known(session: AsyncSession, member: Member, today: date) -> Known:
    """Standing, certificate and tax code of one member."""
    certificate = await session.scalar(
        select(Certificate)
        .where(Certificate.member_id == member.id, Certificate.revoked_on.is_(None))
        .order_by(Certificate.issued_on.desc(), Certificate.serial.desc())
        .limit(1)
    )
    tax_code = await session.scalar(
        select(Application.tax_code).where(Application.id == member.application_id)
    )
    standing = Standing(
        status=member.status,
        suspended_until=member.suspended_until,
        certificate_status=certificate.status(today) if certificate else None,
        has_tax_code=tax_code is not None,
        has_description_en=bool(member.description_en),
    )
    return Known(standing, certificate, tax_code)


def select_benefits(
    member_id: UUID | None,
    kind: str | None,
    status: str | None,
    year: int | None,
    late_on: date | None,
) -> Select[Any]:
    """`late_on`: still without an answer although it was promised before that day."""
    return narrow(
        _only_late(Benefit, ("requested", "checked"), late_on),
        (Benefit.member_id, member_id),
        (Benefit.kind, kind),
        (Benefit.status, status),
        (Benefit.year, year),
    )


def select_introductions(
    member_id: UUID | None,
    partner: str | None,
    status: str | None,
    outcome: str | None,
    late_on: date | None,
) -> Select[Any]:
    """`late_on`: still without its letter although it was promised before that day."""
    return narrow(
        _only_late(Introduction, ("requested", "prepared"), late_on),
        (Introduction.member_id, member_id),
        (Introduction.partner, partner),
        (Introduction.status, status),
        (Introduction.outcome, outcome),
    )


def _only_late(
    right: type[Benefit] | type[Introduction], open_states: tuple[str, ...], late_on: date | None
) -> Select[Any]:
    query: Select[Any] = select(right)
    if late_on is None:
        return query
    return query.where(right.status.in_(open_states), right.promised_on < late_on)


@dataclass(frozen=True, slots=True)
class ActivityFilter:
    """Which activities a list shows; None does not restrict."""

    q: str | None
    kind: str | None
    field: str | None
    status: str | None
    since: datetime | None
    until: datetime | None


def select_activities(wanted: ActivityFilter) -> Select[Any]:
    query = select(Activity)
    if wanted.q:
        query = query.where(Activity.search.contains(fold(wanted.q), autoescape=True))
    if wanted.field is not None:
        query = query.where(Activity.fields.contains([wanted.field]))
    if wanted.since is not None:
        query = query.where(Activity.ends_at > wanted.since)
    if wanted.until is not None:
        query = query.where(Activity.starts_at < wanted.until)
    return narrow(query, (Activity.kind, wanted.kind), (Activity.status, wanted.status))


def select_participations(
    activity_id: UUID | None, member_id: UUID | None, status: str | None
) -> Select[Any]:
    return narrow(
        select(Participation),
        (Participation.activity_id, activity_id),
        (Participation.member_id, member_id),
        (Participation.status, status),
    )


async def find_coming(
    session: AsyncSession, member_id: UUID, now: datetime
) -> list[tuple[Participation, Activity]]:
    """Where a member has a place or waits for one, the next first."""
    found = await session.execute(
        select(Participation, Activity)
        .join(Activity, Activity.id == Participation.activity_id)
        .where(
            Participation.member_id == member_id,
            Participation.status.in_(("seated", "waiting")),
            Activity.ends_at > now,
        )
        .order_by(Activity.starts_at, Activity.id, Participation.turn)
    )
    return [(participation, activity) for participation, activity in found]
