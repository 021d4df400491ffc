"""Drafts over HTTP: a request that is written piece by piece and submitted when it is whole."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Body, Response
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from sqlalchemy import select

from services.bookings.api.answers.booking_drafts import DraftOut, show_draft
from services.bookings.api.answers.bookings import BookingOut, show_booking
from services.bookings.api.asked import CreateBooking
from services.bookings.domain.drafts import DRAFT
from services.bookings.models import Booking
from services.bookings.models.asking import BookingDraft
from services.bookings.usecases import write_drafts as usecases
from services.bookings.usecases.request_bookings import Request
from shared.errors import Failure, Invalid
from shared.http.act import Act, View, allow
from shared.http.fields import Answer, Code, Listed
from shared.http.lists import AskedPage
from shared.http.problems import read_validation

router = APIRouter(tags=["drafts"])

Piece = Annotated[
    dict[str, Any],
    Body(
        description="Any part of the body of `POST /v1/bookings`. In a PATCH it is merged into "
        "what is there (RFC 7396); null takes a field out.",
        examples=[{"activity": {"public": True}}],
    ),
]


@router.post("/v1/booking-drafts", status_code=201, response_model=DraftOut)
async def create_draft(body: Piece, act: Act = allow()) -> Response:
    """Begin a request with as much as there is. Only the member and who began it see it."""
    return await act.write(usecases.create_draft, show_own_draft, body, check_piece, status=201)


@router.get("/v1/booking-drafts", response_model=Listed[DraftOut])
async def list_drafts(page: AskedPage, status: Code = DRAFT, act: Act = allow()) -> Response:
    """The caller's drafts; those submitted or dropped with their `status`."""
    query = select(BookingDraft).where(BookingDraft.status == status)
    return await act.list(
        BookingDraft,
        query,
        show_own_draft,
        page,
        updated_at=BookingDraft.updated_at,
        created_at=BookingDraft.created_at,
    )


@router.get("/v1/booking-drafts/{draft_id}", response_model=DraftOut)
async def get_draft(draft_id: UUID, act: Act = allow()) -> Response:
    """One draft with what it still lacks. `submit?dry_run=true` tells what the place would say."""
    return await act.get(BookingDraft, draft_id, show_own_draft)


@router.patch("/v1/booking-drafts/{draft_id}", response_model=DraftOut)
async def change_draft(draft_id: UUID, body: Piece, act: Act = allow()) -> Response:
    """Write the next piece."""
    return await act.write(usecases.change_draft, show_own_draft, draft_id, body, check_piece)


@router.post("/v1/booking-drafts/{draft_id}/submit", status_code=201, response_model=BookingOut)
async def submit_draft(draft_id: UUID, act: Act = allow()) -> Response:
    """Ask for it: the answer is the booking, which has the draft's id and its files.

    Refused with every rule that fails; the draft stays as it is then.
    """
    return await act.write(usecases.submit_draft, show_submitted, draft_id, read_whole, status=201)


@router.post("/v1/booking-drafts/{draft_id}/drop", response_model=DraftOut)
async def drop_draft(draft_id: UUID, act: Act = allow()) -> Response:
    """Give it up; its content and files go. Happens by itself when nobody touches it for long."""
    return await act.write(usecases.drop_draft, show_own_draft, draft_id)


def show_own_draft(draft: BookingDraft, view: View) -> DraftOut:
    return show_draft(draft, find_missing(draft.content) if draft.status == DRAFT else [], view)


def show_submitted(row: Booking | BookingDraft, view: View) -> Answer:
    """The booking; to whoever comes with a stale If-Match, the draft."""
    return show_booking(row, view) if isinstance(row, Booking) else show_own_draft(row, view)


def check_piece(content: dict[str, Any]) -> None:
    """Raises Invalid for everything that is wrong; what is only missing is not."""
    wrong = [one for one in _problems(content) if not _is_missing(one)]
    if wrong:
        raise read_validation(RequestValidationError(wrong))


def find_missing(content: dict[str, Any]) -> list[str]:
    """Fields that a request still needs: `activity.title.vi`."""
    missing = [one for one in _problems(content) if _is_missing(one)]
    fields = [".".join(str(part) for part in one["loc"]) for one in missing]
    if not content.get("dates"):
        fields += [name for name in ("starts_at", "ends_at") if name not in content]
    return fields


def read_whole(content: dict[str, Any]) -> Request:
    if missing := find_missing(content):
        raise Invalid(*(Failure("field_missing", field=field) for field in missing))
    check_piece(content)
    return CreateBooking.model_validate(content).read()


def _problems(content: dict[str, Any]) -> list[Any]:
    try:
        CreateBooking.model_validate(content)
    except ValidationError as error:
        return list(error.errors())
    return []


def _is_missing(problem: Any) -> bool:
    return bool(problem["type"] == "missing")
