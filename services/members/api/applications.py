"""`/v1/applications`: drafted and handed in by anyone signed in, read by who judges them."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import Field

from services.members import queries
from services.members.api.answers.applications import (
    ApplicationOut,
    show_application,
    show_application_in_list,
)
from services.members.api.answers.filing import SupplementRequestsOut, show_supplement_requests
from services.members.api.fields import (
    AddressIn,
    ContactIn,
    FieldCodes,
    Kind,
    Ownership,
    SupplementField,
    TaxCode,
    WebAddress,
)
from services.members.models import Application
from services.members.usecases import ask_supplements as supplements
from services.members.usecases import decide_applications as decisions
from services.members.usecases import draft_applications as drafts
from services.members.usecases import hand_in_applications as usecases
from shared.errors import Failure, Invalid
from shared.http.act import Act, allow
from shared.http.fields import Day, Line, Listed, Prose, RequestBody, Search
from shared.http.lists import AskedPage

router = APIRouter(tags=["applications"])

ApplicationStatus = Literal[
    "draft", "submitted", "supplement_requested", "approved", "rejected", "withdrawn", "revoked"
]


class ApplicantChange(RequestBody):
    """What is not sent stays as it is; null clears."""

    name: Line = ""
    kind: Kind | None = None
    ownership: Ownership | None = None
    fields: FieldCodes = Field(default=[])
    address: AddressIn | None = None
    """An online space has none."""
    online_url: WebAddress | None = None
    """Where a space is found that has no address, or besides it."""
    tax_code: TaxCode | None = None
    """An informal group has none and is as welcome."""
    contact: ContactIn | None = None


class OnPaperIn(RequestBody):
    """An officer enters a file that someone brought or sent on paper."""

    received_on: Day
    """The day the paper came, which counts; today or earlier, while the call was open."""


Answers = Annotated[dict[str, Any], Field(max_length=500)]
"""`{code: value}` of the questions of the call's form; null takes an answer back."""


class CreateApplication(RequestBody):
    """Only a name is needed for a draft, and none when it begins from an earlier file."""

    call_id: UUID
    applicant: ApplicantChange = ApplicantChange()
    answers: Answers = Field(default={})
    from_application_id: UUID | None = None
    """Begin with what an earlier file of one's own says."""
    from_member_id: UUID | None = None
    """Renew a membership: begin with the member's last file."""
    on_paper: OnPaperIn | None = None


class ChangeApplication(RequestBody):
    applicant: ApplicantChange = ApplicantChange()
    answers: Answers = Field(default={})


class SupplementItem(RequestBody):
    field: SupplementField
    note: Prose | None = None
    """What is wrong with it or missing."""
    due_on: Day | None = None
    """Its own last day; without one that of the request holds."""


class RequestSupplement(RequestBody):
    fields: list[SupplementField] = Field(default=[], max_length=30)
    """Parts of the file or kinds of document, as in the vocabulary `application_part`, or
    `answers.<question>`."""
    items: list[SupplementItem] = Field(default=[], max_length=100)
    """The same with a note and a day for each."""
    reason: Prose
    due_on: Day | None = None
    """Without any day the city's term for supplements holds."""


class DecideApplication(RequestBody):
    outcome: Literal["approve", "reject"]
    reason: Prose | None = None
    effective_on: Day | None = None
    """From this day on it holds, and a membership begins; the day of the decision without it."""


def _read_changes(applicant: ApplicantChange, answers: dict[str, Any]) -> drafts.FileChanges:
    sent: dict[str, Any] = applicant.model_dump(exclude_unset=True)
    address, contact = sent.pop("address", None), sent.pop("contact", None)
    return drafts.FileChanges(
        values=sent,
        address=address,
        contact=contact,
        changed=frozenset(applicant.model_fields_set),
        answers=answers,
    )


@router.post("/v1/applications", status_code=201, response_model=ApplicationOut)
async def create_application(body: CreateApplication, act: Act = allow()) -> Response:
    """Begin an application in an open call. It stays a draft until it is handed in.

    It may begin with what an earlier file says. `on_paper` is for officers, who enter what someone
    brought on paper and act for that applicant until a take-over.
    """
    new = drafts.NewApplication(
        call_id=body.call_id,
        changes=_read_changes(body.applicant, body.answers),
        received_on=body.on_paper.received_on if body.on_paper else None,
        from_application_id=body.from_application_id,
        from_member_id=body.from_member_id,
    )
    return await act.write(drafts.create_application, show_application, new, status=201)


