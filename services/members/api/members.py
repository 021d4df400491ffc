"""`/v1/members`: the public directory of the network, and what a member or officer may change."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field

from services.members import queries
from services.members.api.application_views import AddressOut
from services.members.api.applications import AddressIn
from services.members.api.fields import (
    Actions,
    Answer,
    Body,
    CodeOut,
    Day,
    FieldCodes,
    Kind,
    Line,
    Ownership,
    Prose,
    Search,
    SuspensionReason,
    WebAddress,
    show_code,
)
from services.members.domain import members as rules
from services.members.domain.rights import needs_role
from services.members.models import Member
from services.members.usecases import members as usecases
from shared.clock import hanoi_date
from shared.events.base import Bilingual
from shared.http.act import PUBLIC, Act, View, allow
from shared.http.lists import Page

router = APIRouter(tags=["members"])


class DescriptionIn(Body):
    vi: Prose | None = None
    en: Prose | None = None


class ChangeMember(Body):
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


class SuspendMember(Body):
    reason: Prose
    """In words, for the member alone."""
    reason_code: SuspensionReason
    until: Day | None = None
    """Last day of the suspension; without it, until it is reinstated."""


class Reason(Body):
    reason: Prose
    """For the audit trail."""


class LeaveNetwork(Body):
    reason: Prose | None = None


class SuspensionOut(Answer):
    reason: str
    reason_code: CodeOut
    since: datetime
    until: date | None


class PrivateOut(Answer):
    """What only the member itself and staff see."""

    address: AddressOut | None
    application_id: UUID | None
    contact_id: UUID | None
    suspension: SuspensionOut | None


class MemberOut(Answer):
    id: UUID
    name: str
    kind: str
    ownership: str
    fields: list[str]
    status: str
    status_label: str
    labels: dict[str, str]
    """Labels of `kind`, `ownership` and each field in the caller's language."""
    address: AddressOut | None
    """Null when it is not public."""
    address_public: bool
    website: str | None
    description: Bilingual | None
    member_since: date
    left_on: date | None
    certificate_number: str | None
    private: PrivateOut | None
    version: int
    created_at: datetime
    updated_at: datetime
    actions: Actions


def show_member(row: Member, view: View) -> MemberOut:
    caller = view.caller
    insider = usecases.is_own(row, caller) or caller.has_role("officer", "auditor")
    address = AddressOut(line=row.address_line, ward=row.ward) if row.ward else None
    described = row.description_vi or row.description_en
    return MemberOut(
        id=row.id,
        name=row.name,
        kind=row.kind,
        ownership=row.ownership,
        fields=row.fields,
        status=row.status,
        status_label=show_code("member_status", row.status, view).label,
        labels=_labels(row, view),
        address=address if row.address_public else None,
        address_public=row.address_public,
        website=row.website,
        description=Bilingual(vi=row.description_vi or "", en=row.description_en)
        if described
        else None,
        member_since=row.member_since,
        left_on=row.left_on,
        certificate_number=row.certificate_number,
        private=_show_private(row, address, view) if insider else None,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        actions=_show_actions(row, view),
    )


def _labels(row: Member, view: View) -> dict[str, str]:
    shown = [show_code("kind", row.kind, view), show_code("ownership", row.ownership, view)]
    shown += [show_code("field", code, view) for code in row.fields]
    return {one.code: one.label for one in shown}


def _show_private(row: Member, address: AddressOut | None, view: View) -> PrivateOut:
    suspension = None
    if row.suspension_reason and row.suspension_reason_code and row.suspended_at:
        suspension = SuspensionOut(
            reason=row.suspension_reason,
            reason_code=show_code("suspension_reason", row.suspension_reason_code, view),
            since=row.suspended_at,
            until=row.suspended_until,
        )
    return PrivateOut(
        address=address,
        application_id=row.application_id,
        contact_id=row.contact_id,
        suspension=suspension,
    )


def _show_actions(row: Member, view: View) -> Actions:
    caller = view.caller
    officer, own = caller.has_role("officer"), usecases.is_own(row, caller)
    right = needs_role(officer, "officer")
    today = hanoi_date(view.now)
    return {
        "change": view.action(rules.may_change_profile(row.status, officer, own, ())),
        "suspend": view.action(right + rules.may_suspend(row.status, None, today)),
        "reinstate": view.action(right + rules.may_reinstate(row.status)),
        "leave": view.action(rules.may_leave(row.status, officer, own)),
    }


@router.get("/v1/members")
async def list_members(
    page: Annotated[Page, Depends()],
    q: Annotated[Search | None, Query(description="Part of the name, marks or not")] = None,
    field: Annotated[str | None, Query(max_length=60, pattern="^[a-z_]*$")] = None,
    kind: Annotated[str | None, Query(max_length=60, pattern="^[a-z_]*$")] = None,
    ward: Annotated[Search | None, Query(description="Of public addresses")] = None,
    status: Literal["active", "suspended", "left"] | None = None,
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
async def show_one_member(member_id: UUID, act: Act = allow(PUBLIC)) -> Response:
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
        reason=body.reason,
    )


@router.post("/v1/members/{member_id}/reinstate", response_model=MemberOut)
async def reinstate_member(member_id: UUID, body: Reason, act: Act = allow("officer")) -> Response:
    """A suspended member has its rights again."""
    return await act.write(usecases.reinstate_member, show_member, member_id, reason=body.reason)


@router.post("/v1/members/{member_id}/leave", response_model=MemberOut)
async def leave_network(
    member_id: UUID, body: LeaveNetwork | None = None, act: Act = allow("member", "officer")
) -> Response:
    """Leave the network: the certificate is revoked and the member's grants end."""
    reason = body.reason if body else None
    return await act.write(usecases.leave_network, show_member, member_id, reason=reason)
