"""Reads of the members service: which rows a list shows."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.members.models import (
    Application,
    Call,
    CallForm,
    Ceremony,
    Certificate,
    CertificateNumber,
    CertificateSeries,
    Contact,
    DeadlineExtension,
    Grant,
    MemberFact,
    Renewal,
    RenewalRound,
)
from shared.database.narrowing import narrow
from shared.vietnamese import fold

GONE = ("left", "removed")
"""Who is no member any more is not in the directory."""


def select_calls(now: datetime, kind: str | None, status: str | None) -> Select[Any]:
    """Calls by what they are at an instant; the status is derived, see `domain.calls`."""
    query = select(Call)
    if kind is not None:
        query = query.where(Call.kind == kind)
    closed = or_(Call.closed_at.is_not(None), Call.closes_at <= now)
    standing = and_(Call.published_at.is_not(None), Call.archived_at.is_(None))
    conditions = {
        "draft": Call.published_at.is_(None),
        "archived": Call.archived_at.is_not(None),
        "closed": and_(standing, closed),
        "open": and_(standing, ~closed, Call.opens_at <= now),
        "scheduled": and_(standing, ~closed, Call.opens_at > now),
    }
    return query.where(conditions[status]) if status else query


def select_extensions(call_id: UUID) -> Select[Any]:
    return select(DeadlineExtension).where(DeadlineExtension.call_id == call_id)


async def find_form(session: AsyncSession, call: Call, version: int | None) -> CallForm | None:
    """A version of a call's form; the present one without a number."""
    if version is None or version == call.form_version:
        return call.form_row
    return await session.get(CallForm, (call.id, version))


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


def select_member_facts(member_id: UUID | None, kind: str | None) -> Select[Any]:
    return narrow(select(MemberFact), (MemberFact.member_id, member_id), (MemberFact.kind, kind))


def select_renewal_rounds(status: str | None) -> Select[Any]:
    query = select(RenewalRound)
    return query.where(RenewalRound.status == status) if status else query


def select_renewals(
    round_id: UUID | None, member_id: UUID | None, status: str | None
) -> Select[Any]:
    return narrow(
        select(Renewal),
        (Renewal.round_id, round_id),
        (Renewal.member_id, member_id),
        (Renewal.status, status),
    )


def select_certificates(member_id: UUID | None) -> Select[Any]:
    query = select(Certificate)
    return query.where(Certificate.member_id == member_id) if member_id else query


async def find_certificate(session: AsyncSession, number: str) -> Certificate | None:
    """By its number, in capitals or not."""
    return await session.scalar(select(Certificate).where(Certificate.number == number.upper()))


async def names_of(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, str]:
    """The spaces' names by application."""
    rows = await session.execute(
        select(Application.id, Application.name).where(Application.id.in_(ids))
    )
    return {row.id: row.name for row in rows}


def select_certificate_numbers(
    year: int | None, status: str | None, ceremony_id: UUID | None
) -> Select[Any]:
    return narrow(
        select(CertificateNumber),
        (CertificateNumber.year, year),
        (CertificateNumber.status, status),
        (CertificateNumber.ceremony_id, ceremony_id),
    )


async def account_for_numbers(session: AsyncSession, year: int) -> tuple[int, dict[str, int]]:
    """The last number that the year's series gave, and how many rows there are in each state."""
    last = await session.scalar(
        select(CertificateSeries.last).where(CertificateSeries.year == year)
    )
    rows = await session.execute(
        select(CertificateNumber.status, func.count())
        .where(CertificateNumber.year == year)
        .group_by(CertificateNumber.status)
    )
    return last or 0, {row[0]: row[1] for row in rows}


async def find_certificate_number(session: AsyncSession, number: str) -> CertificateNumber | None:
    return await session.scalar(
        select(CertificateNumber).where(CertificateNumber.number == number.upper())
    )


def select_contacts(member_id: UUID | None) -> Select[Any]:
    query = select(Contact)
    return query.where(Contact.member_id == member_id) if member_id else query


def select_grants(
    subject: str | None, role: str | None, member_id: UUID | None, ended: bool | None
) -> Select[Any]:
    query = select(Grant)
    query = narrow(
        query, (Grant.subject, subject), (Grant.role, role), (Grant.member_id, member_id)
    )
    if ended is not None:
        query = query.where(Grant.ended_at.is_not(None) if ended else Grant.ended_at.is_(None))
    return query
