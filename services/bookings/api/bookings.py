"""Bookings over HTTP: ask, decide, move, attend."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field, ValidationInfo, field_validator

from services.bookings.api.answers.bookings import (
    BookingOut,
    show_booking,
    show_booking_with_rivals,
)
from services.bookings.api.fields import Answers, Times
from services.bookings.api.place_fields import Codes, Loudness
from services.bookings.domain.intervals import Interval
from services.bookings.models import Booking
from services.bookings.queries.lists import BookingFilter, find_booking, select_bookings
from services.bookings.usecases import (
    attend_bookings,
    decide_bookings,
    request_bookings,
    reschedule_bookings,
)
from services.bookings.usecases.decide_bookings import Answer
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
from shared.http.problems import FieldProblem

router = APIRouter(tags=["bookings"])


class Activity(RequestBody):
    title: BilingualLine
    summary: BilingualProse | None = None
    kind: Code
    expected_audience: Annotated[int, Field(ge=0, le=10_000_000)] | None = None
    layout: Code | None = None
    """How the place is to be set up; any way when left out."""
    contents: Codes = Field(default=[])
    """Its main contents, of which a place may refuse some."""
    loudness: Loudness | None = None
    """As loud as its kind usually is when left out."""
    public: bool = True
    """Public activities appear in the calendar and may be promoted; others show time and place."""


class EquipmentWish(RequestBody):
    equipment_id: UUID
    count: Annotated[int, Field(ge=1, le=1_000_000)]


class CreateBooking(RequestBody):
    space_id: UUID
    activity: Activity
    starts_at: Instant | None = None
    ends_at: Instant | None = None
    rrule: Annotated[str, Field(min_length=1, max_length=500)] | None = None
    """Repeats `starts_at`-`ends_at`: an RFC 5545 rule with FREQ=DAILY, WEEKLY or MONTHLY and an
    end, walked in Hanoi time."""
    dates: Annotated[list[Times], Field(min_length=1, max_length=1000)] | None = None
    """Instead of one time and a rule: each date by itself. Answers number them in order of time."""
    equipment: list[EquipmentWish] = Field(default_factory=list, max_length=50)
    """What it wants of the venue's equipment on each date."""
    partly: bool = False
    """Dates that cannot be had are declined at once, with their failures, and the others are
    requested; without it the refusal lists each failing date."""
    member_id: UUID | None = None
    """For whom; needed from an officer and from someone who acts for several members."""
    answers: Answers = Field(default={})
    """To the form of the place, see its asking-rules."""

    @field_validator("ends_at")
    @classmethod
    def _after_start(cls, ends_at: Instant | None, info: ValidationInfo) -> Instant | None:
        starts_at = info.data.get("starts_at")
        if starts_at is not None and ends_at is not None and ends_at <= starts_at:
            raise FieldProblem("ends_before_start")
        return ends_at

    @property
    def times(self) -> list[Interval]:
        """Raises Invalid unless it is one time, with or without a rule, or a list of dates."""
        one = self.starts_at is not None or self.ends_at is not None or self.rrule is not None
        if self.dates is not None and not one:
            return [date.interval for date in self.dates]
        if self.dates is not None or self.starts_at is None or self.ends_at is None:
            field = "ends_at" if self.starts_at is not None and self.dates is None else "starts_at"
            raise Invalid(Failure("times_unclear", field=field))
        return [Interval(self.starts_at, self.ends_at)]

    def read(self) -> request_bookings.Request:
        """What is asked for. Raises Invalid for times that are unclear."""
        activity = self.activity
        return request_bookings.Request(
            space_id=self.space_id,
            times=self.times,
            kind=activity.kind,
            audience=activity.expected_audience,
            layout=activity.layout,
            contents=activity.contents,
            loudness=activity.loudness,
            title=activity.title.model_dump(),
            summary=activity.summary.model_dump() if activity.summary else None,
            public=activity.public,
            member_id=self.member_id,
            rrule=self.rrule,
            equipment={one.equipment_id: one.count for one in self.equipment},
            partly=self.partly,
            answers=self.answers,
        )


Chosen = Annotated[list[UUID], Field(min_length=1, max_length=1000)]


class Reason(RequestBody):
    reason: Prose | None = None


class ConfirmBooking(Reason):
    dates: Chosen | None = None
    """Which of its dates; without them all that are requested."""
    partly: bool = False
    """Dates that cannot be granted are declined, the others confirmed."""


class CancelBooking(Reason):
    reason_code: Code | None = None
    dates: Chosen | None = None
    """Which of its dates; without them all that are not over."""


class DeclineBooking(RequestBody):
    reason: Prose
    reason_code: Code | None = None
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
    """Give the space to this request. Of rivals exactly one can be confirmed: `space_taken`."""
    given = body or ConfirmBooking()
    answer = Answer(given.dates, given.reason, partly=given.partly)
    return await act.write(
        decide_bookings.confirm_booking, show_booking, booking_id, answer, reason=given.reason
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
