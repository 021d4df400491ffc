"""How members become one or several: merged, found double, split.

`?dry_run=true` shows what would follow, and every rule in the way.
"""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field

from services.members.api.answers.facts import MemberFactOut, show_fact
from services.members.api.fields import AddressIn, FieldCodes, Kind, Ownership
from services.members.api.papers import PaperIn
from services.members.usecases import join_members
from shared.http.act import Act, allow
from shared.http.fields import Day, Line, Prose, RequestBody

router = APIRouter(tags=["member facts"])


class MergeMember(RequestBody):
    into: UUID
    """The member that carries on."""
    reason: Prose
    document: PaperIn
    effective_on: Day | None = None
    decision_id: UUID | None = None


class ResolveDouble(RequestBody):
    same_as: UUID
    """The entry that stays."""
    reason: Prose
    document: PaperIn | None = None
    effective_on: Day | None = None


class WayIn(RequestBody):
    issuer: Line | None = None
    subject: Line


class PartIn(RequestBody):
    """A space that a split forms."""

    name: Line
    kind: Kind
    ownership: Ownership
    fields: FieldCodes
    representative: WayIn
    address: AddressIn | None = None


class SplitMember(RequestBody):
    parts: Annotated[list[PartIn], Field(min_length=1, max_length=20)]
    goes_on: bool
    """Whether the space stays a member beside its parts."""
    successor: int | None = None
    """The part, counted from 0, that carries on the bookings of a space that ends."""
    reason: Prose
    document: PaperIn
    effective_on: Day | None = None
    decision_id: UUID | None = None


@router.post("/v1/members/{member_id}/merge", status_code=201, response_model=MemberFactOut)
async def merge_member(member_id: UUID, body: MergeMember, act: Act = allow("officer")) -> Response:
    """The space goes on as part of another member."""
    papers = join_members.Papers(
        body.reason, body.document.noted(), body.effective_on, body.decision_id
    )
    return await act.write(
        join_members.merge_member,
        show_fact,
        member_id,
        body.into,
        papers,
        status=201,
        reason=body.reason,
    )


@router.post(
    "/v1/members/{member_id}/resolve-double", status_code=201, response_model=MemberFactOut
)
async def resolve_double(
    member_id: UUID, body: ResolveDouble, act: Act = allow("officer")
) -> Response:
    """The space was entered twice: this entry ends, the other carries on all it has."""
    document = body.document.noted() if body.document else None
    papers = join_members.Papers(body.reason, document, body.effective_on)
    return await act.write(
        join_members.resolve_double,
        show_fact,
        member_id,
        body.same_as,
        papers,
        status=201,
        reason=body.reason,
    )


@router.post("/v1/members/{member_id}/split", status_code=201, response_model=MemberFactOut)
async def split_member(member_id: UUID, body: SplitMember, act: Act = allow("officer")) -> Response:
    """Parts of the space become members of their own, each with a certificate."""
    papers = join_members.Papers(
        body.reason, body.document.noted(), body.effective_on, body.decision_id
    )
    return await act.write(
        join_members.split_member,
        show_fact,
        member_id,
        [_read_part(part, act.caller.issuer) for part in body.parts],
        body.goes_on,
        body.successor,
        papers,
        status=201,
        reason=body.reason,
    )


def _read_part(part: PartIn, issuer: str) -> join_members.Part:
    address = part.address
    return join_members.Part(
        name=part.name,
        kind=part.kind,
        ownership=part.ownership,
        fields=part.fields,
        representative={
            "issuer": part.representative.issuer or issuer,
            "subject": part.representative.subject,
        },
        address_line=address.line if address else None,
        ward=(address.ward or None) if address else None,
    )
