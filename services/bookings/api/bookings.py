"""Bookings over HTTP: ask, decide, move, attend."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field

from services.bookings.api.answers.bookings import (
    BookingOut,
    show_booking,
    show_booking_with_rivals,
)
from services.bookings.api.fields import Times
from services.bookings.domain.requesting import Wish
from services.bookings.models import Booking
from services.bookings.queries.lists import BookingFilter, find_booking, select_bookings
from services.bookings.usecases import (
    attend_bookings,
    decide_bookings,
    request_bookings,
    reschedule_bookings,
)
from shared.errors import Failure, Invalid
from shared.http.act import Act, allow
from shared.http.fields import (
    BilingualLine,
    BilingualProse,
    Code,
    Instant,
    Listed,
    Prose,
    RequestBody,
    Search,
)
from shared.http.lists import Page

router = APIRouter(tags=["bookings"])


class Activity(RequestBody):
    title: BilingualLine
    summary: BilingualProse | None = None
    kind: Code
    expected_audience: Annotated[int, Field(ge=0, le=10_000_000)] | None = None
    public: bool = True
    """Public activities appear in the calendar and may be promoted; others show time and place."""


class CreateBooking(Times):
    space_id: UUID
    activity: Activity
    member_id: UUID | None = None
    """For whom; needed from an officer and from someone who acts for several members."""


class Reason(RequestBody):
    reason: Prose | None = None


class CodedReason(Reason):
    reason_code: Code | None = None


class DeclineBooking(RequestBody):
    reason: Prose
    reason_code: Code | None = None


class RescheduleBooking(Times):
    reason: Prose | None = None


@router.post("/v1/bookings", status_code=201, response_model=BookingOut)
async def create_booking(body: CreateBooking, act: Act = allow()) -> Response:
    """Ask for a space. A request competes and holds nothing until the host confirms it.

    A refusal lists every rule that fails, the rivals and the nearest alternatives. The same
    request again, while the first waits, is refused with its `booking_id`.
    """
    activity = body.activity
    asked = request_bookings.Request(
        space_id=body.space_id,
        wish=Wish(body.interval, activity.kind, activity.expected_audience),
        title=activity.title.model_dump(),
        summary=activity.summary.model_dump() if activity.summary else None,
        public=activity.public,
        member_id=body.member_id,
    )
    return await act.write(request_bookings.create_booking, show_booking, asked, status=201)


@router.get("/v1/bookings", response_model=Listed[BookingOut])
async def list_bookings(
    page: Annotated[Page, Depends()],
    q: Search | None = None,
    status: Code | None = None,
    space_id: UUID | None = None,
    venue_id: UUID | None = None,
    member_id: UUID | None = None,
    from_: Annotated[Instant | None, Query(alias="from")] = None,
    to: Instant | None = None,
    act: Act = allow(),
) -> Response:
    """Bookings that the caller takes part in; officers see all. `from`/`to` bound the time."""
    if from_ is not None and to is not None and to < from_:
        raise Invalid(Failure("ends_before_start", field="to"))
    wanted = BookingFilter(q, status, space_id, venue_id, member_id, from_, to)
    return await act.list(
        Booking,
        select_bookings(wanted),
        show_booking,
        page,
        starts_at=Booking.starts_at,
        created_at=Booking.created_at,
    )


@router.get("/v1/bookings/{booking_id}", response_model=BookingOut)
async def get_booking(booking_id: UUID, act: Act = allow()) -> Response:
    """One booking with its rivals: who else asked for the time, who got it."""
    return await act.read(find_booking, show_booking_with_rivals, booking_id, act.caller)


@router.post("/v1/bookings/{booking_id}/confirm", response_model=BookingOut)
async def confirm_booking(
    booking_id: UUID, body: Reason | None = None, act: Act = allow("host", "officer")
) -> Response:
    """Give the space to this request. Of rivals exactly one can be confirmed: `space_taken`."""
    reason = body.reason if body else None
    return await act.write(
        decide_bookings.confirm_booking, show_booking, booking_id, reason, reason=reason
    )


@router.post("/v1/bookings/{booking_id}/decline", response_model=BookingOut)
async def decline_booking(
    booking_id: UUID, body: DeclineBooking, act: Act = allow("host", "officer")
) -> Response:
    """Say no to a request, with the reason that the member is owed."""
    return await act.write(
        decide_bookings.decline_booking,
        show_booking,
        booking_id,
        body.reason,
        body.reason_code,
        reason=body.reason,
    )


@router.post("/v1/bookings/{booking_id}/cancel", response_model=BookingOut)
async def cancel_booking(
    booking_id: UUID, body: CodedReason | None = None, act: Act = allow()
) -> Response:
    """Call it off; its time is free. Host and officer must give a reason."""
    given = body or CodedReason()
    return await act.write(
        decide_bookings.cancel_booking,
        show_booking,
        booking_id,
        given.reason,
        given.reason_code,
        reason=given.reason,
    )


@router.post("/v1/bookings/{booking_id}/reschedule", response_model=BookingOut)
async def reschedule_booking(
    booking_id: UUID, body: RescheduleBooking, act: Act = allow()
) -> Response:
    """Another time; the old one is kept until the new one is granted, and may overlap it.

    A member moves its own request; only host or officer move what was confirmed.
    """
    return await act.write(
        reschedule_bookings.reschedule_booking,
        show_booking,
        booking_id,
        body.interval,
        body.reason,
        reason=body.reason,
    )


@router.post("/v1/bookings/{booking_id}/check-in", response_model=BookingOut)
async def check_in_booking(booking_id: UUID, act: Act = allow("host", "officer")) -> Response:
    """They have come. Possible from the space's `check_in_minutes` before the start."""
    return await act.write(attend_bookings.check_in_booking, show_booking, booking_id)


@router.post("/v1/bookings/{booking_id}/complete", response_model=BookingOut)
async def complete_booking(booking_id: UUID, act: Act = allow("host", "officer")) -> Response:
    """It took place. Happens by itself at the end of the time."""
    return await act.write(attend_bookings.complete_booking, show_booking, booking_id)


@router.post("/v1/bookings/{booking_id}/no-show", response_model=BookingOut)
async def mark_no_show(
    booking_id: UUID, body: Reason | None = None, act: Act = allow("host", "officer")
) -> Response:
    """Nobody came; what remains of the time is free. Not published."""
    reason = body.reason if body else None
    return await act.write(
        attend_bookings.mark_no_show, show_booking, booking_id, reason, reason=reason
    )
