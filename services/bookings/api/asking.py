"""Around a request: its form, its rivals, the rest of a time given back, a late cancellation
excused.
"""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.bookings.api.answers.asking_rules import IntakeOut, show_intake
from services.bookings.api.answers.bookings import BookingOut, show_booking
from services.bookings.api.answers.cancellations import ConsequencesOut, show_consequences
from services.bookings.api.answers.rivals import RivalsOut, show_rivals
from services.bookings.models import Booking
from services.bookings.queries import rivals
from services.bookings.queries.asking import find_form
from services.bookings.queries.cancellations import find_consequences
from services.bookings.usecases import count_cancellations
from services.bookings.usecases import release_time as releasing
from services.bookings.usecases.release_time import Release
from shared.errors import NotFound
from shared.forms.form import Form
from shared.http.act import Act, View, allow
from shared.http.fields import Answer, Code, Instant, Prose, RequestBody

router = APIRouter(tags=["bookings"])


class ReleaseTime(RequestBody):
    date_id: UUID | None = None
    """Which date; needed where several are granted."""
    until: Instant | None = None
    """Its new end; without it now."""
    reason: Prose | None = None
    reason_code: Code | None = None


class Excuse(RequestBody):
    reason: Prose


class AnsweredOut(Answer):
    """The form that the booking was asked with, and its answers."""

    form: IntakeOut
    answers: dict[str, object]


@router.get("/v1/bookings/{booking_id}/rivals", response_model=RivalsOut)
async def compare_rivals(booking_id: UUID, act: Act = allow("host", "officer")) -> Response:
    """Who asks for the same time, side by side: audience, public benefit, what became of what
    each member was given before, and how much of its fair share it has used.
    """
    return await act.read(rivals.compare_rivals, show_rivals, booking_id, act.caller, act.view.now)


@router.get("/v1/bookings/{booking_id}/answers", response_model=AnsweredOut)
async def get_answers(booking_id: UUID, act: Act = allow()) -> Response:
    """What the place asked, in the version of then, and what was answered."""

    async def look(session: AsyncSession) -> tuple[Form, Booking]:
        booking = await session.get(Booking, booking_id)
        if booking is None or not act.caller.may_read(booking.readers):
            raise NotFound(Booking.KIND, booking_id)
        return await find_form(session, booking.intake_id), booking

    def show(found: tuple[Form, Booking], view: View) -> AnsweredOut:
        form, booking = found
        return AnsweredOut(form=show_intake(form, view), answers=booking.answers or {})

    return await act.read(look, show)


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
