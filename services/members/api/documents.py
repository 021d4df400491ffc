"""`/v1/applications/{id}/documents`: files of an application, as the body itself or as a form."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.members.api.answers.applications import (
    DocumentsOut,
    UploadedOut,
    show_application,
    show_document,
)
from services.members.models import Application, Document
from services.members.texts.vocabulary import labels_of, read_code
from services.members.usecases import upload_documents as usecases
from services.members.usecases.hand_in_applications import is_applicant
from shared.errors import Failure, Invalid, NotFound, refuse_if
from shared.files.scan_status import may_open
from shared.files.store import FileStore
from shared.files.taking import ANY_FILE, answer_stored, take_file
from shared.files.upload import read_upload, takes_file
from shared.http.act import Act, View, allow
from shared.http.fields import Answer

router = APIRouter(tags=["documents"])


@router.put(
    "/v1/applications/{application_id}/documents/{kind}",
    response_model=UploadedOut,
    openapi_extra=takes_file(),
)
async def upload_document(
    application_id: UUID, kind: str, request: Request, act: Act = allow()
) -> Response:
    """Add or replace the document of a kind, while the applicant may edit the file.

    The body is the file with its Content-Type, or a multipart form with one file. What it is is
    told by its bytes; a scanner looks at it when one is set. `If-Match` names the application's
    version, and the answer's `version` is the application's new one.
    """
    code = _read_kind(kind)
    upload = read_upload(request.headers.get("content-type", ""), await request.body())
    await _refuse_strangers(act, application_id)
    stored = await take_file(upload, request)

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
    "/v1/applications/{application_id}/documents/{kind}",
    response_class=Response,
    responses=ANY_FILE,
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
    name, missing = document.file_name or code, NotFound("document", code)
    return await answer_stored(files, document.sha256, name, document.media_type, missing=missing)


def _read_kind(text: str) -> str:
    code = read_code("document_kind", text)
    if code is None:
        allowed = labels_of("document_kind")
        raise Invalid(Failure("document_kind_unknown", field="kind", allowed=allowed))
    return code
