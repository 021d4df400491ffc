"""Changing a booking over HTTP: its activity and answers, or a new time that a member asks for."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field
from sqlalchemy import select

from services.bookings.api.answers.booking_changes import (
    ChangeOut,
    EditedOut,
    show_change,
    show_edited,
)
from services.bookings.api.current import or_current
from services.bookings.api.fields import Answers, NamePatch, Times
from services.bookings.api.place_fields import Codes, Loudness
from services.bookings.models.asking import BookingChange
from services.bookings.usecases import change_bookings, decide_changes
from services.bookings.usecases.reschedule_bookings import Move
from shared.http.act import Act, allow
from shared.http.fields import BilingualProse, Code, Listed, Prose, RequestBody, given
from shared.http.lists import AskedPage

router = APIRouter(tags=["bookings"])


class ActivityPatch(RequestBody):
    """What is left out stays."""

    title: NamePatch | None = None
    summary: BilingualProse | None = None
    """Null takes it out."""
    kind: Code | None = None
    expected_audience: Annotated[int, Field(ge=0, le=10_000_000)] | None = None
    """Null takes it out."""
    layout: Code | None = None
    """Null: set up any way."""
    contents: Codes | None = None
    loudness: Loudness | None = None
    """Null: as loud as its kind usually is."""
    public: bool | None = None


CLEARABLE = {"summary", "expected_audience", "layout", "loudness"}
"""Fields that a patch may set to null; null means nothing for the others."""


class EditBooking(RequestBody):
    activity: ActivityPatch | None = None
    answers: Answers | None = None
    """Answers to the place's form by question; null takes one back."""
    note: Prose | None = None
    """For the host, when it must approve."""

    def read(self) -> dict[str, Any]:
        activity = given(self.activity) if self.activity else {}
        patch = {
            field: value
            for field, value in activity.items()
            if value is not None or field in CLEARABLE
        }
        return patch | ({"answers": self.answers} if self.answers is not None else {})


class AskToMove(Times):
    scope: Literal["this", "following", "all"] = "this"
    date_id: UUID | None = None
    """Which date; needed where there are several."""
    note: Prose | None = None
    """Why, for the host."""


class Approve(RequestBody):
    reason: Prose | None = None


class Refuse(RequestBody):
    reason: Prose


@router.patch("/v1/bookings/{booking_id}", response_model=EditedOut)
async def edit_booking(booking_id: UUID, body: EditBooking, act: Act = allow()) -> Response:
    """Change the activity or the answers; checked anew against all rules of the place.

    What the place wants to approve anew (see `reapproval` of its asking-rules) waits as
    `waiting_change`, whole; the booking stands as it was granted until the host approves.
    """
    return await act.write(
        change_bookings.edit_booking,
        or_current(show_edited),
        booking_id,
        body.read(),
        body.note,
        reason=body.note,
    )


@router.post("/v1/bookings/{booking_id}/changes", status_code=201, response_model=ChangeOut)
async def ask_to_move(booking_id: UUID, body: AskToMove, act: Act = allow()) -> Response:
    """A member asks for another time of what was granted; the old one is kept until the host
    approves. It takes the place of a change that waits already.
    """
    move = Move(body.interval, body.date_id, body.scope)
    return await act.write(
        change_bookings.ask_to_move,
        or_current(show_change),
        booking_id,
        move,
        body.note,
        status=201,
        reason=body.note,
    )


@router.get("/v1/booking-changes", response_model=Listed[ChangeOut])
async def list_changes(
    page: AskedPage,
    status: Code | None = None,
    booking_id: UUID | None = None,
    act: Act = allow(),
) -> Response:
    """Changes that the caller asked for or decides about; `status=waiting` is the host's pile."""
    query = select(BookingChange)
    if status is not None:
        query = query.where(BookingChange.status == status)
    if booking_id is not None:
        query = query.where(BookingChange.booking_id == booking_id)
    return await act.list(
        BookingChange, query, show_change, page, created_at=BookingChange.created_at
    )


@router.get("/v1/booking-changes/{change_id}", response_model=ChangeOut)
async def get_change(change_id: UUID, act: Act = allow()) -> Response:
    """One change: what it was, what it is to be, what became of it."""
    return await act.get(BookingChange, change_id, show_change)


@router.post("/v1/booking-changes/{change_id}/approve", response_model=ChangeOut)
async def approve_change(
    change_id: UUID, body: Approve | None = None, act: Act = allow("host", "officer")
) -> Response:
    """Do what was asked. Checked again: refused as the edit or the move itself would be."""
    reason = body.reason if body else None
    return await act.write(
        decide_changes.approve_change, or_current(show_change), change_id, reason, reason=reason
    )


@router.post("/v1/booking-changes/{change_id}/refuse", response_model=ChangeOut)
async def refuse_change(
    change_id: UUID, body: Refuse, act: Act = allow("host", "officer")
) -> Response:
    """Leave the booking as it was granted, with the reason that the member is owed."""
    return await act.write(
        decide_changes.refuse_change, show_change, change_id, body.reason, reason=body.reason
    )


@router.post("/v1/booking-changes/{change_id}/withdraw", response_model=ChangeOut)
async def withdraw_change(change_id: UUID, act: Act = allow()) -> Response:
    """The member takes it back."""
    return await act.write(decide_changes.withdraw_change, show_change, change_id)
