"""Reports, the keys of check-in codes, and the dates they are for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.bookings.domain.after import OPEN
from services.bookings.models import ActivityReport, BookingDate, CheckInKey, Space
from shared.database.narrowing import narrow


@dataclass(frozen=True, slots=True)
class ReportFilter:
    """Which reports a list asks for; `overdue_at` those that were due then and are not in."""

    booking_id: UUID | None = None
    member_id: UUID | None = None
    venue_id: UUID | None = None
    status: str | None = None
    overdue_at: datetime | None = None
    ends_after: datetime | None = None
    begins_before: datetime | None = None


def select_reports(wanted: ReportFilter) -> Select[Any]:
    """Reports on dates by their filters."""
    query = select(ActivityReport)
    if wanted.venue_id is not None:
        query = query.join(BookingDate, BookingDate.id == ActivityReport.date_id)
        query = query.join(Space, Space.id == BookingDate.space_id)
        query = query.where(Space.venue_id == wanted.venue_id)
    if wanted.overdue_at is not None:
        query = query.where(
            ActivityReport.status == OPEN, ActivityReport.due_at <= wanted.overdue_at
        )
    if wanted.ends_after is not None:
        query = query.where(ActivityReport.ends_at > wanted.ends_after)
    if wanted.begins_before is not None:
        query = query.where(ActivityReport.starts_at < wanted.begins_before)
    return narrow(
        query,
        (ActivityReport.booking_id, wanted.booking_id),
        (ActivityReport.member_id, wanted.member_id),
        (ActivityReport.status, wanted.status),
    )


async def find_report_of(session: AsyncSession, date_id: UUID) -> ActivityReport | None:
    """The report on a date, if one was opened."""
    found: ActivityReport | None = await session.scalar(
        select(ActivityReport).where(ActivityReport.date_id == date_id)
    )
    return found


async def find_check_in_secrets(session: AsyncSession) -> list[bytes]:
    """The secrets that codes may be signed with, the newest first; empty before the first code."""
    found = await session.scalars(select(CheckInKey.secret).order_by(CheckInKey.id.desc()))
    return list(found)
