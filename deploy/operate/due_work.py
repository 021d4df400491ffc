"""Due work of all services: what waits by kind, what failed, and another try after a repair."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from deploy.installation import Installation
from deploy.operate.databases import read_each, repair
from shared.database.backbone import DueWork
from shared.database.work import Subject, Work
from shared.due_work import retry_due_work


@dataclass(frozen=True, slots=True)
class KindWaiting:
    """How much of one kind waits in one service."""

    service: str
    kind: str
    waiting: int
    stuck: int
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class FailedPiece:
    """A piece of due work that failed at least once; `name` is `<service>:<number>`."""

    name: str
    kind: str
    key: str
    stuck: bool
    attempts: int
    due_at: datetime
    error: str | None

    @property
    def state(self) -> str:
        """stuck (a person must mend the cause and retry it) or retrying."""
        return "stuck" if self.stuck else "retrying"


async def count_kinds(installation: Installation) -> list[KindWaiting]:
    """What waits, by service and kind."""

    async def look(service: str, session: AsyncSession) -> list[KindWaiting]:
        rows = await session.execute(
            select(
                DueWork.kind,
                func.count(),
                func.count().filter(DueWork.stuck),
                func.min(DueWork.due_at).filter(~DueWork.stuck),
            )
            .group_by(DueWork.kind)
            .order_by(DueWork.kind)
        )
        return [KindWaiting(service, *row) for row in rows]

    return await read_each(installation, look)


async def list_failed(installation: Installation) -> list[FailedPiece]:
    """What failed and is tried again, or has given up."""

    async def look(service: str, session: AsyncSession) -> list[FailedPiece]:
        rows = await session.scalars(
            select(DueWork)
            .where(or_(DueWork.stuck, DueWork.last_error.is_not(None)))
            .order_by(DueWork.id)
        )
        return [_as_piece(service, row) for row in rows]

    return await read_each(installation, look)


def _as_piece(service: str, row: DueWork) -> FailedPiece:
    return FailedPiece(
        name=f"{service}:{row.id}",
        kind=row.kind,
        key=row.key,
        stuck=row.stuck,
        attempts=row.attempts,
        due_at=row.due_at,
        error=row.last_error,
    )


async def retry(installation: Installation, name: str, reason: str) -> str:
    """Do a piece of due work now. Raises NotFound; returns its kind."""

    async def retry_one(work: Work, number: int) -> str:
        row = await retry_due_work(work, number)
        work.subject = Subject("due_work", f"{row.kind}:{row.key}")
        await work.record("retry_due_work", reason=reason)
        return row.kind

    return await repair(installation, name, retry_one)
