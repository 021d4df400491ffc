"""`/v1/grants`: who may act in which role, for whom, from and until."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Response

from services.members import queries
from services.members.api.answers.grants import GrantOut, show_grant
from services.members.api.fields import Email
from services.members.models import Grant
from services.members.usecases import give_grants as usecases
from shared.http.act import Act, allow
from shared.http.fields import Code, Instant, Line, Listed, Prose, RequestBody, Search
from shared.http.lists import AskedPage

router = APIRouter(tags=["grants"])


class CreateGrant(RequestBody):
    issuer: Line | None = None
    """`iss` of the tokens it applies to; without it the issuer of the caller's token."""
    subject: Line
    """`sub` of the tokens it applies to."""
    role: Code
    member_id: UUID | None = None
    """For the role `member`."""
    host_id: UUID | None = None
    """For the role `host`."""
    valid_from: Instant | None = None
    """Now, when it is left out."""
    valid_until: Instant | None = None
    on_behalf_of: Line | None = None
    """Whose place the holder takes for a time: `issuer|subject`, or `subject` of the same issuer;
    needs `valid_until`."""
    email: Email | None = None
    """Where staff with this grant are reached."""
    reason: Prose


class EndGrant(RequestBody):
    reason: Prose | None = None


@router.post("/v1/grants", status_code=201, response_model=GrantOut)
async def create_grant(body: CreateGrant, act: Act = allow("operator")) -> Response:
    """Let someone act in a role. Refuses a grant that the person holds already."""
    issuer, behalf = body.issuer or act.caller.issuer, body.on_behalf_of
    grant = usecases.NewGrant(
        issuer=issuer,
        on_behalf_of=behalf if behalf is None or "|" in behalf else f"{issuer}|{behalf}",
        **body.model_dump(exclude={"issuer", "on_behalf_of"}),
    )
    return await act.write(usecases.create_grant, show_grant, grant, status=201, reason=body.reason)


@router.get("/v1/grants", response_model=Listed[GrantOut])
async def list_grants(
    page: AskedPage,
    subject: Search | None = None,
    role: Code | None = None,
    member_id: UUID | None = None,
    ended: bool | None = None,
    act: Act = allow(),
) -> Response:
    """One's own grants; staff see all."""
    query = queries.select_grants(subject, role, member_id, ended)
    return await act.list(Grant, query, show_grant, page, created_at=Grant.created_at)


@router.get("/v1/grants/{grant_id}", response_model=GrantOut)
async def get_grant(grant_id: UUID, act: Act = allow()) -> Response:
    """One grant."""
    return await act.get(Grant, grant_id, show_grant)


@router.post("/v1/grants/{grant_id}/end", response_model=GrantOut)
async def end_grant(
    grant_id: UUID, body: EndGrant | None = None, act: Act = allow("operator")
) -> Response:
    """Take a grant back; it holds no more from now on."""
    reason = body.reason if body else None
    return await act.write(usecases.end_grant, show_grant, grant_id, reason=reason)
