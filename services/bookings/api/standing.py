"""Conduct of members and worklists over HTTP."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import Field

from services.bookings.api.answers.standing import (
    ConductMarkOut,
    ConductOut,
    StandingCaseOut,
    show_conduct,
    show_conduct_mark,
    show_standing_case,
)
from services.bookings.models import ConductMark, StandingCase
from services.bookings.queries.standing import (
    MarkFilter,
    find_conduct,
    select_cases,
    select_marks,
)
from services.bookings.usecases import keep_conduct, keep_worklists
from shared.http.act import Act, allow
from shared.http.fields import Code, Listed, Prose, RequestBody
from shared.http.lists import AskedPage

router = APIRouter(tags=["standing"])


class VoidMark(RequestBody):
    reason: Prose
    """Why it was wrong; the member reads it."""


class DecidedDate(RequestBody):
    date_id: UUID
    decision: Literal["keep", "cancel"]
    """`keep`: it takes place all the same."""


class DecideStandingCase(RequestBody):
    decisions: Annotated[list[DecidedDate], Field(min_length=1, max_length=500)]
    reason: Prose
    """The member reads it with what is cancelled."""


@router.get("/v1/conduct-marks", response_model=Listed[ConductMarkOut])
async def list_conduct_marks(
    page: AskedPage,
    member_id: UUID | None = None,
    booking_id: UUID | None = None,
    kind: Code | None = None,
    void: Annotated[bool | None, Query(description="Only void ones, or only those that count")] = (
        None
    ),
    act: Act = allow(),
) -> Response:
    """No-shows and late cancellations: the member's own, those at the host's venues, or all."""
    wanted = MarkFilter(member_id, booking_id, kind, void)
    return await act.list(
        ConductMark,
        select_marks(wanted),
        show_conduct_mark,
        page,
        noted_at=ConductMark.noted_at,
    )


@router.get("/v1/conduct-marks/{mark_id}", response_model=ConductMarkOut)
async def get_conduct_mark(mark_id: UUID, act: Act = allow()) -> Response:
    """One mark."""
    return await act.get(ConductMark, mark_id, show_conduct_mark)


@router.post("/v1/conduct-marks/{mark_id}/void", response_model=ConductMarkOut)
async def void_conduct_mark(
    mark_id: UUID, body: VoidMark, act: Act = allow("host", "officer")
) -> Response:
    """It was not so: the mark counts no more, and a pause that it caused is over."""
    return await act.write(
        keep_conduct.void_conduct_mark,
        show_conduct_mark,
        mark_id,
        body.reason,
        reason=body.reason,
    )


@router.get("/v1/members/{member_id}/conduct", response_model=ConductOut)
async def get_conduct(member_id: UUID, act: Act = allow()) -> Response:
    """Points within the window, and whether new requests are paused; the member's own, or staff."""
    return await act.read(find_conduct, show_conduct, member_id, act.caller, act.view.now)


@router.get("/v1/standing-cases", response_model=Listed[StandingCaseOut])
async def list_standing_cases(
    page: AskedPage,
    member_id: UUID | None = None,
    status: Code | None = None,
    act: Act = allow(),
) -> Response:
    """Worklists of members that are suspended or gone; a host sees those at its own venues."""
    return await act.list(
        StandingCase,
        select_cases(member_id, status),
        show_standing_case,
        page,
        decide_by=StandingCase.decide_by,
        created_at=StandingCase.created_at,
    )


@router.get("/v1/standing-cases/{case_id}", response_model=StandingCaseOut)
async def get_standing_case(case_id: UUID, act: Act = allow()) -> Response:
    """One worklist."""
    return await act.get(StandingCase, case_id, show_standing_case)


@router.post("/v1/standing-cases/{case_id}/decide", response_model=StandingCaseOut)
async def decide_standing_case(
    case_id: UUID, body: DecideStandingCase, act: Act = allow("host", "officer")
) -> Response:
    """Keep or cancel dates, all of those named or none. `?dry_run=true` shows what would be."""
    decisions = [keep_worklists.Decision(one.date_id, one.decision) for one in body.decisions]
    return await act.write(
        keep_worklists.decide_standing_case,
        show_standing_case,
        case_id,
        decisions,
        body.reason,
        reason=body.reason,
    )
