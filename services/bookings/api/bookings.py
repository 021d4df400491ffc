"""Bookings over HTTP: ask, decide, move, attend."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import Field

from services.bookings.api.answers.bookings import (
    BookingOut,
    show_booking,
    show_booking_with_rivals,
)
from services.bookings.api.asked import CreateBooking
from services.bookings.api.counter_offers import Others
from services.bookings.api.fields import Times
from services.bookings.models import Booking
from services.bookings.queries.lists import BookingFilter, find_booking, select_bookings
from services.bookings.usecases import (
    answer_rivals,
    attend_bookings,
    decide_bookings,
    request_bookings,
    reschedule_bookings,
)
from services.bookings.usecases.answer_rivals import NO_OTHERS
from services.bookings.usecases.decide_bookings import Answer
from shared.errors import Failure, Invalid
from shared.http.act import Act, allow
from shared.http.fields import (
    Code,
    Instant,
    Listed,
    Prose,
    RequestBody,
    Search,
)
from shared.http.lists import AskedPage

router = APIRouter(tags=["bookings"])


Chosen = Annotated[list[UUID], Field(min_length=1, max_length=1000)]


class Reason(RequestBody):
    reason: Prose | None = None
    """In words, for the other side to read."""


class ConfirmBooking(Reason):
    dates: Chosen | None = None
    """Which of its dates; without them all that are requested."""
    partly: bool = False
    """Dates that cannot be granted are declined, the others confirmed."""
    others: Others | None = None
    """What the other requests for the same time get, in the same act."""


class CancelBooking(Reason):
    reason_code: Code | None = None
    """Of `reason_code`; some excuse a late cancellation, see the place's asking-rules."""
    dates: Chosen | None = None
    """Which of its dates; without them all that are not over."""


class DeclineBooking(RequestBody):
    reason: Prose
    """In words, for the member to read."""
    reason_code: Code | None = None
    """Of `reason_code`."""
    dates: Chosen | None = None
    """Which of its dates; without them all that are requested."""


class RescheduleBooking(Times):
    reason: Prose | None = None
    date_id: UUID | None = None
    """The date that goes to this time; may be left out when it has only one to move."""
    scope: Literal["this", "following", "all"] = "this"
    """Which dates move with it, by the same length of time."""
    space_id: UUID | None = None
    """Another space of the same host."""


class OfDate(RequestBody):
    date_id: UUID | None = None
    """Which of its dates; may be left out when only one is meant."""


class MarkNoShow(OfDate):
    reason: Prose | None = None


@router.post("/v1/bookings", status_code=201, response_model=BookingOut)
async def create_booking(body: CreateBooking, act: Act = allow()) -> Response:
    """Ask for a space, once, on several dates or in a series.

    A request competes and holds nothing until the host confirms it.
    A refusal lists every rule that fails, the rivals and the nearest alternatives. The same
    request again, while the first waits, is refused with its `booking_id`.
    """
    return await act.write(request_bookings.create_booking, show_booking, body.read(), status=201)


@router.get("/v1/bookings", response_model=Listed[BookingOut])
async def list_bookings(
    page: AskedPage,
    q: Search | None = None,
    status: Code | None = None,
    space_id: UUID | None = None,
    venue_id: UUID | None = None,
    member_id: UUID | None = None,
    from_: Annotated[Instant | None, Query(alias="from")] = None,
    to: Instant | None = None,
    act: Act = allow(),
) -> Response:
    """Bookings that the caller takes part in; officers see all.

    `q` finds words of the title, `[from, to)` what overlaps it.
    """
    if from_ is not None and to is not None and to < from_:
        raise Invalid(Failure("ends_before_start", field="to"))
    wanted = BookingFilter(q, status, space_id, venue_id, member_id, from_, to)
    return await act.list(
        Booking,
        select_bookings(wanted, act.view.now),
        show_booking,
        page,
        starts_at=Booking.starts_at,
        created_at=Booking.created_at,
    )


