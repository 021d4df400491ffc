"""`/v1/contributions`: what members did, each with the event it is known from."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field

from services.members.api.answers.year import ContributionOut, show_contribution
from services.members.api.year_fields import (
    Audience,
    Commitment,
    ContributionKind,
    Hours,
    UnescoField,
    VoidReason,
    Year,
)
from services.members.models import Contribution
from services.members.queries import year as queries
from services.members.usecases import change_contributions as usecases
from services.members.usecases.keep_contributions import Fact
from shared.http.act import Act, allow
from shared.http.fields import Day, Line, Listed, Prose, RequestBody, given
from shared.http.lists import AskedPage
from shared.ids import new_id

router = APIRouter(tags=["contributions"])


class EnterContribution(RequestBody):
    """What no event tells."""

    member_id: UUID
    kind: ContributionKind
    title: Line
    happened_on: Day
    place: Line | None = None
    hours: Hours | None = None
    audience: Audience | None = None
    unesco_field: UnescoField | None = None
    """Without it the field of the space."""
    commitment: Commitment | None = None
    reason: Prose
    """How the Centre knows of it, for the audit trail."""


class ChangeContribution(RequestBody):
    """What is not sent stays; null clears."""

    hours: Hours | None = None
    audience: Audience | None = None
    unesco_field: UnescoField | None = None
    commitment: Commitment | None = None


class VoidContribution(RequestBody):
    reason_code: VoidReason
    reason: Prose = Field(description="In words, for the audit trail")


@router.get("/v1/contributions", response_model=Listed[ContributionOut])
async def list_contributions(
    page: AskedPage,
    member_id: UUID | None = None,
    year: Year | None = None,
    kind: ContributionKind | None = None,
    unesco_field: UnescoField | None = None,
    void: bool | None = None,
    act: Act = allow(),
) -> Response:
    """Contributions that the caller may see: staff all, a member its own."""
    return await act.list(
        Contribution,
        queries.select_contributions(member_id, year, kind, unesco_field, void),
        show_contribution,
        page,
        created_at=Contribution.created_at,
    )


@router.post("/v1/contributions", status_code=201, response_model=ContributionOut)
async def enter_contribution(body: EnterContribution, act: Act = allow("officer")) -> Response:
    """Enter what no event tells. Refuses a day to come and an unknown member."""
    fact = Fact(**body.model_dump(exclude={"reason"}), source="entered", source_id=new_id())
    return await act.write(
        usecases.enter_contribution, show_contribution, fact, status=201, reason=body.reason
    )


@router.get("/v1/contributions/{contribution_id}", response_model=ContributionOut)
async def get_contribution(contribution_id: UUID, act: Act = allow()) -> Response:
    """One contribution."""
    return await act.get(Contribution, contribution_id, show_contribution)


@router.patch("/v1/contributions/{contribution_id}", response_model=ContributionOut)
async def change_contribution(
    contribution_id: UUID, body: ChangeContribution, act: Act = allow("officer")
) -> Response:
    """Enter how many came and how long it took, tag it for the UNESCO report."""
    return await act.write(
        usecases.change_contribution, show_contribution, contribution_id, given(body)
    )


@router.post("/v1/contributions/{contribution_id}/void", response_model=ContributionOut)
async def void_contribution(
    contribution_id: UUID, body: VoidContribution, act: Act = allow("officer")
) -> Response:
    """It does not count. Refuses while a standing award rests on it."""
    return await act.write(
        usecases.void_contribution,
        show_contribution,
        contribution_id,
        body.reason_code,
        reason=body.reason,
    )
