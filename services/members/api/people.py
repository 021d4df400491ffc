"""`/v1/members/{id}/people` and `…/representative`: who acts for a member."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Response

from services.members.api.answers.facts import MemberFactOut, show_fact
from services.members.api.answers.people import PersonOut, show_people, show_person
from services.members.api.fields import ContactIn, Email
from services.members.api.papers import PaperIn
from services.members.usecases import represent_members as usecases
from shared.http.act import Act, allow
from shared.http.fields import Day, Instant, Line, Listed, Prose, RequestBody

router = APIRouter(tags=["people"])


class NamePerson(RequestBody):
    issuer: Line | None = None
    """`iss` of their tokens; without it the issuer of the caller's token."""
    subject: Line
    """`sub` of their tokens."""
    capacity: Literal["contact", "delegate"]
    """A delegate acts in the representative's stead and needs `valid_until`."""
    valid_from: Instant | None = None
    valid_until: Instant | None = None
    email: Email | None = None
    reason: Prose | None = None


class EndPerson(RequestBody):
    reason: Prose | None = None


class ReplaceRepresentative(RequestBody):
    issuer: Line | None = None
    subject: Line
    email: Email | None = None
    cause: Literal["appointed", "resigned", "death", "incapacity"]
    effective_on: Day | None = None
    """The day of what happened; today when it is left out."""
    document: PaperIn | None = None
    """Needed for a death or a loss of capacity."""
    contact: ContactIn | None = None
    """How the new representative is reached; letters go there from now on."""
    reason: Prose


@router.get("/v1/members/{member_id}/people", response_model=Listed[PersonOut])
async def list_people(
    member_id: UUID, act: Act = allow("member", "officer", "operator", "auditor")
) -> Response:
    """Who acts or acted for a member; the read stands in the audit trail."""
    return await act.write(usecases.list_people, show_people, member_id)


@router.post("/v1/members/{member_id}/people", status_code=201, response_model=PersonOut)
async def name_person(
    member_id: UUID, body: NamePerson, act: Act = allow("member", "officer")
) -> Response:
    """Let someone act for a member, by its representative or an officer."""
    person = usecases.Person(body.issuer or act.caller.issuer, body.subject, body.email)
    return await act.write(
        usecases.name_person,
        show_person,
        member_id,
        person,
        body.capacity,
        body.valid_from,
        body.valid_until,
        body.reason,
        status=201,
        reason=body.reason,
    )


@router.post("/v1/members/{member_id}/people/{grant_id}/end", response_model=PersonOut)
async def end_person(
    member_id: UUID,
    grant_id: UUID,
    body: EndPerson | None = None,
    act: Act = allow("member", "officer"),
) -> Response:
    """Someone acts for the member no longer."""
    reason = body.reason if body else None
    return await act.write(usecases.end_person, show_person, member_id, grant_id, reason=reason)


@router.post(
    "/v1/members/{member_id}/representative", status_code=201, response_model=MemberFactOut
)
async def replace_representative(
    member_id: UUID, body: ReplaceRepresentative, act: Act = allow("member", "officer")
) -> Response:
    """Another person speaks for the member; what the former one delegated ends as well."""
    new = usecases.NewRepresentative(
        person=usecases.Person(body.issuer or act.caller.issuer, body.subject, body.email),
        cause=body.cause,
        reason=body.reason,
        document=body.document.noted() if body.document else None,
        effective_on=body.effective_on,
        contact=body.contact.model_dump(exclude_unset=True) if body.contact else None,
    )
    return await act.write(
        usecases.replace_representative,
        show_fact,
        member_id,
        new,
        status=201,
        reason=body.reason,
    )
