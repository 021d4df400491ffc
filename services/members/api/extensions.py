"""`/v1/calls/{id}/extensions`: more time for one applicant, with its reason."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import model_validator

from services.members import queries
from services.members.models import DeadlineExtension
from services.members.usecases import extend_deadlines as usecases
from shared.errors import NotFound
from shared.http.act import Act, View, allow
from shared.http.fields import Answer, Instant, Line, Listed, Prose, RequestBody
from shared.http.lists import AskedPage
from shared.http.problems import FieldProblem

router = APIRouter(tags=["calls"])

MAY_READ = ("officer", "operator", "auditor")


class ExtendDeadline(RequestBody):
    """Either a file that was begun, or a person who may hand in whatever they begin."""

    application_id: UUID | None = None
    subject: Line | None = None
    """`sub` of the person's tokens."""
    issuer: Line | None = None
    """`iss` of these tokens; without it the issuer of the caller's token."""
    until: Instant
    reason: Prose

    @model_validator(mode="after")
    def _one_of_both(self) -> ExtendDeadline:
        if (self.application_id is None) == (self.subject is None):
            raise FieldProblem("extension_for_file_or_person")
        return self


class ExtensionOut(Answer):
    id: UUID
    status: str
    """`granted`: an extension is not taken back."""
    call_id: UUID
    application_id: UUID | None
    subject: str | None
    until: datetime
    reason: str
    granted_by: str
    version: int
    created_at: datetime
    updated_at: datetime


def show_extension(row: DeadlineExtension, _view: View) -> ExtensionOut:
    return ExtensionOut(
        id=row.id,
        status="granted",
        call_id=row.call_id,
        application_id=row.application_id,
        subject=row.applicant_subject,
        until=row.until,
        reason=row.reason,
        granted_by=row.granted_by,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


@router.post("/v1/calls/{call_id}/extensions", status_code=201, response_model=ExtensionOut)
async def extend_deadline(
    call_id: UUID, body: ExtendDeadline, act: Act = allow("officer")
) -> Response:
    """Give one applicant more time, also after the call has closed for all others.

    Refuses what is not later than what they have, and a file that was handed in.
    """
    new = usecases.Extension(
        until=body.until,
        reason=body.reason,
        application_id=body.application_id,
        issuer=(body.issuer or act.caller.issuer) if body.subject else None,
        subject=body.subject,
    )
    return await act.write(
        usecases.extend_deadline, show_extension, call_id, new, status=201, reason=body.reason
    )


@router.get("/v1/calls/{call_id}/extensions", response_model=Listed[ExtensionOut])
async def list_extensions(call_id: UUID, page: AskedPage, act: Act = allow(*MAY_READ)) -> Response:
    """Who was given more time in a call."""
    return await act.list(
        DeadlineExtension,
        queries.select_extensions(call_id),
        show_extension,
        page,
        created_at=DeadlineExtension.created_at,
        until=DeadlineExtension.until,
    )


@router.get("/v1/calls/{call_id}/extensions/{extension_id}", response_model=ExtensionOut)
async def get_extension(call_id: UUID, extension_id: UUID, act: Act = allow(*MAY_READ)) -> Response:
    """One extension."""

    def show(row: DeadlineExtension, view: View) -> ExtensionOut:
        if row.call_id != call_id:
            raise NotFound(DeadlineExtension.KIND, extension_id)
        return show_extension(row, view)

    return await act.get(DeadlineExtension, extension_id, show)
