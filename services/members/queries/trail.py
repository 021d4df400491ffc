"""The audit trail of a file or of a period, oldest first, as it goes into a bundle."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from shared.clock import HANOI
from shared.database.backbone import AuditRow

COLUMNS = (
    "id", "recorded_at", "effective_on", "actor", "on_behalf_of", "act", "subject_kind",
    "subject_id", "reason", "correlation_id",
)  # fmt: skip


async def find_trail(
    session: AsyncSession,
    subjects: Collection[tuple[str, UUID]] | None,
    first: date | None = None,
    last: date | None = None,
    limit: int | None = None,
) -> Sequence[AuditRow]:
    """Acts upon these subjects (None: upon all), within days of Hanoi, both included."""
    query = select(AuditRow).order_by(AuditRow.recorded_at, AuditRow.id)
    if subjects is not None:
        wanted = [(kind, str(id)) for kind, id in subjects]
        query = query.where(tuple_(AuditRow.subject_kind, AuditRow.subject_id).in_(wanted))
    if first is not None:
        query = query.where(AuditRow.recorded_at >= _midnight(first))
    if last is not None:
        query = query.where(AuditRow.recorded_at < _midnight(last + timedelta(days=1)))
    return (await session.scalars(query.limit(limit))).all()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), HANOI)


def plain_trail(rows: Sequence[AuditRow]) -> list[dict[str, Any]]:
    """The entries as text, for JSON and CSV alike."""
    return [
        {name: None if getattr(row, name) is None else _say(getattr(row, name)) for name in COLUMNS}
        for row in rows
    ]


def _say(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else str(value)
