"""`/v1/legal-holds`: what is held is neither erased nor destroyed until the hold is lifted."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Response

from services.members.api.answers.legal_holds import LegalHoldOut, show_hold
from services.members.models import LegalHold
from services.members.queries import personal_data as queries
from services.members.usecases import keep_holds as usecases
from shared.http.act import Act, allow
from shared.http.fields import Listed, Prose, RequestBody
from shared.http.lists import AskedPage

router = APIRouter(tags=["legal holds"])

HeldKind = Literal[
    "application", "ceremony", "complaint", "contact", "member", "personal_data_request"
]


class PlaceHold(RequestBody):
    held_kind: HeldKind
    held_id: UUID
    reason: Prose


class LiftHold(RequestBody):
    reason: Prose


@router.post("/v1/legal-holds", status_code=201, response_model=LegalHoldOut)
async def place_hold(body: PlaceHold, act: Act = allow("officer", "decider")) -> Response:
    """Stop erasure and destruction of something, with the reason."""
    return await act.write(
        usecases.place_hold,
        show_hold,
        body.held_kind,
        body.held_id,
        body.reason,
        status=201,
        reason=body.reason,
    )


@router.get("/v1/legal-holds", response_model=Listed[LegalHoldOut])
async def list_holds(
    page: AskedPage,
    held_kind: HeldKind | None = None,
    held_id: UUID | None = None,
    standing: bool | None = None,
    act: Act = allow("officer", "decider", "operator", "auditor"),
) -> Response:
    """Holds, standing and lifted."""
    query = queries.select_holds(held_kind, held_id, standing)
    return await act.list(LegalHold, query, show_hold, page, created_at=LegalHold.created_at)


@router.get("/v1/legal-holds/{hold_id}", response_model=LegalHoldOut)
async def get_hold(
    hold_id: UUID, act: Act = allow("officer", "decider", "operator", "auditor")
) -> Response:
    """One hold."""
    return await act.get(LegalHold, hold_id, show_hold)


@router.post("/v1/legal-holds/{hold_id}/lift", response_model=LegalHoldOut)
async def lift_hold(
    hold_id: UUID, body: LiftHold, act: Act = allow("officer", "decider")
) -> Response:
    """Let time and requests count again, with the reason."""
    return await act.write(usecases.lift_hold, show_hold, hold_id, body.reason, reason=body.reason)
