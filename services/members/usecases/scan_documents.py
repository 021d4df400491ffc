"""Quarantined documents are scanned as soon as the scanner answers again, each by due work.

The scanner is asked outside of any transaction; the verdict counts only for the bytes it was given
for, so that a document that was replaced meanwhile waits for its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm.attributes import flag_modified

from services.members.domain.documents import status_after_scan
from services.members.files import FileStore
from services.members.files.scanner import ScannerAway, scan
from services.members.models import Application, Document
from services.members.settings import Settings
from shared.database.work import Work

SCAN_DOCUMENT = "scan_document"
AWAY = "away"


@dataclass(frozen=True, slots=True)
class ScanJob:
    """One file to be scanned."""

    document_id: UUID
    application_id: UUID
    sha256: str
    store: FileStore
    scanner_url: str
    timeout_seconds: float


async def prepare_scan(work: Work, key: str, _payload: dict[str, Any]) -> ScanJob | None:
    """What to scan; None when nothing waits. Without a scanner in the settings nothing does."""
    document = await work.session.get(Document, UUID(key))
    if document is None or document.scan_status != "quarantined":
        return None
    settings = Settings.of(work)
    if not settings.scanner_url:
        await _note(work, document.application_id, document.id, document.sha256, "not_scanned")
        return None
    return ScanJob(
        document_id=document.id,
        application_id=document.application_id,
        sha256=document.sha256,
        store=FileStore(settings.files_dir),
        scanner_url=settings.scanner_url,
        timeout_seconds=settings.scanner_timeout_seconds,
    )


async def call_scanner(job: ScanJob) -> str:
    """`clean`, `infected` or `away`."""
    content = await job.store.get(job.sha256)
    if content is None:
        return AWAY
    try:
        return await scan(job.scanner_url, content, job.timeout_seconds)
    except ScannerAway:
        return AWAY


async def settle_scan(work: Work, job: ScanJob, outcome: str) -> None:
    """Write the verdict down; without one try again later."""
    if outcome == AWAY:
        later = timedelta(seconds=Settings.of(work).scanner_retry_seconds)
        await work.schedule(SCAN_DOCUMENT, str(job.document_id), work.now + later)
        return
    await _note(work, job.application_id, job.document_id, job.sha256, outcome)


async def _note(
    work: Work, application_id: UUID, document_id: UUID, sha256: str, verdict: str
) -> None:
    application = await work.find_locked(Application, application_id)
    if application is None:
        return
    for document in application.documents:
        if document.id == document_id and document.sha256 == sha256:
            document.scan_status = status_after_scan(document.scan_status, verdict)
            document.scanned_at = work.now
            flag_modified(application, "updated_at")
