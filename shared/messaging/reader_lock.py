"""One reader of a durable at a time brings effects about: whoever holds its row."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert as upsert

from shared.database.backbone import Reader
from shared.database.work import Work

_LOCK = text("UPDATE readers SET handled = handled + 1 WHERE consumer = :consumer")


async def lock_reader(work: Work, consumer: str) -> None:
    """Let no other reader of this durable bring effects about until this transaction ends."""
    locked = await work.session.execute(_LOCK, {"consumer": consumer})
    if locked.rowcount == 0:  # type: ignore[attr-defined]
        await work.session.execute(
            upsert(Reader).values(consumer=consumer, handled=1).on_conflict_do_nothing()
        )
        await lock_reader(work, consumer)
