"""Places to go to when it rains, over HTTP."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Response

from services.bookings.api.answers.fallbacks import FallbackOut, show_fallback
from services.bookings.models import Fallback
from services.bookings.queries.weather import select_fallbacks
from services.bookings.usecases import hold_fallbacks as usecases
from shared.http.act import Act, allow
from shared.http.fields import Code, Listed, RequestBody
from shared.http.lists import AskedPage

router = APIRouter(tags=["weather"])


class CreateFallback(RequestBody):
    booking_id: UUID
    """A booking with a confirmed outdoor date ahead."""
    date_id: UUID | None = None
    """Needed when the booking has several dates."""
    space_id: UUID
    """An indoor space of the same host."""


@router.post("/v1/fallbacks", status_code=201, response_model=FallbackOut)
async def create_fallback(body: CreateFallback, act: Act = allow()) -> Response:
    """Hold an indoor place for a confirmed outdoor date, softly.

    It gives way to other bookings until it is firm (`firm_at`); then it is held until the end.
    """
    return await act.write(
        usecases.create_fallback,
        show_fallback,
        body.booking_id,
        body.date_id,
        body.space_id,
        status=201,
    )


@router.get("/v1/fallbacks", response_model=Listed[FallbackOut])
async def list_fallbacks(
    page: AskedPage,
    booking_id: UUID | None = None,
    space_id: UUID | None = None,
    status: Code | None = None,
    act: Act = allow(),
) -> Response:
    """Fallbacks of the caller's bookings or spaces; officers see all."""
    return await act.list(
        Fallback,
        select_fallbacks(booking_id, space_id, status),
        show_fallback,
        page,
        created_at=Fallback.created_at,
        firm_at=Fallback.firm_at,
    )


@router.get("/v1/fallbacks/{fallback_id}", response_model=FallbackOut)
async def get_fallback(fallback_id: UUID, act: Act = allow()) -> Response:
    """One fallback."""
    return await act.get(Fallback, fallback_id, show_fallback)


@router.post("/v1/fallbacks/{fallback_id}/release", response_model=FallbackOut)
async def release_fallback(fallback_id: UUID, act: Act = allow()) -> Response:
    """It is not needed any more: the place is free for others."""
    return await act.write(usecases.release_fallback, show_fallback, fallback_id)
