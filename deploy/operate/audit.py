"""The audit trails of all services as one, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from deploy.installation import Installation
from deploy.operate.databases import read_each
from shared.database.backbone import AuditRow


@dataclass(frozen=True, slots=True)
class Entry:
    """One act, with the service that recorded it."""

    service: str
    recorded_at: datetime
    actor: str
    act: str
    subject: str
    reason: str | None
    correlation_id: str


async def read_trail(
    installation: Installation, subject: str | None, actor: str | None, limit: int
) -> list[Entry]:
    """Acts on a subject's id, or of an actor (`issuer|subject`), or all."""

    async def look(service: str, session: AsyncSession) -> list[Entry]:
        query = select(AuditRow).order_by(AuditRow.id.desc()).limit(limit)
        query = query.where(AuditRow.subject_id == subject) if subject else query
        query = query.where(AuditRow.actor == actor) if actor else query
        return [_as_entry(service, row) for row in await session.scalars(query)]

    entries = await read_each(installation, look)
    return sorted(entries, key=lambda one: one.recorded_at, reverse=True)[:limit]


def _as_entry(service: str, row: AuditRow) -> Entry:
    subject = f"{row.subject_kind} {row.subject_id}" if row.subject_kind else ""
    return Entry(
        service, row.recorded_at, row.actor, row.act, subject, row.reason, str(row.correlation_id)
    )
