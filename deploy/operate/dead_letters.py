"""Parked events of all services: look, try again, or drop for good with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from deploy.installation import Installation
from deploy.operate.databases import read_each, repair
from shared.database.backbone import ParkedEvent
from shared.database.work import Subject, Work
from shared.messaging.parking import drop_dead_letter, retry_dead_letter


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A parked event as an operator sees it; `name` is `<service>:<number>`."""

    name: str
    type: str
    aggregate: str
    sequence: str
    dead: bool
    attempts: int
    error: str | None
    parked_at: datetime
    envelope: bytes

    @property
    def state(self) -> str:
        """dead (a person must say what to do), retrying, or behind an earlier one."""
        return "dead" if self.dead else "retrying" if self.error else "behind"


async def list_parked(installation: Installation, waiting_too: bool) -> list[DeadLetter]:
    """Dead letters of all services; with `waiting_too` also what is retried or waits behind."""

    async def look(service: str, session: AsyncSession) -> list[DeadLetter]:
        query = select(ParkedEvent).order_by(ParkedEvent.id)
        query = query if waiting_too else query.where(ParkedEvent.dead)
        return [_as_letter(service, row) for row in await session.scalars(query)]

    return await read_each(installation, look)


def _as_letter(service: str, row: ParkedEvent) -> DeadLetter:
    return DeadLetter(
        name=f"{service}:{row.id}",
        type=row.type,
        aggregate=row.aggregate_key,
        sequence=row.sequence,
        dead=row.dead,
        attempts=row.attempts,
        error=row.last_error,
        parked_at=row.parked_at,
        envelope=row.envelope,
    )


async def retry(installation: Installation, name: str, reason: str) -> str:
    """Try a parked event again now. Raises NotFound; returns its type."""
    return await _repair(installation, name, reason, "retry_dead_letter")


async def drop(installation: Installation, name: str, reason: str) -> str:
    """Give a parked event up for good. Raises NotFound; returns its type."""
    return await _repair(installation, name, reason, "drop_dead_letter")


async def _repair(installation: Installation, name: str, reason: str, act: str) -> str:
    use_case = {"retry_dead_letter": retry_dead_letter, "drop_dead_letter": drop_dead_letter}[act]

    async def repair_one(work: Work, number: int) -> str:
        parked = await use_case(work, number)
        work.subject = Subject("event", f"{parked.aggregate_key}@{parked.sequence}")
        await work.record(act, reason=reason)
        return parked.type

    return await repair(installation, name, repair_one)
