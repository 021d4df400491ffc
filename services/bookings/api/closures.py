"""Closures over HTTP."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel

from services.bookings.api.answers import (
    Actions,
    BilingualOut,
    Listed,
    NamedOut,
    action,
    bilingual,
    named,
    say,
)
from services.bookings.api.bookings import Times
from services.bookings.api.fields import Code, Prose
from services.bookings.api.showing import MemberOut
from services.bookings.domain import closing, states
from services.bookings.models import Booking, Closure
from services.bookings.queries.lists import select_closures
from services.bookings.usecases import closing as usecases
from services.bookings.usecases.closing import ClosureOutcome
from shared.http.act import Act, View, allow
from shared.http.lists import Page

router = APIRouter(tags=["closures"])


class CloseSpace(Times):
    space_id: UUID
    reason: Prose | None = None
    reason_code: Code | None = None


class DisplacedOut(BaseModel):
    """A booking that had to give way."""

    booking_id: UUID
    status: str
    starts_at: datetime
    ends_at: datetime
    title: BilingualOut
    member: MemberOut


class ClosureOut(BaseModel):
    id: UUID
    status: str
    status_label: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    space_id: UUID
    space: NamedOut
    starts_at: datetime
    ends_at: datetime
    reason: BilingualOut | None
    reason_code: str | None
    reason_label: str | None
    displaced_ids: list[UUID]
    """Bookings that it displaced and that have not been restored."""
    actions: Actions


class ClosureOutcomeOut(ClosureOut):
    displaced: list[DisplacedOut]
    """Bookings that have no place now: to be moved or cancelled."""
    restored: list[DisplacedOut]
    """Bookings that have their place again."""


def show_closure(closure: Closure, view: View) -> ClosureOut:
    plain = (
        "id status version created_at updated_at space_id starts_at ends_at reason_code "
        "displaced_ids"
    )
    rights = states.lacks_hosting(view.caller, closure.host_id)
    return ClosureOut(
        **{field: getattr(closure, field) for field in plain.split()},
        status_label=say("closure_status", closure.status, view),
        space=named(closure.space),
        reason=bilingual(closure.reason) if closure.reason else None,
        reason_label=say("reason_code", closure.reason_code, view),
        actions={"end": action(view, rights, closing.may_end(closure.status))},
    )


def show_outcome(outcome: ClosureOutcome, view: View) -> ClosureOutcomeOut:
    return ClosureOutcomeOut(
        **show_closure(outcome.closure, view).model_dump(),
        displaced=[_show_displaced(one) for one in outcome.displaced],
        restored=[_show_displaced(one) for one in outcome.restored],
    )


def _show_displaced(booking: Booking) -> DisplacedOut:
    return DisplacedOut(
        booking_id=booking.id,
        status=booking.status,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        title=bilingual(booking.title),
        member=MemberOut(id=booking.member_id, name=booking.member.name),
    )


@router.post("/v1/closures", status_code=201, response_model=ClosureOutcomeOut)
async def close_space(body: CloseSpace, act: Act = allow("host", "officer")) -> Response:
    """Close a space and its parts for a time; displaces what is confirmed there.

    `?dry_run=true` shows what would be displaced.
    """
    order = usecases.ClosingOrder(
        space_id=body.space_id,
        time=body.interval,
        reason=body.reason.model_dump() if body.reason else None,
        reason_code=body.reason_code,
    )
    reason = body.reason.vi if body.reason else body.reason_code
    return await act.write(usecases.close_space, show_outcome, order, status=201, reason=reason)


@router.post("/v1/closures/{closure_id}/end", response_model=ClosureOutcomeOut)
async def end_closure(closure_id: UUID, act: Act = allow("host", "officer")) -> Response:
    """Reopen now: displaced bookings get back what is still free, the rest is listed."""
    return await act.write(usecases.end_closure, show_outcome, closure_id)


@router.get("/v1/closures", response_model=Listed[ClosureOut])
async def list_closures(
    page: Annotated[Page, Depends()],
    space_id: UUID | None = None,
    status: Code | None = None,
    act: Act = allow("host", "officer", "operator", "auditor"),
) -> Response:
    """Closures of the host's venues; officers see all."""
    return await act.list(
        Closure,
        select_closures(space_id, status),
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
