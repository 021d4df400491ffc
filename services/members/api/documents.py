"""`/v1/applications/{id}/documents`: files of an application, as the body itself or as a form."""

from __future__ import annotations

import asyncio
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.members.api.answers.applications import (
    DocumentsOut,
    UploadedOut,
    show_application,
    show_document,
)
from services.members.domain.documents import may_open
from services.members.files import FileStore
from services.members.files.check import CheckedFile, check_file
from services.members.files.scanner import ScannerAway, scan
from services.members.models import Application, Document
from services.members.settings import Settings
from services.members.texts.vocabulary import labels_of, read_code
from services.members.usecases import upload_documents as usecases
from services.members.usecases.hand_in_applications import is_applicant
from services.members.usecases.upload_documents import StoredFile
from shared.errors import Failure, Invalid, NotFound, refuse_if
from shared.http.act import Act, View, allow
from shared.http.fields import Answer
from shared.telemetry import log
from shared.vietnamese import nfc

router = APIRouter(tags=["documents"])

LONGEST_NAME = 200
BINARY = {"schema": {"type": "string", "format": "binary"}}
FILE: dict[int | str, dict[str, Any]] = {200: {"content": {"*/*": BINARY}}}


@router.put("/v1/applications/{application_id}/documents/{kind}", response_model=UploadedOut)
async def upload_document(
    application_id: UUID, kind: str, request: Request, act: Act = allow()
) -> Response:
    """Add or replace the document of a kind, while the applicant may edit the file.

    The body is the file with its Content-Type, or a multipart form with one file. What it is is
    told by its bytes; a scanner looks at it when one is set. `If-Match` names the application's
    version, and the answer's `version` is the application's new one.
    """
    code = _read_kind(kind)
    declared, name, content = _read_upload(
        request.headers.get("content-type", ""), await request.body()
    )
    await _refuse_strangers(act, application_id)
    settings = Settings.of(act.view)
    checked = await _check(declared, content, settings)
    scan_status = await _scan(content, settings)
    files: FileStore = request.app.state.files
    sha256, size = await files.put(content), len(content)
    stored = StoredFile(sha256, checked.media_type, size, name, checked.pages, scan_status)

    def show(row: Application, view: View) -> Answer:
        document = next((one for one in row.documents if one.kind == code), None)
        if document is None:
            return show_application(row, view)
        return UploadedOut(**show_document(document, view).model_dump(), version=row.version)

    return await act.write(
        usecases.upload_document, show, application_id, code, stored, may_create=True
    )


async def _refuse_strangers(act: Act, application_id: UUID) -> None:
    """Nobody fills the store with files for an application they may not even see."""

    async def look(session: AsyncSession) -> None:
        row = await session.get(Application, application_id)
        if row is None or not act.caller.may_read(row.readers):
            raise NotFound(Application.KIND, application_id)

    await act.doors.database.read(look)


@router.get("/v1/applications/{application_id}/documents", response_model=DocumentsOut)
async def list_documents(application_id: UUID, act: Act = allow()) -> Response:
    """The documents of an application."""

    def show(row: Application, view: View) -> DocumentsOut:
        items = [show_document(one, view) for one in row.documents]
        return DocumentsOut(items=items, next_cursor=None, version=row.version)

    return await act.get(Application, application_id, show)


@router.get(
    "/v1/applications/{application_id}/documents/{kind}", response_class=Response, responses=FILE
)
async def download_document(
    application_id: UUID, kind: str, request: Request, act: Act = allow()
) -> Response:
    """The file itself, never shown by a browser as a page of this service.

    Refused while it waits for the scanner, except to who uploaded it.
    """
    code = _read_kind(kind)

    async def find(session: AsyncSession) -> Document:
        row = await session.get(Application, application_id)
        if row is None or not act.caller.may_read(row.readers):
            raise NotFound(Application.KIND, application_id)
        for document in row.documents:
            if document.kind == code:
                refuse_if(may_open(document.scan_status, is_applicant(row, act.caller)))
                return document
        raise NotFound("document", code)

    document = await act.doors.database.read(find)
    files: FileStore = request.app.state.files
    content = await files.get(document.sha256)
    if content is None:
        raise NotFound("document", code)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(document.file_name or code)}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "ETag": f'"{document.sha256}"',
        "Cache-Control": "private, no-store",
    }
    return Response(content, headers=headers, media_type=document.media_type)


def _read_kind(text: str) -> str:
    code = read_code("document_kind", text)
    if code is None:
        allowed = labels_of("document_kind")
        raise Invalid(Failure("document_kind_unknown", field="kind", allowed=allowed))
    return code


def _read_upload(content_type: str, body: bytes) -> tuple[str, str | None, bytes]:
    """Media type, file name and bytes of what was sent."""
    media_type = content_type.partition(";")[0].strip().lower()
    if media_type != "multipart/form-data":
        return media_type, None, body
    head = f"Content-Type: {content_type}\r\n\r\n".encode("latin-1", "replace")
    message = BytesParser(policy=HTTP).parsebytes(head + body)
    for part in message.iter_parts() if message.is_multipart() else ():
        name = part.get_filename()
        content = part.get_payload(decode=True)
        if name is not None and isinstance(content, bytes):
            return part.get_content_type(), _clean_name(name), content
    raise Invalid(Failure("document_empty", field="file"))


def _clean_name(name: str) -> str | None:
    """The last part of a path, printable, NFC."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return nfc("".join(one for one in last if one.isprintable()))[:LONGEST_NAME] or None


async def _check(declared: str, content: bytes, settings: Settings) -> CheckedFile:
    allowed, limit = settings.document_media_types, settings.document_max_bytes
    checked = await asyncio.to_thread(check_file, declared, content, allowed, limit)
    if checked.failures:
        raise Invalid(*checked.failures)
    return checked


async def _scan(content: bytes, settings: Settings) -> str:
    """The document's first scan status. Raises Invalid for what the scanner finds infected."""
    if not settings.scanner_url:
        return "not_scanned"
    try:
        verdict = await scan(settings.scanner_url, content, settings.scanner_timeout_seconds)
    except ScannerAway as away:
        log.warning("scanner_away", reason=str(away))
        return "quarantined"
    if verdict == "infected":
        raise Invalid(Failure("document_infected", field="file"))
    return verdict
