"""What is kept for a time goes when its time is over, a batch at a time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, tuple_

from shared.auth.caller import system_caller
from shared.database.backbone import Change, IdempotentAnswer, JournalRow
from shared.database.engine import Database
from shared.database.work import Origin, Work
from shared.ids import new_id

BATCH = 5_000


async def sweep(database: Database) -> int:
    """Delete expired answers, and journal and changes beyond their retention; returns how many."""
    now, settings = database.clock.now(), database.settings
    return sum(
        [
            await _delete(database, IdempotentAnswer.expires_at, now),
            await _delete(
                database,
                JournalRow.recorded_at,
                now - timedelta(days=settings.journal_days),
                JournalRow.published_at.is_not(None),
            ),
            await _delete(
                database, Change.recorded_at, now - timedelta(days=settings.changes_days)
            ),
        ]
    )


async def _delete(database: Database, age: Any, before: datetime, *which: Any) -> int:
    table = age.class_.__table__
    key = list(table.primary_key.columns)
    origin = Origin(caller=system_caller("sweep"), correlation_id=new_id())

    async def delete_some(work: Work) -> int:
        old = select(*key).where(age < before, *which).limit(BATCH)
        deleted: Any = await work.session.execute(delete(table).where(tuple_(*key).in_(old)))
        return int(deleted.rowcount)

    total = 0
    while count := await database.run(delete_some, origin):
        total += count
        if count < BATCH:
            break
    return total
