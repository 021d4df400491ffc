"""Closures over HTTP."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import Field

from services.bookings.api.answers.closures import (
    ClosureOut,
    ClosureOutcomeOut,
    show_closure,
    show_outcome,
)
from services.bookings.api.fields import Times
from services.bookings.models import Closure
from services.bookings.queries.lists import select_closures
from services.bookings.usecases import close_spaces as usecases
from services.bookings.usecases.move_away import DateMove
from shared.errors import Failure, Invalid
from shared.http.act import Act, allow
from shared.http.fields import BilingualProse, Code, Instant, Listed
from shared.http.lists import AskedPage

router = APIRouter(tags=["closures"])


class MoveDate(Times):
    """Where a date goes; without a space it stays where it is, at another time."""

    date_id: UUID
    space_id: UUID | None = None


class CreateClosure(Times):
    space_id: UUID
    """Its parts are closed with it."""
    reason: BilingualProse | None = None
    """In words, for members to read; this or `reason_code`."""
    reason_code: Code | None = None
    """Of `reason_code`."""
    moves: Annotated[list[MoveDate], Field(default_factory=list, max_length=400)]
    """Dates that it touches and that go elsewhere in the same act, all of them or none."""


@router.post("/v1/closures", status_code=201, response_model=ClosureOutcomeOut)
async def create_closure(body: CreateClosure, act: Act = allow("host", "officer")) -> Response:
    """Close a space and its parts for a time; displaces what is confirmed there.

    `?dry_run=true` shows whom it touches and where each date could go: what is proposed first
    can be given as `moves` all together.
    """
    order = usecases.ClosingOrder(
        space_id=body.space_id,
        time=body.interval,
        reason=body.reason.model_dump() if body.reason else None,
        reason_code=body.reason_code,
        moves=[DateMove(one.date_id, one.space_id, one.interval) for one in body.moves],
    )
    reason = body.reason.vi if body.reason else body.reason_code
    return await act.write(usecases.create_closure, show_outcome, order, status=201, reason=reason)


@router.post("/v1/closures/{closure_id}/end", response_model=ClosureOutcomeOut)
async def end_closure(closure_id: UUID, act: Act = allow("host", "officer")) -> Response:
    """Reopen now: displaced bookings get back what is still free, the rest is listed."""
    return await act.write(usecases.end_closure, show_outcome, closure_id)


@router.get("/v1/closures", response_model=Listed[ClosureOut])
async def list_closures(
    page: AskedPage,
    space_id: UUID | None = None,
    status: Code | None = None,
    from_: Annotated[Instant | None, Query(alias="from")] = None,
    to: Instant | None = None,
    act: Act = allow("host", "officer", "operator", "auditor"),
) -> Response:
    """Closures of the host's venues, those that overlap `[from, to)`; officers see all."""
    if from_ is not None and to is not None and to < from_:
        raise Invalid(Failure("ends_before_start", field="to"))
    return await act.list(
        Closure,
        select_closures(space_id, status, from_, to),
        show_closure,
        page,
        starts_at=Closure.starts_at,
        created_at=Closure.created_at,
    )


@router.get("/v1/closures/{closure_id}", response_model=ClosureOut)
async def get_closure(
    closure_id: UUID, act: Act = allow("host", "officer", "operator", "auditor")
) -> Response:
    """One closure."""
    return await act.get(Closure, closure_id, show_closure)
