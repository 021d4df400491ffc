"""Stored files that no row names any more go from the store, one piece of due work each.

Bytes are stored once however many rows name them, so each is asked for first. What was stored or
found again within the grace may belong to a row that is not committed yet: it is looked at later.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import exists, false, or_, select

from shared.database.work import Work
from shared.due_work import DueKind
from shared.files.settings import FileSettings
from shared.files.store import FileStore

REMOVE_ORPHAN = "remove_orphan"


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
        grace = settings.orphan_file_minutes
        store = FileStore(settings.files_dir)
        if not await asyncio.to_thread(store.remove_unless_fresh, sha256, grace * 60):
            again = work.now + timedelta(minutes=max(grace, 1))
            await work.schedule(REMOVE_ORPHAN, sha256, again)

    return DueKind(REMOVE_ORPHAN, remove_orphan)
