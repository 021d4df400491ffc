"""`/v1/documents/{id}.pdf` and the files that are signed: made, sealed, uploaded, downloaded."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any
from uuid import UUID

import structlog
from fastapi import APIRouter, Query, Request, Response

from services.members.api.answers.official_documents import (
    OfficialDocumentWhole,
    show_official_document,
)
from services.members.api.bundles import bind_parts
from services.members.documents.page import read_page, render_page
from services.members.documents.seal import SealError, seal_pdf
from services.members.documents.signature_check import Checked, NotReadable, check_signatures
from services.members.domain import official_documents as rules
from services.members.domain.official_documents import OUT, SignatureFacts
from services.members.models import OfficialDocument
from services.members.settings import Settings
from services.members.usecases import sign_documents as usecases
from services.members.usecases.official_documents import download_official_document, head_of
from services.members.usecases.sign_documents import SignedFile, why_not_sealed
from shared.errors import Failure, Invalid, NotFound, Refusal, refuse_if
from shared.files.store import FileStore
from shared.files.taking import store_sent
from shared.http.act import Act, View, allow

router = APIRouter(tags=["official documents"])
log = structlog.get_logger()

BINARY = {"schema": {"type": "string", "format": "binary"}}
PDF: dict[int | str, dict[str, Any]] = {200: {"content": {"application/pdf": BINARY}}}


@router.get("/v1/documents/{document_id}.pdf", response_class=Response, responses=PDF)
async def download_official_document_file(
    document_id: UUID, request: Request, act: Act = allow()
) -> Response:
    """Once it is out the signed file; before that its page, marked as a draft."""
    document = await _read(act, document_id)
    if document.status not in OUT:
        content = await _render(document, request.app.state.files, act, draft=True)
        return _pdf(content, document, "draft")
    assert document.file_sha256 is not None  # see official_documents_out_is_whole
    files: FileStore = request.app.state.files
    signed = await files.get(document.file_sha256)
    if signed is None:
        raise NotFound(OfficialDocument.KIND, document_id)
    return _pdf(signed, document, "issued")


@router.get("/v1/documents/{document_id}/to-sign.pdf", response_class=Response, responses=PDF)
async def download_document_to_sign(
    document_id: UUID, request: Request, act: Act = allow("officer", "decider")
) -> Response:
    """The file to be signed, without the draft's mark; only while it is for signature."""
    document = await _read(act, document_id)
    refuse_if(rules.may("sign", document.status))
    content = await _render(document, request.app.state.files, act, draft=False)
    return _pdf(content, document, "to-sign")


@router.get("/v1/documents/{document_id}/signed.pdf", response_class=Response, responses=PDF)
async def download_signed_document(
    document_id: UUID, request: Request, act: Act = allow("officer", "decider", "auditor")
) -> Response:
    """The signed file, also before it is out."""
    document = await _read(act, document_id)
    files: FileStore = request.app.state.files
    content = await files.get(document.file_sha256) if document.file_sha256 else None
    if content is None:
        raise NotFound(OfficialDocument.KIND, document_id)
    return _pdf(content, document, "signed")


async def _read(act: Act, document_id: UUID) -> OfficialDocument:
    """The document, its read noted in the audit trail."""
    found: list[OfficialDocument] = []

    def keep(row: OfficialDocument, _view: View) -> dict[str, Any]:
        found.append(row)
        return {}

    await act.write(download_official_document, keep, document_id)
    return found[-1]


async def _render(
    document: OfficialDocument, files: FileStore, act: Act, *, draft: bool, sealed: bool = False
) -> bytes:
    head = head_of(document, act.view.settings, draft=draft, sealed=sealed)
    content = await asyncio.to_thread(render_page, read_page(document.page), head)
    return await bind_parts(content, document, files, act, draft=draft)


def _pdf(content: bytes, document: OfficialDocument, what: str) -> Response:
    headers = {
        "Content-Disposition": f'inline; filename="{document.kind}-{document.id}-{what}.pdf"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return Response(content, headers=headers, media_type="application/pdf")


@router.post("/v1/documents/{document_id}/sign", response_model=OfficialDocumentWhole)
async def seal_document(
    document_id: UUID, request: Request, act: Act = allow("decider")
) -> Response:
    """Put the system's seal on it (PAdES); it never stands for the authority's signature."""
    document = await _look(act, document_id)
    settings = Settings.of(act.view)
    sealed = None
    if not why_not_sealed(document, settings):
        sealed = await _seal(request.app.state.files, document, settings, act)
    return await act.write(usecases.seal_document, show_official_document, document_id, sealed)


async def _look(act: Act, document_id: UUID) -> OfficialDocument:
    """The document as it is now, for work that must not be done under its lock."""

    async def find(session: Any) -> OfficialDocument:
        row = await session.get(OfficialDocument, document_id)
        if row is None or not act.caller.may_read(row.readers):
            raise NotFound(OfficialDocument.KIND, document_id)
        found: OfficialDocument = row
        return found

    return await act.doors.database.read(find)


async def _seal(
    files: FileStore, document: OfficialDocument, settings: Settings, act: Act
) -> SignedFile:
    page = await _render(document, files, act, draft=False, sealed=True)
    trusted, moment = settings.document_trust_list, act.view.now
    try:
        content = await asyncio.to_thread(seal_pdf, page, settings, moment)
        checked = await asyncio.to_thread(check_signatures, content, trusted, moment)
    except SealError as error:
        log.error("seal_failed", error=str(error))  # noqa: TRY400 – a traceback shows the page
        raise Refusal(Failure("seal_not_set_up")) from None
    facts = replace(_facts(checked, on_paper=False, matches=True), way="system_seal")
    digest = await store_sent(act.request, content)
    return SignedFile(digest, len(content), document.version, facts)


@router.post("/v1/documents/{document_id}/signed-file", response_model=OfficialDocumentWhole)
async def upload_signed_file(
    document_id: UUID,
    request: Request,
    on_paper: bool = Query(default=False, description="A scan: signed and sealed by hand"),
    act: Act = allow("officer"),
) -> Response:
    """The file that was signed elsewhere, as the body (PDF). Its signature is checked.

    A signature that does not hold is refused; a scan of paper is vouched for by `on_paper`.
    """
    document = await _look(act, document_id)
    content, settings = await request.body(), Settings.of(act.view)
    _check_file(content, settings)
    try:
        checked = await asyncio.to_thread(
            check_signatures, content, settings.document_trust_list, act.view.now
        )
    except NotReadable:
        raise Invalid(Failure("file_not_pdf", field="file")) from None
    drawn = await _render(document, request.app.state.files, act, draft=False)
    facts = _facts(checked, on_paper=on_paper, matches=content.startswith(drawn))
    digest = await store_sent(request, content)
    signed = SignedFile(digest, len(content), document.version, facts)
    return await act.write(usecases.upload_signed_file, show_official_document, document_id, signed)


def _check_file(content: bytes, settings: Settings) -> None:
    limit = settings.document_max_bytes
    if not content:
        raise Invalid(Failure("document_empty", field="file"))
    if len(content) > limit:
        raise Invalid(Failure("document_too_large", field="file", limit=limit))


def _facts(checked: Checked, *, on_paper: bool, matches: bool) -> SignatureFacts:
    paper = on_paper and checked.check == "none"
    return SignatureFacts(
        way="paper" if paper else "uploaded",
        check=checked.check,
        signer=checked.signer,
        signed_at=checked.signed_at.isoformat() if checked.signed_at else None,
        matches_draft=matches,
    )
