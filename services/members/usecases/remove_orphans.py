"""Stored files that no row names any more go from the store, one piece of due work each.

Bytes are stored once however many rows name them, so each is asked for first. What was stored or
found again within the grace may belong to a row that is not committed yet: it is looked at later.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

from sqlalchemy import exists, or_, select

from services.members.files import FileStore
from services.members.models import CertificateNumber, ClosedFile, Document, OfficialDocument
from services.members.settings import Settings
from shared.database.work import Work

REMOVE_ORPHAN = "remove_orphan"
NAMED_BY: list[Any] = [
    Document.sha256,
    OfficialDocument.file_sha256,
    CertificateNumber.file,
    ClosedFile.dossier_sha256,
]
"""Every column that names a stored file; one more line for a further one."""


async def forget_file(work: Work, sha256: str) -> None:
    """Have a file removed from the store once this is committed, if nothing else names it."""
    await work.schedule(REMOVE_ORPHAN, sha256, work.now)


async def remove_orphan(work: Work, sha256: str, _payload: dict[str, Any]) -> None:
    settings = Settings.of(work)
    named = or_(*(exists().where(column == sha256) for column in NAMED_BY))
    if await work.session.scalar(select(named)):
        return
    grace = settings.orphan_file_minutes
    store = FileStore(settings.files_dir)
    if not await asyncio.to_thread(store.remove_unless_fresh, sha256, grace * 60):
        again = work.now + timedelta(minutes=max(grace, 1))
        await work.schedule(REMOVE_ORPHAN, sha256, again)
