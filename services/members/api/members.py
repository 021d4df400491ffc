"""`/v1/members`: the public directory of the network, and what a member or officer may change."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field

from services.members import queries
from services.members.api.answers.members import MemberOut, show_member
from services.members.api.fields import (
    AddressIn,
    FieldCodes,
    Kind,
    Ownership,
    SuspensionReason,
    WebAddress,
)
from services.members.models import Member
from services.members.usecases import change_members as usecases
from shared.http.act import PUBLIC, Act, allow
from shared.http.fields import Code, Day, Line, Listed, Prose, RequestBody, Search
from shared.http.lists import Page

router = APIRouter(tags=["members"])

MemberStatus = Literal[
    "active", "suspended", "left", "closed", "removed", "merged", "split", "lapsed"
]


class DescriptionIn(RequestBody):
    """How the member describes itself; a language that is not sent stays."""

    vi: Prose | None = None
    en: Prose | None = None


class ChangeMember(RequestBody):
    """What is not sent stays; null clears. Name, kind and ownership are for officers."""

    name: Line = ""
    kind: Kind = ""
    ownership: Ownership = ""
    fields: FieldCodes = Field(default=[])
    website: WebAddress | None = None
    description: DescriptionIn | None = None
    address: AddressIn | None = None
    address_public: bool = False
    """Whether the address may be shown to everyone."""


class SuspendMember(RequestBody):
    reason: Prose
    """In words, for the member alone."""
    reason_code: SuspensionReason
    until: Day | None = None
    """Last day of the suspension; without it, until it is reinstated."""
    effective_on: Day | None = None
    """First day of the suspension; today when it is left out."""


class Reason(RequestBody):
    reason: Prose
    """For the audit trail."""


class LeaveNetwork(RequestBody):
    reason: Prose | None = None
    effective_on: Day | None = None
    """First day on which it is a member no longer; today when it is left out."""


@router.get("/v1/members", response_model=Listed[MemberOut])
async def list_members(
    page: Annotated[Page, Depends()],
    q: Annotated[Search | None, Query(description="Part of the name, marks or not")] = None,
    field: Code | None = None,
    kind: Code | None = None,
    ward: Annotated[Search | None, Query(description="Of public addresses")] = None,
    status: MemberStatus | None = None,
    act: Act = allow(PUBLIC),
) -> Response:
    """The directory, in the order of the Vietnamese alphabet; who has left only by `status`."""
    return await act.list(
        Member,
        queries.select_members(q, field, kind, ward, status),
        show_member,
        page,
        name=Member.sort_key,
        created_at=Member.created_at,
        updated_at=Member.updated_at,
    )


@router.get("/v1/members/{member_id}", response_model=MemberOut)
async def get_member(member_id: UUID, act: Act = allow(PUBLIC)) -> Response:
    """One member; `private` only for itself and staff."""
    return await act.get(Member, member_id, show_member)


@router.patch("/v1/members/{member_id}", response_model=MemberOut)
async def change_member(
    member_id: UUID, body: ChangeMember, act: Act = allow("member", "officer")
) -> Response:
    """Change the profile, by the member or an officer."""
    return await act.write(usecases.change_member, show_member, member_id, _read_changes(body))


def _read_changes(body: ChangeMember) -> dict[str, Any]:
    """The request as columns; what was not sent is not among them."""
    changes: dict[str, Any] = body.model_dump(exclude_unset=True)
    if "address" in changes:
        address = changes.pop("address") or {"line": None, "ward": None}
        changes |= {
            column: address[name]
            for name, column in (("line", "address_line"), ("ward", "ward"))
            if name in address
        }
        if body.address is None:
            changes["address_public"] = False
    if "description" in changes:
        described = changes.pop("description") or {"vi": None, "en": None}
        changes |= {f"description_{language}": text for language, text in described.items()}
    return changes


@router.post("/v1/members/{member_id}/suspend", response_model=MemberOut)
async def suspend_member(
    member_id: UUID, body: SuspendMember, act: Act = allow("officer")
) -> Response:
    """A member's rights rest. The reason goes to the member, never into a public event."""
    return await act.write(
        usecases.suspend_member,
        show_member,
        member_id,
        body.reason,
        body.reason_code,
        body.until,
        body.effective_on,
        reason=body.reason,
    )


@router.post("/v1/members/{member_id}/reinstate", response_model=MemberOut)
async def reinstate_member(member_id: UUID, body: Reason, act: Act = allow("officer")) -> Response:
    """A suspended member has its rights again."""
    return await act.write(
        usecases.reinstate_member, show_member, member_id, body.reason, reason=body.reason
    )


@router.post("/v1/members/{member_id}/leave", response_model=MemberOut)
async def leave_network(
    member_id: UUID, body: LeaveNetwork | None = None, act: Act = allow("member", "officer")
) -> Response:
    """Leave the network: the certificate is revoked and the member's grants end."""
    asked = body or LeaveNetwork()
    return await act.write(
        usecases.leave_network,
        show_member,
        member_id,
        asked.reason,
        asked.effective_on,
        reason=asked.reason,
    )
