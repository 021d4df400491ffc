"""Reads of the members service: which rows a list shows."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.members.models import (
    Application,
    Call,
    Ceremony,
    Certificate,
    Contact,
    Grant,
)
from shared.vietnamese import fold


def select_calls(now: datetime, kind: str | None, status: str | None) -> Select[Any]:
    """Calls by what they are at an instant; the status is derived, see `domain.calls`."""
    query = select(Call)
    if kind is not None:
        query = query.where(Call.kind == kind)
    closed = or_(Call.closed_at.is_not(None), Call.closes_at <= now)
    conditions = {
        "closed": closed,
        "open": and_(~closed, Call.opens_at <= now),
        "scheduled": and_(~closed, Call.opens_at > now),
    }
    return query.where(conditions[status]) if status else query


def select_applications(q: str | None, call_id: UUID | None, status: str | None) -> Select[Any]:
    query = select(Application)
    if q:
        query = query.where(Application.search.contains(fold(q), autoescape=True))
    if call_id is not None:
        query = query.where(Application.call_id == call_id)
    return query.where(Application.status == status) if status else query


def select_ceremonies(status: str | None) -> Select[Any]:
    query = select(Ceremony)
    return query.where(Ceremony.status == status) if status else query


def select_certificates(member_id: UUID | None) -> Select[Any]:
    query = select(Certificate)
    return query.where(Certificate.member_id == member_id) if member_id else query


async def find_certificate(session: AsyncSession, number: str) -> Certificate | None:
    """By its number, in capitals or not."""
    return await session.scalar(select(Certificate).where(Certificate.number == number.upper()))


def select_contacts(member_id: UUID | None) -> Select[Any]:
    query = select(Contact)
    return query.where(Contact.member_id == member_id) if member_id else query


def select_grants(
    subject: str | None, role: str | None, member_id: UUID | None, ended: bool | None
) -> Select[Any]:
    query = select(Grant)
    for column, value in (
        (Grant.subject, subject),
        (Grant.role, role),
        (Grant.member_id, member_id),
    ):
        query = query.where(column == value) if value is not None else query
    if ended is not None:
        query = query.where(Grant.ended_at.is_not(None) if ended else Grant.ended_at.is_(None))
    return query
