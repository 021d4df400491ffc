"""Stored files that no row names any more go from the store, one piece of due work each.

Bytes are stored once however many rows name them, so each is asked for first. What was stored or
found again within the grace may belong to a row that is not committed yet: it is looked at later.

    store_sent ──noted──stored──► use case ──► a row names it: it stays
                    │                └─refused, stale, crash───┐
                    └───────────────── grace ──────────────────┴► nobody names it: it goes
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import exists, false, or_, select

from shared.auth.caller import system_caller
from shared.database.engine import Database
from shared.database.work import Origin, Work
from shared.due_work import DueKind
from shared.files.settings import FileSettings
from shared.files.store import FileStore, digest_of
from shared.ids import new_id

REMOVE_ORPHAN = "remove_orphan"


async def store_file(database: Database, content: bytes) -> str:
    """Store bytes ahead of the row that is to name them; returns their sha256.

    That they may be orphans is committed first: whatever becomes of the request or of this process,
    what no row names after the grace goes again.
    """
    sha256 = await asyncio.to_thread(digest_of, content)
    origin = Origin(caller=system_caller("files"), correlation_id=new_id())
    await database.run(lambda work: _look_later(work, sha256), origin)
    return await FileStore(FileSettings.of(database).files_dir).put(content)


async def _look_later(work: Work, sha256: str) -> None:
    minutes = max(FileSettings.of(work).orphan_file_minutes, 1)
    await work.schedule(REMOVE_ORPHAN, sha256, work.now + timedelta(minutes=minutes))


async def forget_file(work: Work, sha256: str) -> None:
    """Have a file removed from the store once this is committed, if nothing else names it."""
    await work.schedule(REMOVE_ORPHAN, sha256, work.now)


def orphan_kind(named_by: Sequence[Any]) -> DueKind:
    """The due work of a service; `named_by` is every column that names a stored file."""

    async def remove_orphan(work: Work, sha256: str, _payload: dict[str, Any]) -> None:
        settings = FileSettings.of(work)
        named = or_(false(), *(exists().where(column == sha256) for column in named_by))
        if await work.session.scalar(select(named)):
            return
        store, grace = FileStore(settings.files_dir), settings.orphan_file_minutes
        if not await asyncio.to_thread(store.remove_unless_fresh, sha256, grace * 60):
            await _look_later(work, sha256)

    return DueKind(REMOVE_ORPHAN, remove_orphan)
