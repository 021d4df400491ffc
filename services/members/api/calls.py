"""`/v1/calls`: rounds in which spaces may apply. Anyone may read them."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field

from services.members import queries
from services.members.api.answers.calls import CallOut, show_call
from services.members.api.fields import FieldCodes, Kind, Ownership
from services.members.api.forms import FormIn
from services.members.models import Call
from services.members.usecases import run_calls
from services.members.usecases import write_calls as usecases
from shared.http.act import PUBLIC, Act, allow
from shared.http.fields import (
    BilingualLine,
    BilingualProse,
    Code,
    Instant,
    Listed,
    Prose,
    RequestBody,
    given,
)
from shared.http.lists import AskedPage

router = APIRouter(tags=["calls"])


CallKind = Literal["membership", "incubation", "pilot", "unesco_exchange", "training", "award"]


class CriterionIn(RequestBody):
    code: Code
    title: BilingualLine
    weight: float = Field(gt=0, le=1000)
    """How much it counts beside the others; any positive number."""
    max_score: int = Field(ge=1, le=1000)
    """Reviewers give 0 … max_score."""


class EligibilityIn(RequestBody):
    """For whom the call is; an empty list lets everyone pass."""

    kinds: list[Kind] = Field(default=[], max_length=50)
    ownership: list[Ownership] = Field(default=[], max_length=20)
    fields: FieldCodes = Field(default=[])
    """The applicant works in at least one of them."""
    membership: Literal["any", "members_only", "not_yet_members"] = "any"


class ReviewRulesChange(RequestBody):
    """What is not sent stays as it is."""

    quorum: int | None = Field(default=None, ge=1, le=50)
    """Reviews that a decision needs; without it the service's setting holds."""
    reviewers_per_file: int | None = Field(default=None, ge=1, le=50)
    """Reviewers that each file is given to; null: whoever may review."""
    sealed: bool = True
    """A reviewer sees the scores of others only after giving their own."""
    review_deadline: Instant | None = None
    tie_rule: Literal["chair", "heaviest_criterion", "earlier"] = "chair"
    spread_limit: float | None = Field(default=None, gt=0, le=100, allow_inf_nan=False)
    """Percent points between two reviews from which they are to be discussed; null: never."""


class CreateCall(RequestBody):
    kind: CallKind = "membership"
    title: BilingualLine
    description: BilingualProse | None = None
    opens_at: Instant
    closes_at: Instant
    eligibility: EligibilityIn | None = None
    criteria: list[CriterionIn] = Field(min_length=1, max_length=50)
    quorum: int | None = Field(default=None, ge=1, le=50)
    """The same as `review.quorum`, which goes before it."""
    review: ReviewRulesChange = ReviewRulesChange()
    form: FormIn | None = None
    """What an application must carry; a call without a form asks for no documents."""
    draft: bool = False
    """Only staff see it until it is published."""


class ChangeCall(RequestBody):
    """What is not sent stays as it is."""

    title: BilingualLine | None = None
    description: BilingualProse | None = None
    """Null clears."""
    opens_at: Instant | None = None
    closes_at: Instant | None = None
    eligibility: EligibilityIn | None = None
    """Null lets everyone pass."""
    criteria: list[CriterionIn] | None = Field(default=None, min_length=1, max_length=50)
    review: ReviewRulesChange | None = None
    reason: Prose | None = None
    """Needed when the closing of an open call is moved."""


@router.post("/v1/calls", status_code=201, response_model=CallOut)
async def create_call(body: CreateCall, act: Act = allow("officer")) -> Response:
    """Enter a call. It opens by itself, at once when `opens_at` has passed.

    Refuses a closing time that has passed or lies before the opening, and criteria named twice.
    """
    review = body.review.model_dump()
    draft = usecases.CallDraft(
        kind=body.kind,
        title=body.title.read(),
        description=body.description.read() if body.description else None,
        opens_at=body.opens_at,
        closes_at=body.closes_at,
        eligibility=body.eligibility.model_dump() if body.eligibility else None,
        criteria=[one.model_dump() for one in body.criteria],
        review=usecases.ReviewPlan(**review | {"quorum": review["quorum"] or body.quorum}),
        form=body.form.read() if body.form else None,
        draft=body.draft,
    )
    return await act.write(usecases.create_call, show_call, draft, status=201)


@router.get("/v1/calls", response_model=Listed[CallOut])
async def list_calls(
    page: AskedPage,
    kind: Code | None = None,
    status: Literal["draft", "scheduled", "open", "closed", "archived"] | None = None,
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
    """Correct a call or move its dates; a later closing of an open call extends it for everyone.

    Refuses to move the opening of an open call, a closing time that has passed or is moved without
    a reason, and from the opening on other conditions. Review rules change until it is archived.
    """
    return await act.write(
        usecases.change_call,
        show_call,
        call_id,
        _read_changes(body),
        body.reason,
        reason=body.reason,
    )


def _read_changes(body: ChangeCall) -> usecases.CallChanges:
    """What was sent; a null where there must be a value changes nothing."""
    sent = given(body)
    sent.pop("reason", None)
    values: dict[str, Any] = sent.pop("review", None) or {}
    nullable = ("description", "eligibility")
    values |= {name: one for name, one in sent.items() if one is not None or name in nullable}
    if body.title is not None:
        values["title"] = body.title.read()
    if body.description is not None:
        values["description"] = body.description.read()
    if body.eligibility is not None:
        values["eligibility"] = body.eligibility.model_dump()
    if body.criteria is not None:
        values["criteria"] = [one.model_dump() for one in body.criteria]
    return usecases.CallChanges(values)


@router.post("/v1/calls/{call_id}/publish", response_model=CallOut)
async def publish_call(call_id: UUID, act: Act = allow("officer")) -> Response:
    """Show a draft to everyone; it opens at its time."""
    return await act.write(run_calls.publish_call, show_call, call_id)


@router.post("/v1/calls/{call_id}/close", response_model=CallOut)
async def close_call(call_id: UUID, act: Act = allow("officer")) -> Response:
    """Close an open call before its time; drafts that were not handed in stay drafts."""
    return await act.write(run_calls.close_call, show_call, call_id)


@router.post("/v1/calls/{call_id}/archive", response_model=CallOut)
async def archive_call(call_id: UUID, act: Act = allow("officer")) -> Response:
    """Put a closed call away; it stays readable."""
    return await act.write(run_calls.archive_call, show_call, call_id)