@router.get("/v1/bookings/{booking_id}", response_model=BookingOut)
async def get_booking(booking_id: UUID, act: Act = allow()) -> Response:
    """One booking with its rivals: who else asked for the time, who got it."""
    return await act.read(
        find_booking, show_booking_with_rivals, booking_id, act.caller, act.view.now
    )


@router.post("/v1/bookings/{booking_id}/confirm", response_model=BookingOut)
async def confirm_booking(
    booking_id: UUID, body: ConfirmBooking | None = None, act: Act = allow("host", "officer")
) -> Response:
    """Give the space to this request. Of rivals exactly one can be confirmed: `space_taken`.

    `others` gives each other request a counter-offer or a place in the queue in the same act.
    """
    given = body or ConfirmBooking()
    answer = Answer(given.dates, given.reason, partly=given.partly)
    others = given.others.read() if given.others else NO_OTHERS
    return await act.write(
        answer_rivals.confirm_booking,
        show_booking,
        booking_id,
        answer,
        others,
        reason=given.reason,
    )


@router.post("/v1/bookings/{booking_id}/decline", response_model=BookingOut)
async def decline_booking(
    booking_id: UUID, body: DeclineBooking, act: Act = allow("host", "officer")
) -> Response:
    """Say no to a request, with the reason that the member is owed."""
    answer = Answer(body.dates, body.reason, body.reason_code)
    return await act.write(
        decide_bookings.decline_booking, show_booking, booking_id, answer, reason=body.reason
    )


@router.post("/v1/bookings/{booking_id}/cancel", response_model=BookingOut)
async def cancel_booking(
    booking_id: UUID, body: CancelBooking | None = None, act: Act = allow()
) -> Response:
    """Call it off; its time is free. Host and officer must give a reason."""
    given = body or CancelBooking()
    answer = Answer(given.dates, given.reason, given.reason_code)
    return await act.write(
        decide_bookings.cancel_booking, show_booking, booking_id, answer, reason=given.reason
    )


@router.post("/v1/bookings/{booking_id}/reschedule", response_model=BookingOut)
async def reschedule_booking(
    booking_id: UUID, body: RescheduleBooking, act: Act = allow()
) -> Response:
    """Another time; the old one is kept until the new one is granted, and may overlap it.

    A member moves its own request; only host or officer move what was confirmed.
    """
    move = reschedule_bookings.Move(
        body.interval, body.date_id, body.scope, body.space_id, body.reason
    )
    return await act.write(
        reschedule_bookings.reschedule_booking, show_booking, booking_id, move, reason=body.reason
    )


@router.post("/v1/bookings/{booking_id}/check-in", response_model=BookingOut)
async def check_in_booking(
    booking_id: UUID, body: OfDate | None = None, act: Act = allow("host", "officer")
) -> Response:
    """They have come. Possible from the space's `check_in_minutes` before the start."""
    date_id = body.date_id if body else None
    return await act.write(attend_bookings.check_in_booking, show_booking, booking_id, date_id)


@router.post("/v1/bookings/{booking_id}/complete", response_model=BookingOut)
async def complete_booking(
    booking_id: UUID, body: OfDate | None = None, act: Act = allow("host", "officer")
) -> Response:
    """It took place. Happens by itself at the end of the time."""
    date_id = body.date_id if body else None
    return await act.write(attend_bookings.complete_booking, show_booking, booking_id, date_id)


@router.post("/v1/bookings/{booking_id}/no-show", response_model=BookingOut)
async def mark_no_show(
    booking_id: UUID, body: MarkNoShow | None = None, act: Act = allow("host", "officer")
) -> Response:
    """Nobody came; what remains of the time is free. Not published."""
    given = body or MarkNoShow()
    return await act.write(
        attend_bookings.mark_no_show,
        show_booking,
        booking_id,
        given.reason,
        given.date_id,
        reason=given.reason,
    )
