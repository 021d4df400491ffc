"""`/v1/calls`: rounds in which spaces may apply. Anyone may read them."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import Field

from services.members import queries
from services.members.api.answers.calls import CallOut, show_call
from services.members.api.fields import DocumentKind
from services.members.models import Call
from services.members.usecases import run_calls as usecases
from shared.http.act import PUBLIC, Act, allow
from shared.http.fields import BilingualLine, Code, Instant, Listed, RequestBody
from shared.http.lists import Page

router = APIRouter(tags=["calls"])


class CriterionIn(RequestBody):
    code: Code
    title: BilingualLine
    weight: float = Field(gt=0, le=1000)
    """How much it counts beside the others; any positive number."""
    max_score: int = Field(ge=1, le=1000)
    """Reviewers give 0 … max_score."""


class FormIn(RequestBody):
    documents: list[DocumentKind] = Field(default=[], max_length=20)
    """Kinds of document without which a file is not complete."""


class CreateCall(RequestBody):
    kind: Literal["membership"] = "membership"
    title: BilingualLine
    opens_at: Instant
    closes_at: Instant
    criteria: list[CriterionIn] = Field(min_length=1, max_length=50)
    quorum: int | None = Field(default=None, ge=1, le=50)
    """Reviews that a decision needs; without it the service's setting holds."""
    form: FormIn | None = None
    """What an application must carry; a call without a form asks for no documents."""


class ChangeCall(RequestBody):
    title: BilingualLine | None = None
    opens_at: Instant | None = None
    closes_at: Instant | None = None


@router.post("/v1/calls", status_code=201, response_model=CallOut)
async def create_call(body: CreateCall, act: Act = allow("officer")) -> Response:
    """Enter a call. It opens by itself, at once when `opens_at` has passed.

    Refuses a closing time that has passed or lies before the opening, and criteria named twice.
    """
    draft = usecases.CallDraft(
        kind=body.kind,
        title=body.title.read(),
        opens_at=body.opens_at,
        closes_at=body.closes_at,
        criteria=[one.model_dump() for one in body.criteria],
        quorum=body.quorum,
        required_documents=body.form.documents if body.form else [],
    )
    return await act.write(usecases.create_call, show_call, draft, status=201)


@router.get("/v1/calls", response_model=Listed[CallOut])
async def list_calls(
    page: Annotated[Page, Depends()],
    kind: Code | None = None,
    status: Literal["scheduled", "open", "closed"] | None = None,
    act: Act = allow(PUBLIC),
) -> Response:
    """Calls, also those that are closed or still to come."""
    query = queries.select_calls(act.view.now, kind, status)
    return await act.list(
        Call,
        query,
        show_call,
        page,
        created_at=Call.created_at,
        opens_at=Call.opens_at,
        closes_at=Call.closes_at,
    )


@router.get("/v1/calls/{call_id}", response_model=CallOut)
async def get_call(call_id: UUID, act: Act = allow(PUBLIC)) -> Response:
    """One call."""
    return await act.get(Call, call_id, show_call)


@router.patch("/v1/calls/{call_id}", response_model=CallOut)
async def change_call(call_id: UUID, body: ChangeCall, act: Act = allow("officer")) -> Response:
    """Correct the heading or move the dates of a call that has not closed.

    Refuses to move the opening of an open call, and a closing time that has passed.
    """
    return await act.write(
        usecases.change_call,
        show_call,
        call_id,
        body.title.read() if body.title else None,
        body.opens_at,
        body.closes_at,
    )


@router.post("/v1/calls/{call_id}/close", response_model=CallOut)
async def close_call(call_id: UUID, act: Act = allow("officer")) -> Response:
    """Close an open call before its time; drafts that were not handed in stay drafts."""
    return await act.write(usecases.close_call, show_call, call_id)
