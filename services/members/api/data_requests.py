"""`/v1/personal-data-requests`: see, correct, copy, delete, restrict, object, until answered."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field, model_validator

from services.members.api.answers.personal_data import (
    DataRequestOut,
    show_data_request,
    show_data_request_in_list,
)
from services.members.api.fields import Email, Phone
from services.members.models import PersonalDataRequest
from services.members.queries import personal_data as queries
from services.members.usecases import answer_data_requests as answering
from services.members.usecases import ask_about_data as asking
from shared.http.act import Act, allow
from shared.http.fields import Code, Day, Line, Listed, Prose, RequestBody, given
from shared.http.lists import AskedPage
from shared.http.problems import FieldProblem

router = APIRouter(tags=["personal data"])

Kind = Literal["view", "correct", "copy", "delete", "restrict", "object", "withdraw_consent"]
Status = Literal["received", "acknowledged", "fulfilled", "refused", "withdrawn"]
Refusal = Literal[
    "identity_not_shown", "law_requires_keeping", "not_about_them", "repeated", "other"
]


class CorrectionOfDataIn(RequestBody):
    """What is right; what is left out stays."""

    name: Line | None = None
    email: Email | None = None
    phone: Phone | None = None
    locale: Literal["vi", "en"] | None = None

    @model_validator(mode="after")
    def _says_something(self) -> CorrectionOfDataIn:
        if not self.model_fields_set:
            raise FieldProblem("data_request_correction")
        return self


class RequestOnPaperIn(RequestBody):
    contact_id: UUID
    """Whose data it is about."""
    requester: Line
    """Who asks, by name."""
    identified_by: Line
    """How it was made sure who asks; no number and no picture of an identity card."""
    received_on: Day


class MakeDataRequest(RequestBody):
    kind: Kind
    details: Prose | None = None
    purpose: Code | None = None
    """For `object` and `withdraw_consent`: the purpose of use, see `/v1/consent-texts`."""
    correction: CorrectionOfDataIn | None = None
    """For `correct`."""
    third_parties: bool = False
    """Others hold the data as well, which gives more time."""
    on_paper: RequestOnPaperIn | None = None
    """What an officer enters for someone who came or wrote."""


class ExtendDataRequest(RequestBody):
    until: Day
    reason: Prose


class RefuseDataRequest(RequestBody):
    reason_code: Refusal
    reason: Prose


class FulfilDataRequest(RequestBody):
    answer: Prose | None = Field(default=None)
    """What the person is told besides."""


class WithdrawDataRequest(RequestBody):
    reason: Prose | None = None


@router.post("/v1/personal-data-requests", status_code=201, response_model=DataRequestOut)
async def make_data_request(body: MakeDataRequest, act: Act = allow()) -> Response:
    """Ask about one's own data; the answer is the receipt with its number and both days.

    An officer enters what someone asked on paper or at the desk.
    """
    correction: dict[str, Any] | None = given(body.correction) if body.correction else None
    paper = asking.DataRequestOnPaper(**body.on_paper.model_dump()) if body.on_paper else None
    asked = asking.Asking(
        kind=body.kind,
        details=body.details,
        purpose=body.purpose,
        correction=correction,
        third_parties=body.third_parties,
        on_paper=paper,
    )
    return await act.write(asking.make_data_request, show_data_request, asked, status=201)


@router.get("/v1/personal-data-requests", response_model=Listed[DataRequestOut])
async def list_data_requests(
    page: AskedPage,
    kind: Kind | None = None,
    status: Status | None = None,
    contact_id: UUID | None = None,
    open: bool = False,
    act: Act = allow(),
) -> Response:
    """One's own requests; staff see all, `sort=answer_by` what is due first."""
    return await act.list(
        PersonalDataRequest,
        queries.select_data_requests(kind, status, contact_id, open),
        show_data_request_in_list,
        page,
        created_at=PersonalDataRequest.created_at,
        answer_by=PersonalDataRequest.answer_by,
        number=PersonalDataRequest.number,
    )


@router.get("/v1/personal-data-requests/{request_id}", response_model=DataRequestOut)
async def get_data_request(request_id: UUID, act: Act = allow()) -> Response:
    """One request with what was asked; the read stands in the audit trail."""
    return await act.write(asking.get_data_request, show_data_request, request_id)


@router.post("/v1/personal-data-requests/{request_id}/acknowledge", response_model=DataRequestOut)
async def acknowledge_data_request(request_id: UUID, act: Act = allow("officer")) -> Response:
    """Tell the person that the request has come. Not one's own."""
    return await act.write(answering.acknowledge_data_request, show_data_request, request_id)


@router.post("/v1/personal-data-requests/{request_id}/extend", response_model=DataRequestOut)
async def extend_data_request(
    request_id: UUID, body: ExtendDataRequest, act: Act = allow("officer")
) -> Response:
    """Take longer, once and within the clock; the person is told why."""
    return await act.write(
        answering.extend_data_request,
        show_data_request,
        request_id,
        body.until,
        body.reason,
        reason=body.reason,
    )


@router.post("/v1/personal-data-requests/{request_id}/fulfil", response_model=DataRequestOut)
async def fulfil_data_request(
    request_id: UUID, body: FulfilDataRequest | None = None, act: Act = allow("officer")
) -> Response:
    """Do what is asked: give the copy free, correct, erase, restrict, end consents.

    An erasure is refused while a hold stands, a file is open or the data is restricted;
    `?dry_run=true` shows what would go and what would stay.
    """
    answer = body.answer if body else None
    return await act.write(answering.fulfil_data_request, show_data_request, request_id, answer)


@router.post("/v1/personal-data-requests/{request_id}/refuse", response_model=DataRequestOut)
async def refuse_data_request(
    request_id: UUID, body: RefuseDataRequest, act: Act = allow("officer")
) -> Response:
    """Refuse, with the reason that is owed."""
    return await act.write(
        answering.refuse_data_request,
        show_data_request,
        request_id,
        body.reason_code,
        body.reason,
        reason=body.reason,
    )


@router.post("/v1/personal-data-requests/{request_id}/withdraw", response_model=DataRequestOut)
async def withdraw_data_request(
    request_id: UUID, body: WithdrawDataRequest | None = None, act: Act = allow()
) -> Response:
    """Take a request back while it is open."""
    reason = body.reason if body else None
    return await act.write(
        asking.withdraw_data_request, show_data_request, request_id, reason, reason=reason
    )
