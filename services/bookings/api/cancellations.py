"""Giving a time up over HTTP: until when it is free of consequence, the rest of it, an excuse."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Response

from services.bookings.api.answers.bookings import BookingOut, show_booking
from services.bookings.api.answers.cancellations import ConsequencesOut, show_consequences
from services.bookings.queries.cancellations import find_consequences
from services.bookings.usecases import count_cancellations
from services.bookings.usecases import release_time as releasing
from services.bookings.usecases.release_time import Release
from shared.http.act import Act, allow
from shared.http.fields import Code, Instant, Prose, RequestBody

router = APIRouter(tags=["bookings"])


class ReleaseTime(RequestBody):
    date_id: UUID | None = None
    """Which date; needed where several are granted."""
    until: Instant | None = None
    """Its new end; without it now."""
    reason: Prose | None = None
    reason_code: Code | None = None
    """Of `reason_code`."""


class Excuse(RequestBody):
    reason: Prose
    """Why it does not count."""


@router.get("/v1/bookings/{booking_id}/cancellation", response_model=ConsequencesOut)
async def get_cancellation(booking_id: UUID, act: Act = allow()) -> Response:
    """Until when each granted date is free to cancel, and which cancellations came too late."""
    return await act.read(find_consequences, show_consequences, booking_id, act.caller)


@router.post("/v1/bookings/{booking_id}/release", response_model=BookingOut)
async def release_time(
    booking_id: UUID, body: ReleaseTime | None = None, act: Act = allow()
) -> Response:
    """Give back the rest of a granted time before its end; others may have it at once."""
    given = body or ReleaseTime()
    order = Release(given.date_id, given.until, given.reason, given.reason_code)
    return await act.write(
        releasing.release_time, show_booking, booking_id, order, reason=given.reason
    )


@router.post("/v1/bookings/{booking_id}/excuse-cancellation", response_model=BookingOut)
async def excuse_cancellation(
    booking_id: UUID, body: Excuse, act: Act = allow("host", "officer")
) -> Response:
    """A cancellation that came too late does not count on the member's record."""
    return await act.write(
        count_cancellations.excuse_cancellation,
        show_booking,
        booking_id,
        body.reason,
        reason=body.reason,
    )
