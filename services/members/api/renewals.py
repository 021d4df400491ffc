"""`/v1/renewal-rounds` and `/v1/renewals`: memberships that have a term, and who stays."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Response

from services.members import queries
from services.members.api.answers.facts import MemberFactOut, show_fact
from services.members.api.answers.renewals import (
    RenewalOut,
    RenewalRoundOut,
    show_renewal,
    show_round,
)
from services.members.models import Renewal, RenewalRound
from services.members.usecases import renew_members as usecases
from shared.http.act import Act, allow
from shared.http.fields import BilingualLine, Code, Day, Listed, Prose, RequestBody
from shared.http.lists import AskedPage

router = APIRouter(tags=["renewals"])


class OpenRenewalRound(RequestBody):
    title: BilingualLine
    terms_end_by: Day
    """Members whose term ends on or before this day are asked."""
    renew_until: Day
    """Last day of the term that is given."""
    answer_by: Day
    lapse_on: Day
    """The day on which the membership of whoever was not renewed lapses."""
    call_id: UUID | None = None
    """The call in which renewals are applied for."""


class AnswerRenewal(RequestBody):
    renew: bool


class RenewMembership(RequestBody):
    reason: Prose


class RenewLate(RequestBody):
    until: Day
    """Last day of the term."""
    reason: Prose


@router.post("/v1/renewal-rounds", status_code=201, response_model=RenewalRoundOut)
async def open_renewal_round(body: OpenRenewalRound, act: Act = allow("officer")) -> Response:
    """Ask every member whose term ends by a day; who is asked is told by letter."""
    new = usecases.NewRound(title=body.title.read(), **body.model_dump(exclude={"title"}))
    return await act.write(usecases.open_renewal_round, show_round, new, status=201)


@router.get("/v1/renewal-rounds", response_model=Listed[RenewalRoundOut])
async def list_renewal_rounds(
    page: AskedPage,
    status: Literal["open", "closed"] | None = None,
    act: Act = allow("officer", "operator", "auditor", "decider", "member"),
) -> Response:
    """Rounds of renewals."""
    query = queries.select_renewal_rounds(status)
    return await act.list(RenewalRound, query, show_round, page, created_at=RenewalRound.created_at)


@router.get("/v1/renewal-rounds/{round_id}", response_model=RenewalRoundOut)
async def get_renewal_round(
    round_id: UUID, act: Act = allow("officer", "operator", "auditor", "decider", "member")
) -> Response:
    """One round of renewals."""
    return await act.get(RenewalRound, round_id, show_round)


@router.get("/v1/renewals", response_model=Listed[RenewalOut])
async def list_renewals(
    page: AskedPage,
    round_id: UUID | None = None,
    member_id: UUID | None = None,
    status: Code | None = None,
    act: Act = allow(),
) -> Response:
    """Who is asked and what came of it: one's own, or all for staff."""
    query = queries.select_renewals(round_id, member_id, status)
    return await act.list(Renewal, query, show_renewal, page, created_at=Renewal.created_at)


@router.get("/v1/renewals/{renewal_id}", response_model=RenewalOut)
async def get_renewal(renewal_id: UUID, act: Act = allow()) -> Response:
    """One member in a round."""
    return await act.get(Renewal, renewal_id, show_renewal)


@router.post("/v1/renewals/{renewal_id}/answer", response_model=RenewalOut)
async def answer_renewal(
    renewal_id: UUID, body: AnswerRenewal, act: Act = allow("member")
) -> Response:
    """The member says whether it stays; until the last day it may change its mind."""
    return await act.write(usecases.answer_renewal, show_renewal, renewal_id, body.renew)


@router.post("/v1/renewals/{renewal_id}/renew", response_model=RenewalOut)
async def renew_membership(
    renewal_id: UUID, body: RenewMembership, act: Act = allow("officer")
) -> Response:
    """Give the member the round's further term."""
    return await act.write(
        usecases.renew_membership, show_renewal, renewal_id, body.reason, reason=body.reason
    )


@router.post("/v1/members/{member_id}/renew", response_model=MemberFactOut, status_code=201)
async def renew_late(member_id: UUID, body: RenewLate, act: Act = allow("officer")) -> Response:
    """Renew outside a round, also a membership that has lapsed."""
    return await act.write(
        usecases.renew_late,
        show_fact,
        member_id,
        body.until,
        body.reason,
        status=201,
        reason=body.reason,
    )
