"""What happens to members: removed, closed; appeals; what is called off; the history.

`?dry_run=true` on each of them shows what would follow, and every rule in the way.
"""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Response

from services.members import queries
from services.members.api.answers.facts import (
    HistoryEntryOut,
    MemberFactOut,
    show_fact,
    show_history,
)
from services.members.api.answers.members import MemberOut, show_member
from services.members.api.fields import SuspensionReason
from services.members.api.papers import PaperIn
from services.members.models import MemberFact
from services.members.usecases import (
    appeal_removals,
    call_off_facts,
    change_members,
    read_history,
)
from shared.http.act import Act, allow
from shared.http.fields import Code, Day, Listed, Prose, RequestBody
from shared.http.lists import AskedPage

router = APIRouter(tags=["member facts"])


class RemoveMember(RequestBody):
    reason: Prose
    """In writing, for the member alone."""
    reason_code: SuspensionReason
    effective_on: Day | None = None
    """First day on which it is a member no longer; today when it is left out."""
    document: PaperIn | None = None
    decision_id: UUID | None = None


class CallOffFact(RequestBody):
    reason: Prose


class AnnulRemoval(RequestBody):
    reason: Prose
    document: PaperIn | None = None
    decision_id: UUID | None = None


class CloseMember(RequestBody):
    reason: Prose
    document: PaperIn
    effective_on: Day | None = None


class LodgeAppeal(RequestBody):
    reason: Prose
    received_on: Day | None = None
    """The day on which it came in; today when it is left out."""


class DecideAppeal(RequestBody):
    outcome: Literal["uphold", "dismiss"]
    reason: Prose
    document: PaperIn | None = None


@router.post("/v1/members/{member_id}/remove", response_model=MemberOut)
async def remove_member(
    member_id: UUID, body: RemoveMember, act: Act = allow("decider")
) -> Response:
    """Take a space out of the network: certificate revoked, access ended, told why by letter."""
    return await act.write(
        change_members.remove_member,
        show_member,
        member_id,
        body.reason_code,
        body.reason,
        body.decision_id,
        body.effective_on,
        body.document.noted() if body.document else None,
        reason=body.reason,
    )


@router.post("/v1/members/{member_id}/annul-removal", response_model=MemberOut)
async def annul_removal(
    member_id: UUID, body: AnnulRemoval, act: Act = allow("decider")
) -> Response:
    """Take a removal back of one's own accord: certificates and access are as they were."""
    return await act.write(
        change_members.annul_removal,
        show_member,
        member_id,
        body.reason,
        body.decision_id,
        body.document.noted() if body.document else None,
        reason=body.reason,
    )


@router.post("/v1/members/{member_id}/close", response_model=MemberOut)
async def close_member(member_id: UUID, body: CloseMember, act: Act = allow("officer")) -> Response:
    """A space has closed its doors."""
    return await act.write(
        change_members.close_member,
        show_member,
        member_id,
        body.reason,
        body.document.noted(),
        body.effective_on,
        reason=body.reason,
    )


@router.post("/v1/members/{member_id}/appeals", status_code=201, response_model=MemberFactOut)
async def lodge_appeal(member_id: UUID, body: LodgeAppeal, act: Act = allow()) -> Response:
    """A removed member appeals: whoever acted for it, in time; an officer enters any appeal."""
    return await act.write(
        appeal_removals.lodge_appeal,
        show_fact,
        member_id,
        body.reason,
        body.received_on,
        status=201,
        reason=body.reason,
    )


@router.post(
    "/v1/members/{member_id}/appeals/decision", status_code=201, response_model=MemberFactOut
)
async def decide_appeal(
    member_id: UUID, body: DecideAppeal, act: Act = allow("decider")
) -> Response:
    """Decide on the open appeal, by someone else than who removed the member."""
    return await act.write(
        appeal_removals.decide_appeal,
        show_fact,
        member_id,
        body.outcome == "uphold",
        body.reason,
        body.document.noted() if body.document else None,
        status=201,
        reason=body.reason,
    )


@router.post("/v1/member-facts/{fact_id}/call-off", response_model=MemberFactOut)
async def call_off_fact(fact_id: UUID, body: CallOffFact, act: Act = allow("officer")) -> Response:
    """What was to happen does not; before its day only. A merger is called off for both members."""
    return await act.write(call_off_facts.call_off_fact, show_fact, fact_id, reason=body.reason)


@router.get("/v1/member-facts", response_model=Listed[MemberFactOut])
async def list_member_facts(
    page: AskedPage,
    member_id: UUID | None = None,
    kind: Code | None = None,
    act: Act = allow("member", "officer", "operator", "auditor", "decider"),
) -> Response:
    """Facts about members, by their day: one's own, or all for staff."""
    return await act.list(
        MemberFact,
        queries.select_member_facts(member_id, kind),
        show_fact,
        page,
        created_at=MemberFact.created_at,
    )


@router.get("/v1/members/{member_id}/history", response_model=Listed[HistoryEntryOut])
async def list_history(
    member_id: UUID,
    before: Annotated[UUID | None, Query(description="`next_cursor` of the page before")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    act: Act = allow("member", "officer", "operator", "auditor"),
) -> Response:
    """Everything that happened to a member, with who and why; the newest first."""
    return await act.write(read_history.read_history, show_history, member_id, limit, before)
