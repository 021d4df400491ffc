"""Quarantined documents are scanned as soon as the scanner answers again."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm.attributes import flag_modified

from services.members.models import Application, Document
from shared.database.work import Work
from shared.files.scan_status import status_after_scan
from shared.files.scanning import Scanning

SCAN_DOCUMENT = "scan_document"


async def find_waiting(work: Work, key: str) -> str | None:
    document = await work.session.get(Document, UUID(key))
    if document is None or document.scan_status != "quarantined":
        return None
    return document.sha256


async def note_verdict(work: Work, key: str, sha256: str, verdict: str) -> None:
    document_id = UUID(key)
    document = await work.session.get(Document, document_id)
    if document is None:
        return
    application = await work.find_locked(Application, document.application_id)
    if application is None:
        return
    for one in application.documents:
        if one.id == document_id and one.sha256 == sha256:
            one.scan_status = status_after_scan(one.scan_status, verdict)
            one.scanned_at = work.now
            flag_modified(application, "updated_at")


DOCUMENT_SCANNING = Scanning(SCAN_DOCUMENT, find_waiting, note_verdict)
