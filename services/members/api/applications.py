"""`/v1/applications`: drafted and handed in by anyone signed in, read by who judges them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field

from services.members import queries
from services.members.api.answers.applications import (
    ApplicationOut,
    show_application,
    show_application_in_list,
)
from services.members.api.fields import (
    AddressIn,
    ApplicationPart,
    ContactIn,
    FieldCodes,
    Kind,
    Ownership,
)
from services.members.models import Application
from services.members.usecases import decide_applications as decisions
from services.members.usecases import hand_in_applications as usecases
from shared.http.act import Act, allow
from shared.http.fields import Day, Line, Listed, Prose, RequestBody, Search
from shared.http.lists import Page

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
    contact: ContactIn | None = None


class ApplicantIn(ApplicantChange):
    """The applying space. Only its name is needed for a draft; handing in lists what lacks."""

    name: Line


class CreateApplication(RequestBody):
    call_id: UUID
    applicant: ApplicantIn


class ChangeApplication(RequestBody):
    applicant: ApplicantChange


class RequestSupplement(RequestBody):
    fields: list[ApplicationPart] = Field(min_length=1, max_length=30)
    """Parts of the file or kinds of document, as in the vocabulary `application_part`."""
    reason: Prose
    due_on: Day | None = None


class DecideApplication(RequestBody):
    outcome: Literal["approve", "reject"]
    reason: Prose | None = None
    effective_on: Day | None = None
    """From this day on it holds, and a membership begins; the day of the decision without it."""


def _read_changes(applicant: ApplicantChange) -> usecases.ApplicantChanges:
    sent: dict[str, Any] = applicant.model_dump(exclude_unset=True)
    address, contact = sent.pop("address", None), sent.pop("contact", None)
    return usecases.ApplicantChanges(
        values=sent,
        address=address,
        contact=contact,
        changed=frozenset(applicant.model_fields_set),
    )


@router.post("/v1/applications", status_code=201, response_model=ApplicationOut)
async def create_application(body: CreateApplication, act: Act = allow()) -> Response:
    """Begin an application in an open call. It stays a draft until it is handed in."""
    changes = _read_changes(body.applicant)
    return await act.write(
        usecases.create_application, show_application, body.call_id, changes, status=201
    )


@router.get("/v1/applications", response_model=Listed[ApplicationOut])
async def list_applications(
    page: Annotated[Page, Depends()],
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
    """Change a draft, or a file to be completed; by the applicant."""
    changes = _read_changes(body.applicant)
    return await act.write(usecases.change_application, show_application, application_id, changes)


@router.post("/v1/applications/{application_id}/submit", response_model=ApplicationOut)
async def submit_application(application_id: UUID, act: Act = allow()) -> Response:
    """Hand in. Refuses with everything that lacks, and after the call has closed."""
    return await act.write(usecases.submit_application, show_application, application_id)


@router.post("/v1/applications/{application_id}/resubmit", response_model=ApplicationOut)
async def resubmit_application(application_id: UUID, act: Act = allow()) -> Response:
    """Hand in again after a request for a supplement."""
    return await act.write(usecases.resubmit_application, show_application, application_id)


@router.post("/v1/applications/{application_id}/withdraw", response_model=ApplicationOut)
async def withdraw_application(application_id: UUID, act: Act = allow()) -> Response:
    """Take an application back before it is decided."""
    return await act.write(usecases.withdraw_application, show_application, application_id)


@router.post("/v1/applications/{application_id}/supplement-requests", response_model=ApplicationOut)
async def request_supplement(
    application_id: UUID, body: RequestSupplement, act: Act = allow("officer")
) -> Response:
    """Ask the applicant to complete the file, until a day."""
    due_on: date | None = body.due_on
    return await act.write(
        usecases.request_supplement,
        show_application,
        application_id,
        list(dict.fromkeys(body.fields)),
        body.reason,
        due_on,
    )


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
