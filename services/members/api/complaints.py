"""`/v1/complaints`: against a decision about one's file or one's suspension, until the answer."""

from __future__ import annotations

import asyncio
from typing import Any, Literal
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession

from services.members.api.answers.complaints import (
    ComplaintOut,
    show_complaint,
    show_complaint_in_list,
)
from services.members.api.decisions import CorrectionIn
from services.members.api.fields import ComplaintRefusal
from services.members.documents.complaint_receipt import Receipt, write_receipt
from services.members.documents.page import render_page
from services.members.models import Complaint
from services.members.queries import decisions as queries
from services.members.regulations.complaint_terms import clock_of
from services.members.texts.vocabulary import VOCABULARY
from services.members.usecases import lodge_complaints as lodging
from services.members.usecases import resolve_complaints as resolving
from shared.clock import hanoi_date
from shared.errors import NotFound
from shared.http.act import Act, allow
from shared.http.fields import Day, Listed, Prose, RequestBody
from shared.http.lists import AskedPage

router = APIRouter(tags=["complaints"])

BINARY = {"schema": {"type": "string", "format": "binary"}}
PDF: dict[int | str, dict[str, Any]] = {200: {"content": {"application/pdf": BINARY}}}

ComplaintStatus = Literal[
    "lodged", "admitted", "inadmissible", "upheld", "partly_upheld", "dismissed", "withdrawn"
]


class LodgeComplaint(RequestBody):
    decision_id: UUID | None = None
    """The decision complained about; or `member_id`."""
    application_id: UUID | None = None
    """Which file on its list; one's own without it."""
    member_id: UUID | None = None
    """The member whose suspension is complained about."""
    grounds: Prose
    received_on: Day | None = None
    """For an officer who enters a paper: the day it came, from which the time runs."""


class RefuseComplaint(RequestBody):
    reason_code: ComplaintRefusal
    reason: Prose


class ExtendComplaint(RequestBody):
    until: Day
    reason: Prose


class RemedyIn(RequestBody):
    act: Literal["none", "correct", "annul", "withdraw", "reinstate"] = "none"
    correction: CorrectionIn | None = None
    """With `correct`: what reads otherwise."""


class ResolveComplaint(RequestBody):
    outcome: Literal["upheld", "partly_upheld", "dismissed"]
    reason: Prose
    remedy: RemedyIn = Field(default=RemedyIn())


class WithdrawComplaint(RequestBody):
    reason: Prose | None = None


@router.post("/v1/complaints", status_code=201, response_model=ComplaintOut)
async def lodge_complaint(body: LodgeComplaint, act: Act = allow()) -> Response:
    """Complain. The answer is the receipt: its number and the days by which it is answered.

    A late complaint is taken too and marked; whether there is a reason to admit it is judged.
    """
    asked = lodging.Lodging(**body.model_dump())
    return await act.write(lodging.lodge_complaint, show_complaint, asked, status=201)


@router.get("/v1/complaints", response_model=Listed[ComplaintOut])
async def list_complaints(
    page: AskedPage,
    status: ComplaintStatus | None = None,
    decision_id: UUID | None = None,
    open: bool = False,
    act: Act = allow(),
) -> Response:
    """One's own complaints; staff see all, `sort=admit_by` what is due first."""
    return await act.list(
        Complaint,
        queries.select_complaints(status, decision_id, open),
        show_complaint_in_list,
        page,
        created_at=Complaint.created_at,
        admit_by=Complaint.admit_by,
        number=Complaint.number,
    )


@router.get("/v1/complaints/{complaint_id}", response_model=ComplaintOut)
async def get_complaint(complaint_id: UUID, act: Act = allow()) -> Response:
    """One complaint with its grounds; the read stands in the audit trail."""
    return await act.write(lodging.get_complaint, show_complaint, complaint_id)


@router.get("/v1/complaints/{complaint_id}/receipt.pdf", response_class=Response, responses=PDF)
async def download_complaint_receipt(complaint_id: UUID, act: Act = allow()) -> Response:
    """The receipt to hand over or to keep: number, day and until when it is answered."""

    async def find(session: AsyncSession) -> Complaint:
        row = await session.get(Complaint, complaint_id)
        if row is None or not act.caller.may_read(row.readers):
            raise NotFound(Complaint.KIND, complaint_id)
        return row

    row = await act.doors.database.read(find)
    receipt = Receipt(
        number=row.number,
        about=VOCABULARY["complaint_about"][row.about],
        space=row.subject_name,
        received_on=row.received_on,
        entered_on=hanoi_date(row.created_at),
        admit_by=row.admit_by,
        source=clock_of("admit", row.received_on).source,
        test=act.view.settings.mode == "embedded",
    )
    content = await asyncio.to_thread(render_page, *write_receipt(receipt))
    headers = {
        "Content-Disposition": f'inline; filename="{row.number}.pdf"',
        "Cache-Control": "private, no-store",
    }
    return Response(content, headers=headers, media_type="application/pdf")


@router.post("/v1/complaints/{complaint_id}/admit", response_model=ComplaintOut)
async def admit_complaint(complaint_id: UUID, act: Act = allow("officer", "decider")) -> Response:
    """Admit (thụ lý): the time to resolve it runs. Not by who decided."""
    return await act.write(resolving.admit_complaint, show_complaint, complaint_id)


@router.post("/v1/complaints/{complaint_id}/refuse", response_model=ComplaintOut)
async def refuse_complaint(
    complaint_id: UUID, body: RefuseComplaint, act: Act = allow("officer", "decider")
) -> Response:
    """Find it inadmissible, with the reason. Not by who decided."""
    return await act.write(
        resolving.refuse_complaint,
        show_complaint,
        complaint_id,
        body.reason_code,
        body.reason,
        reason=body.reason,
    )


@router.post("/v1/complaints/{complaint_id}/extend", response_model=ComplaintOut)
async def extend_complaint(
    complaint_id: UUID, body: ExtendComplaint, act: Act = allow("officer", "decider")
) -> Response:
    """Take longer than first said, once and within the clock; the complainant is told why."""
    return await act.write(
        resolving.extend_complaint,
        show_complaint,
        complaint_id,
        body.until,
        body.reason,
        reason=body.reason,
    )


@router.post("/v1/complaints/{complaint_id}/resolve", response_model=ComplaintOut)
async def resolve_complaint(
    complaint_id: UUID, body: ResolveComplaint, act: Act = allow("decider")
) -> Response:
    """Say whether it is right; the remedy is carried out by a decision of its own.

    Refuses who decided what is complained about, and their deputy.
    """
    correction = body.remedy.correction.read() if body.remedy.correction else None
    resolution = resolving.Resolution(body.outcome, body.reason, body.remedy.act, correction)
    return await act.write(
        resolving.resolve_complaint, show_complaint, complaint_id, resolution, reason=body.reason
    )


@router.post("/v1/complaints/{complaint_id}/withdraw", response_model=ComplaintOut)
async def withdraw_complaint(
    complaint_id: UUID, body: WithdrawComplaint | None = None, act: Act = allow()
) -> Response:
    """Take a complaint back while it is open."""
    reason = body.reason if body else None
    return await act.write(
        lodging.withdraw_complaint, show_complaint, complaint_id, reason, reason=reason
    )
