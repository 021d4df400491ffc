"""`/v1/members/{id}`: one member, and what a member or officer may change."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field

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
from shared.http.fields import Day, Line, Prose, RequestBody

router = APIRouter(tags=["members"])


class DescriptionIn(RequestBody):
    """How the member describes itself; a language that is not sent stays."""

    vi: Prose | None = None
    en: Prose | None = None


class CoordinatesIn(RequestBody):
    """Degrees, WGS 84."""

    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]


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
    """Whether the address, with its coordinates, may be shown to everyone."""
    coordinates: CoordinatesIn | None = None
    online_url: WebAddress | None = None
    """Where a space that is only online is found; shown to everyone."""


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
    if "coordinates" in changes:
        changes |= changes.pop("coordinates") or {"latitude": None, "longitude": None}
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
