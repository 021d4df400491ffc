"""`/v1/grants`: who may act in which role, for whom, from and until."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from services.members import queries
from services.members.api.fields import Actions, Answer, Body, Email, Instant, Line, Prose, Search
from services.members.domain import grants as rules
from services.members.domain.rights import needs_role
from services.members.models import Grant
from services.members.usecases import grants as usecases
from shared.http.act import Act, View, allow
from shared.http.lists import Page

router = APIRouter(tags=["grants"])


class AddGrant(Body):
    issuer: Line | None = None
    """`iss` of the tokens it applies to; without it the issuer of the caller's token."""
    subject: Line
    """`sub` of the tokens it applies to."""
    role: Line
    member_id: UUID | None = None
    """For the role `member`."""
    host_id: UUID | None = None
    """For the role `host`."""
    valid_from: Instant | None = None
    """Now, when it is left out."""
    valid_until: Instant | None = None
    email: Email | None = None
    """Where staff with this grant are reached."""
    reason: Prose


class EndGrant(Body):
    reason: Prose | None = None


class GrantOut(Answer):
    id: UUID
    status: str
    """`to_come`, `in_force`, `run_out` or `ended`, by the clock."""
    issuer: str
    subject: str
    role: str
    member_id: UUID | None
    host_id: UUID | None
    valid_from: datetime
    valid_until: datetime | None
    ended_at: datetime | None
    granted_by: str
    on_behalf_of: str | None
    reason: str | None
    email: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    actions: Actions


def show_grant(row: Grant, view: View) -> GrantOut:
    operator = needs_role(view.caller.has_role("operator"), "operator")
    return GrantOut(
        id=row.id,
        status=_status(row, view.now),
        issuer=row.issuer,
        subject=row.subject,
        role=row.role,
        member_id=row.member_id,
        host_id=row.host_id,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        ended_at=row.ended_at,
        granted_by=row.granted_by,
        on_behalf_of=row.on_behalf_of,
        reason=row.reason,
        email=row.email,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        actions={"end": view.action(operator + rules.may_end(row.ended_at is not None))},
    )


def _status(row: Grant, now: datetime) -> str:
    if row.ended_at is not None:
        return "ended"
    if row.valid_until is not None and row.valid_until <= now:
        return "run_out"
    return "in_force" if row.valid_from <= now else "to_come"


@router.post("/v1/grants", status_code=201, response_model=GrantOut)
async def add_grant(body: AddGrant, act: Act = allow("operator")) -> Response:
    """Let someone act in a role. Refuses a grant that the person holds already."""
    return await act.write(
        usecases.add_grant,
        show_grant,
        body.issuer or act.caller.issuer,
        body.subject,
        body.role,
        body.member_id,
        body.host_id,
        body.valid_from,
        body.valid_until,
        body.reason,
        body.email,
        status=201,
        reason=body.reason,
    )


@router.get("/v1/grants")
async def list_grants(
    page: Annotated[Page, Depends()],
    subject: Annotated[Search | None, Query()] = None,
    role: Annotated[Search | None, Query()] = None,
    member_id: UUID | None = None,
    ended: bool | None = None,
    act: Act = allow(),
) -> Response:
    """One's own grants; staff see all."""
    query = queries.select_grants(subject, role, member_id, ended)
    return await act.list(Grant, query, show_grant, page, created_at=Grant.created_at)


@router.get("/v1/grants/{grant_id}", response_model=GrantOut)
async def show_one_grant(grant_id: UUID, act: Act = allow()) -> Response:
    """One grant."""
    return await act.get(Grant, grant_id, show_grant)


@router.post("/v1/grants/{grant_id}/end", response_model=GrantOut)
async def end_grant(
    grant_id: UUID, body: EndGrant | None = None, act: Act = allow("operator")
) -> Response:
    """Take a grant back; it holds no more from now on."""
    reason = body.reason if body else None
    return await act.write(usecases.end_grant, show_grant, grant_id, reason=reason)
