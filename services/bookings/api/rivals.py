"""Rivals side by side over HTTP; what each of them gets is said with the confirmation."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Response

from services.bookings.api.answers.rivals import RivalsOut, show_rivals
from services.bookings.queries import rivals
from shared.http.act import Act, allow

router = APIRouter(tags=["bookings"])


@router.get("/v1/bookings/{booking_id}/rivals", response_model=RivalsOut)
async def compare_rivals(booking_id: UUID, act: Act = allow("host", "officer")) -> Response:
    """Who asks for the same time, side by side: audience, public benefit, what became of what
    each member was given before, and how much of its fair share it has used.
    """
    return await act.read(rivals.compare_rivals, show_rivals, booking_id, act.caller, act.view.now)
