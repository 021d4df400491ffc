"""`/v1/documents`: decisions, letters, minutes … from draft to issue, and what follows them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import Field

from services.members.api.answers.official_documents import (
    OfficialDocumentOut,
    OfficialDocumentWhole,
    SeriesOut,
    show_in_list,
    show_official_document,
    show_series,
)
from services.members.api.official_fields import (
    AuthorityCode,
    CapacityCode,
    DocumentKindCode,
    PageIn,
)
from services.members.models import OfficialDocument
from services.members.queries import official_documents as queries
from services.members.regulations.document_rules import authority_of
from services.members.usecases import issue_documents as issuing
from services.members.usecases import official_documents as usecases
from services.members.usecases import sign_documents as signing
from shared.clock import hanoi_date
from shared.http.act import Act, View, allow
from shared.http.fields import BilingualLine, Code, Day, Line, Listed, Prose, RequestBody, Search
from shared.http.lists import AskedPage

Succeed = Callable[..., Awaitable[OfficialDocument]]

router = APIRouter(tags=["official documents"])

Status = Literal[
    "drafted", "for_signature", "signed", "issued", "corrected", "replaced", "annulled",
    "withdrawn", "discarded",
]  # fmt: skip


class AboutIn(RequestBody):
    kind: Code
    id: UUID


class CreateOfficialDocument(RequestBody):
    kind: DocumentKindCode
    title: BilingualLine
    """What it is about (trích yếu)."""
    page: PageIn
    about: list[AboutIn] = Field(default=[], max_length=2000)
    authority: AuthorityCode | None = None
    share_with_members: list[UUID] = Field(default=[], max_length=500)
    """Members who may read it once it is out."""


class ChangeOfficialDocument(RequestBody):
    title: BilingualLine | None = None
    page: PageIn | None = None
    """The whole new page."""


class SendForSignature(RequestBody):
    signer_name: Line
    signer_title: Line
    """The signer's own post, `Phó Giám đốc`."""
    capacity: CapacityCode = "head"
    number: Line | None = None
    """Only where numbers come from the records office's register."""
    dated_on: Day | None = None


class IssueDocument(RequestBody):
    number: Line | None = None
    """From the register, when it was not known before."""
    dated_on: Day | None = None


class DiscardDocument(RequestBody):
    reason: Prose


class SucceedDocument(RequestBody):
    reason: Prose
    title: BilingualLine | None = None
    page: PageIn | None = None
    """Without it a usual text is drafted, which can be rewritten."""


@router.post("/v1/documents", status_code=201, response_model=OfficialDocumentWhole)
async def draft_document(body: CreateOfficialDocument, act: Act = allow("officer")) -> Response:
    """Draft a document of any kind; it has no number yet."""
    return await act.write(
        usecases.draft_document,
        show_official_document,
        body.kind,
        body.title.read(),
        [(one.kind, one.id) for one in body.about],
        body.page.read_page(),
        body.authority,
        [f"member:{id}" for id in body.share_with_members],
        status=201,
    )


@router.get("/v1/documents", response_model=Listed[OfficialDocumentOut])
async def list_official_documents(
    page: AskedPage,
    q: Annotated[Search | None, Query(description="Part of the title, marks or not")] = None,
    kind: Code | None = None,
    status: Status | None = None,
    number: Line | None = None,
    about: Annotated[Line | None, Query(description="`application:<id>`, `member:<id>` …")] = None,
    succeeds_id: UUID | None = None,
    act: Act = allow(),
) -> Response:
    """Documents without their pages: staff see all, others what is out and meant for them."""
    wanted = queries.DocumentFilter(q, kind, status, number, about, succeeds_id)
    return await act.list(
        OfficialDocument,
        queries.select_official_documents(wanted),
        show_in_list,
        page,
        created_at=OfficialDocument.created_at,
        updated_at=OfficialDocument.updated_at,
    )


