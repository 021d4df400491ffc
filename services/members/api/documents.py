"""`/v1/applications/{id}/documents`: files of an application, as the body itself or as a form."""

from __future__ import annotations

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
from services.members.files import FileStore
from services.members.models import Application, Document
from services.members.settings import Settings
from services.members.usecases import upload_documents as usecases
from services.members.usecases.upload_documents import StoredFile
from services.members.vocabulary import labels_of, read_code
from shared.errors import Failure, Invalid, NotFound
from shared.http.act import Act, View, allow
from shared.http.fields import Answer
from shared.vietnamese import nfc

router = APIRouter(tags=["documents"])

FIRST_BYTES = {
    "application/pdf": (b"%PDF-",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
}
"""What a file of a type begins with; other types are taken at their word."""
LONGEST_NAME = 200
BINARY = {"schema": {"type": "string", "format": "binary"}}
FILE: dict[int | str, dict[str, Any]] = {200: {"content": {"*/*": BINARY}}}


@router.put("/v1/applications/{application_id}/documents/{kind}", response_model=UploadedOut)
async def upload_document(
    application_id: UUID, kind: str, request: Request, act: Act = allow()
) -> Response:
    """Add or replace the document of a kind, while the applicant may edit the file.

    The body is the file with its Content-Type, or a multipart form with one file. `If-Match` names
    the application's version, and the answer's `version` is the application's new one.
    """
    code = _read_kind(kind)
    media_type, name, content = _read_upload(
        request.headers.get("content-type", ""), await request.body()
    )
    _check(media_type, content, Settings.of(act.view))
    files: FileStore = request.app.state.files
    await _refuse_strangers(act, application_id)
    stored = StoredFile(await files.put(content), media_type, len(content), name)

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
    """The file itself, never shown by a browser as a page of this service."""
    code = _read_kind(kind)

    async def find(session: AsyncSession) -> Document:
        row = await session.get(Application, application_id)
        if row is None or not act.caller.may_read(row.readers):
            raise NotFound(Application.KIND, application_id)
        for document in row.documents:
            if document.kind == code:
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


def _check(media_type: str, content: bytes, settings: Settings) -> None:
    allowed, limit = settings.document_media_types, settings.document_max_bytes
    failures = []
    if not content:
        failures.append(Failure("document_empty", field="file"))
    if len(content) > limit:
        failures.append(Failure("document_too_large", field="file", limit=limit))
    if media_type not in allowed:
        failures.append(
            Failure("document_type_refused", field="file", media_type=media_type, allowed=allowed)
        )
    elif content and not content.startswith(FIRST_BYTES.get(media_type, (b"",))):
        failures.append(Failure("document_content_differs", field="file", media_type=media_type))
    if failures:
        raise Invalid(*failures)
