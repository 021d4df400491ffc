"""The journals of all services: what waits, what is stuck, and publishing a span of time again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from deploy.installation import Installation
from deploy.operate.databases import open_database, operator_origin, read_each, wake_service
from shared.database.backbone import JournalRow
from shared.database.work import Subject, Work


@dataclass(frozen=True, slots=True)
class OutboxState:
    """One service's journal in numbers."""

    service: str
    events: int
    waiting: int
    stuck: int
    oldest: datetime | None


async def read_states(installation: Installation) -> list[OutboxState]:
    """The journals, one line for each service."""
    return await read_each(installation, _state)


async def _state(service: str, session: AsyncSession) -> list[OutboxState]:
    waiting = JournalRow.published_at.is_(None)
    row = await session.execute(
        select(
            func.count(),
            func.count().filter(waiting),
            func.count(JournalRow.parked_reason),
            func.min(JournalRow.recorded_at).filter(waiting),
        ).select_from(JournalRow)
    )
    return [OutboxState(service, *row.one())]


async def republish(installation: Installation, service: str, since: datetime, reason: str) -> int:
    """Have all events since an instant published again, stuck ones too.

    Readers drop what they know. Returns how many events will go out.
    """

    async def reset(work: Work) -> int:
        rows = await work.session.execute(
            update(JournalRow)
            .where(JournalRow.recorded_at >= since)
            .values(published_at=None, stream_sequence=None, parked_reason=None)
        )
        work.subject = Subject("journal", f"{service} since {since.isoformat()}")
        await work.record("republish_journal", reason=reason)
        return int(rows.rowcount)  # type: ignore[attr-defined]

    async with open_database(installation, service) as database:
        count = await database.run(reset, operator_origin())
        await wake_service(database)
        return count