@router.get("/v1/document-numbers", response_model=SeriesOut)
async def list_document_numbers(
    kind: DocumentKindCode,
    authority: AuthorityCode | None = None,
    year: Annotated[int | None, Query(ge=2000, lt=2200)] = None,
    after: Annotated[int, Query(ge=0, le=2_000_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    act: Act = allow("officer", "auditor", "operator"),
) -> Response:
    """Every number of our series of a kind and year, and what became of it."""
    issuer = authority or authority_of(kind)
    asked = year or hanoi_date(act.view.now).year

    def show(found: queries.Series, view: View) -> SeriesOut:
        return show_series(issuer, kind, asked, found, view)

    return await act.read(queries.find_series, show, issuer, kind, asked, after, limit)


@router.get("/v1/documents/{document_id}", response_model=OfficialDocumentWhole)
async def get_official_document(document_id: UUID, act: Act = allow()) -> Response:
    """One document with its page. The read stands in the audit trail."""
    return await act.write(usecases.get_official_document, show_official_document, document_id)


@router.patch("/v1/documents/{document_id}", response_model=OfficialDocumentWhole)
async def change_official_document(
    document_id: UUID, body: ChangeOfficialDocument, act: Act = allow("officer")
) -> Response:
    """Rewrite a draft."""
    return await act.write(
        usecases.change_official_document,
        show_official_document,
        document_id,
        body.title.read() if body.title else None,
        body.page.read_page() if body.page else None,
    )


@router.post("/v1/documents/{document_id}/for-signature", response_model=OfficialDocumentWhole)
async def send_document_for_signature(
    document_id: UUID, body: SendForSignature, act: Act = allow("officer")
) -> Response:
    """Fix the text, name the signer and give it its number; `/to-sign.pdf` is the file to sign."""
    asked = signing.Signing(
        body.signer_name, body.signer_title, body.capacity, body.number, body.dated_on
    )
    return await act.write(
        signing.send_document_for_signature, show_official_document, document_id, asked
    )


@router.post("/v1/documents/{document_id}/take-back", response_model=OfficialDocumentWhole)
async def take_document_back(document_id: UUID, act: Act = allow("officer")) -> Response:
    """Back to the draft, because something is to be changed; it keeps its number."""
    return await act.write(signing.take_document_back, show_official_document, document_id)


@router.post("/v1/documents/{document_id}/issue", response_model=OfficialDocumentWhole)
async def issue_document(
    document_id: UUID, body: IssueDocument | None = None, act: Act = allow("officer")
) -> Response:
    """Send it out. What it corrects, replaces, annuls or withdraws changes in the same moment."""
    asked = body or IssueDocument()
    return await act.write(
        issuing.issue_document, show_official_document, document_id, asked.number, asked.dated_on
    )


@router.post("/v1/documents/{document_id}/discard", response_model=OfficialDocumentWhole)
async def discard_document(
    document_id: UUID, body: DiscardDocument, act: Act = allow("officer")
) -> Response:
    """Give up a document that is not out; its number stays void with the reason."""
    return await act.write(
        issuing.discard_document,
        show_official_document,
        document_id,
        body.reason,
        reason=body.reason,
    )


async def _succeed(use_case: Succeed, id: UUID, body: SucceedDocument, act: Act) -> Response:
    return await act.write(
        use_case,
        show_official_document,
        id,
        body.reason,
        body.title.read() if body.title else None,
        body.page.read_page() if body.page else None,
        status=201,
        reason=body.reason,
    )


@router.post(
    "/v1/documents/{document_id}/correct", status_code=201, response_model=OfficialDocumentWhole
)
async def correct_document(
    document_id: UUID, body: SucceedDocument, act: Act = allow("officer")
) -> Response:
    """Draft what corrects faults of form (đính chính). Answers with the draft."""
    return await _succeed(issuing.correct_document, document_id, body, act)


@router.post(
    "/v1/documents/{document_id}/replace", status_code=201, response_model=OfficialDocumentWhole
)
async def replace_document(
    document_id: UUID, body: SucceedDocument, act: Act = allow("officer")
) -> Response:
    """Draft what takes its place (thay thế). Answers with the draft."""
    return await _succeed(issuing.replace_document, document_id, body, act)


@router.post(
    "/v1/documents/{document_id}/annul", status_code=201, response_model=OfficialDocumentWhole
)
async def annul_document(
    document_id: UUID, body: SucceedDocument, act: Act = allow("officer")
) -> Response:
    """Draft what annuls it (hủy bỏ). Answers with the draft."""
    return await _succeed(issuing.annul_document, document_id, body, act)


@router.post(
    "/v1/documents/{document_id}/withdraw", status_code=201, response_model=OfficialDocumentWhole
)
async def withdraw_document(
    document_id: UUID, body: SucceedDocument, act: Act = allow("officer")
) -> Response:
    """Draft what withdraws it (thu hồi). Answers with the draft."""
    return await _succeed(issuing.withdraw_document, document_id, body, act)