@router.get("/v1/applications", response_model=Listed[ApplicationOut])
async def list_applications(
    page: AskedPage,
    q: Annotated[Search | None, Query(description="Part of the name, marks or not")] = None,
    call_id: UUID | None = None,
    status: ApplicationStatus | None = None,
    act: Act = allow(),
) -> Response:
    """One's own applications; for officers, reviewers and deciders those they judge."""
    query = queries.select_applications(q, call_id, status)
    return await act.list(
        Application,
        query,
        show_application_in_list,
        page,
        created_at=Application.created_at,
        updated_at=Application.updated_at,
    )


@router.get("/v1/applications/{application_id}", response_model=ApplicationOut)
async def get_application(application_id: UUID, act: Act = allow()) -> Response:
    """One application. An officer's read shows the contact and stands in the audit trail."""
    if act.caller.has_role("officer"):
        return await act.write(usecases.get_application, show_application, application_id)
    return await act.get(Application, application_id, show_application)


@router.patch("/v1/applications/{application_id}", response_model=ApplicationOut)
async def change_application(
    application_id: UUID, body: ChangeApplication, act: Act = allow()
) -> Response:
    """Change a draft, or a file to be completed, field by field; by the applicant.

    Answers are checked one by one as they come; what is missing is only asked for at the hand-in.
    """
    changes = _read_changes(body.applicant, body.answers)
    return await act.write(drafts.change_application, show_application, application_id, changes)


@router.post("/v1/applications/{application_id}/submit", response_model=ApplicationOut)
async def submit_application(application_id: UUID, act: Act = allow()) -> Response:
    """Hand in. Refuses with everything that lacks, and after the call has closed."""
    return await act.write(usecases.submit_application, show_application, application_id)


@router.post("/v1/applications/{application_id}/resubmit", response_model=ApplicationOut)
async def resubmit_application(application_id: UUID, act: Act = allow()) -> Response:
    """Hand in again after a request for a supplement; the answer's `changes` say what is new."""
    return await act.write(supplements.resubmit_application, show_application, application_id)


@router.post("/v1/applications/{application_id}/withdraw", response_model=ApplicationOut)
async def withdraw_application(application_id: UUID, act: Act = allow()) -> Response:
    """Take an application back before it is decided."""
    return await act.write(usecases.withdraw_application, show_application, application_id)


@router.post("/v1/applications/{application_id}/supplement-requests", response_model=ApplicationOut)
async def request_supplement(
    application_id: UUID, body: RequestSupplement, act: Act = allow("officer")
) -> Response:
    """Ask the applicant to complete the file, field by field, each until a day.

    The Centre's clock stands from the next day on, until the day the file comes back.
    """
    plain = [supplements.AskedItem(field) for field in dict.fromkeys(body.fields)]
    items = [supplements.AskedItem(one.field, one.note, one.due_on) for one in body.items]
    if not plain + items:
        raise Invalid(Failure("field_missing", field="fields"))
    return await act.write(
        supplements.request_supplement,
        show_application,
        application_id,
        plain + items,
        body.reason,
        body.due_on,
    )


@router.get(
    "/v1/applications/{application_id}/supplement-requests", response_model=SupplementRequestsOut
)
async def list_supplement_requests(application_id: UUID, act: Act = allow()) -> Response:
    """Everything that was asked of a file, in turn, each with what the applicant changed."""
    return await act.get(Application, application_id, show_supplement_requests)


@router.post("/v1/applications/{application_id}/decision", response_model=ApplicationOut)
async def decide_application(
    application_id: UUID, body: DecideApplication, act: Act = allow("decider")
) -> Response:
    """Approve or reject. Refuses below the quorum of reviews, and one's own application."""
    return await act.write(
        decisions.decide_application,
        show_application,
        application_id,
        decisions.Ruling(body.outcome, body.reason, body.effective_on),
        reason=body.reason,
    )
