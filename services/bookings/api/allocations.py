"""Allocation rounds over HTTP: wishes in, a plan out, adjusted and confirmed by a person."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field

from services.bookings.api.answers.allocations import (
    PlanOut,
    RoundOut,
    show_plan,
    show_round,
)
from services.bookings.api.fields import NamePatch, Times
from services.bookings.models import AllocationRound
from services.bookings.queries.allocations import find_plan, select_rounds
from services.bookings.usecases import (
    adjust_allocations,
    confirm_allocations,
    propose_allocations,
    run_rounds,
)
from shared.http.act import PUBLIC, Act, allow
from shared.http.fields import BilingualLine, Code, Instant, Listed, Prose, RequestBody, given
from shared.http.lists import AskedPage

router = APIRouter(tags=["allocation rounds"])


class CreateRound(RequestBody):
    season_id: UUID
    name: BilingualLine
    venue_ids: Annotated[list[UUID], Field(min_length=1, max_length=200)]
    """The venues whose spaces can be wished for."""
    opens_at: Instant
    """Wishes are taken in `[opens_at, closes_at)`."""
    closes_at: Instant


class ChangeRound(RequestBody):
    """What is left out, or null, stays."""

    name: NamePatch | None = None
    opens_at: Instant | None = None
    closes_at: Instant | None = None


class Reason(RequestBody):
    reason: Prose


class PlacedTime(Times):
    space_id: UUID


class Adjustment(RequestBody):
    wish_id: UUID
    places: Annotated[list[PlacedTime], Field(max_length=60)] | None
    """What the wish has from now on, `[]` for nothing; null gives it back to the next proposal."""


class AdjustAllocation(Reason):
    changes: Annotated[list[Adjustment], Field(min_length=1, max_length=200)]


class ConfirmAllocation(RequestBody):
    partly: bool = False
    """Confirm what still can be, and leave out what was taken since."""


@router.post("/v1/allocation-rounds", status_code=201, response_model=RoundOut)
async def create_round(body: CreateRound, act: Act = allow("host", "officer")) -> Response:
    """Open a round of a season: an officer for any venues, a host for its own."""
    asked = run_rounds.NewRound(
        season_id=body.season_id,
        name=body.name.model_dump(),
        venue_ids=list(dict.fromkeys(body.venue_ids)),
        opens_at=body.opens_at,
        closes_at=body.closes_at,
    )
    return await act.write(run_rounds.create_round, show_round, asked, status=201)


@router.get("/v1/allocation-rounds", response_model=Listed[RoundOut])
async def list_rounds(
    page: AskedPage,
    season_id: UUID | None = None,
    status: Code | None = None,
    act: Act = allow(PUBLIC),
) -> Response:
    """All rounds: when wishes are taken, and for which venues."""
    return await act.list(
        AllocationRound,
        select_rounds(season_id, status),
        show_round,
        page,
        created_at=AllocationRound.created_at,
        opens_at=AllocationRound.opens_at,
    )


@router.get("/v1/allocation-rounds/{round_id}", response_model=RoundOut)
async def get_round(round_id: UUID, act: Act = allow(PUBLIC)) -> Response:
    """One round."""
    return await act.get(AllocationRound, round_id, show_round)


@router.patch("/v1/allocation-rounds/{round_id}", response_model=RoundOut)
async def change_round(
    round_id: UUID, body: ChangeRound, act: Act = allow("host", "officer")
) -> Response:
    """Name and the time for wishes, while there is no plan."""
    changes = {name: value for name, value in given(body).items() if value is not None}
    return await act.write(run_rounds.change_round, show_round, round_id, changes)


@router.post("/v1/allocation-rounds/{round_id}/cancel", response_model=RoundOut)
async def cancel_round(
    round_id: UUID, body: Reason, act: Act = allow("host", "officer")
) -> Response:
    """Call a round off, with the reason that its members are owed."""
    return await act.write(
        run_rounds.cancel_round, show_round, round_id, body.reason, reason=body.reason
    )


@router.get("/v1/allocation-rounds/{round_id}/plan", response_model=PlanOut)
async def get_plan(
    round_id: UUID, act: Act = allow("host", "officer", "operator", "auditor")
) -> Response:
    """The plan as it stands: for each wish what it gets and why, and why not the rest."""
    return await act.read(find_plan, show_plan, round_id, act.caller)


@router.post("/v1/allocation-rounds/{round_id}/propose", response_model=PlanOut)
async def propose_allocation(round_id: UUID, act: Act = allow("host", "officer")) -> Response:
    """Make the plan, or make it again. Holds nothing. The same inputs give the same plan.

    The member with the fewest hours for its weight has the turn and gets the first of its own
    preferences that is free. What was set by hand stays. `?dry_run=true` only shows it.
    """
    return await act.write(propose_allocations.propose_allocation, show_plan, round_id)


@router.post("/v1/allocation-rounds/{round_id}/adjust", response_model=PlanOut)
async def adjust_allocation(
    round_id: UUID, body: AdjustAllocation, act: Act = allow("host", "officer")
) -> Response:
    """Set places of some wishes by hand, with the reason that their members are owed.

    Refused with everything that is in the way: rules, claims, other places of the plan.
    """
    changes = [
        adjust_allocations.Adjustment(
            one.wish_id,
            None
            if one.places is None
            else [
                adjust_allocations.NewPlace(place.space_id, place.interval) for place in one.places
            ],
        )
        for one in body.changes
    ]
    return await act.write(
        adjust_allocations.adjust_allocation,
        show_plan,
        round_id,
        changes,
        body.reason,
        reason=body.reason,
    )


@router.post("/v1/allocation-rounds/{round_id}/confirm", response_model=PlanOut)
async def confirm_allocation(
    round_id: UUID, body: ConfirmAllocation | None = None, act: Act = allow("host", "officer")
) -> Response:
    """The plan becomes confirmed bookings, all in one act. Send `If-Match` to confirm what you saw.

    What was taken since is listed and the whole refused; with `partly` the rest is confirmed.
    """
    partly = body.partly if body else False
    return await act.write(confirm_allocations.confirm_allocation, show_plan, round_id, partly)
