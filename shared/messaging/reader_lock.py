"""One reader of a durable at a time brings effects about: whoever holds its row."""

from __future__ import annotations

from shared.database.work import Work

LOCK = """
INSERT INTO readers (consumer, handled) VALUES ($1, 1)
ON CONFLICT (consumer) DO UPDATE SET handled = readers.handled + 1
RETURNING handled
"""


async def lock_reader(work: Work, consumer: str) -> None:
    """Let no other reader of this durable bring effects about until this transaction ends."""
    await work.fetch(LOCK, consumer)
