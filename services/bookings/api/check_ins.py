"""Check-in codes over HTTP: who gets which, and the door that takes them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import StringConstraints

from services.bookings.api.answers.parts import NamedOut, named
from services.bookings.models import BookingDate
from services.bookings.pages.check_in import (
    CONTENT_SECURITY_POLICY,
    draw_code,
    render_check_in_page,
)
from services.bookings.settings import Settings
from services.bookings.usecases import check_in_by_code as usecases
from services.bookings.usecases.check_in_by_code import IssuedCode
from shared.http.act import PUBLIC, Act, View, allow
from shared.http.fields import Answer, RequestBody
from shared.http.rate_limit import RateLimit, address_of

router = APIRouter(tags=["check-in"])

PAGE_SECONDS = 3600
SVG: dict[int | str, dict[str, Any]] = {
    200: {"content": {"image/svg+xml": {"schema": {"type": "string"}}}}
}
DateId = Annotated[UUID | None, Query(description="Needed when the booking has several dates")]


class UseCode(RequestBody):
    token: Annotated[str, StringConstraints(max_length=200)]
    """What stands behind `#` in the code's address."""


class CheckInCodeOut(Answer):
    kind: str
    """`door`: whoever scans it is there; `pass`: the host scans it."""
    token: str
    url: str
    """What the QR code says; the part behind `#` is sent to nobody by opening it."""
    date_id: UUID
    opens_at: datetime
    """From when it checks in."""
    ends_at: datetime


class CheckedInOut(Answer):
    """What everyone at the door may see: no member, no title."""

    space: NamedOut
    venue: NamedOut
    starts_at: datetime
    ends_at: datetime
    checked_in_at: datetime | None


def _show_checked_in(date: BookingDate, _view: View) -> CheckedInOut:
    return CheckedInOut(
        space=named(date.space),
        venue=named(date.space.venue),
        starts_at=date.starts_at,
        ends_at=date.ends_at,
        checked_in_at=date.checked_in_at,
    )


def _show_code(issued: IssuedCode, view: View) -> CheckInCodeOut:
    date = issued.date
    return CheckInCodeOut(
        kind=issued.kind,
        token=issued.token,
        url=_address(issued.token, view),
        date_id=date.id,
        opens_at=date.starts_at - timedelta(minutes=date.space.check_in_minutes),
        ends_at=date.ends_at,
    )


def _address(token: str, view: View) -> str:
    return f"{Settings.of(view).address_of('bookings')}/check-in#{token}"


@router.get("/v1/bookings/{booking_id}/check-in-code", response_model=CheckInCodeOut)
async def get_check_in_code(
    booking_id: UUID, date_id: DateId = None, act: Act = allow()
) -> Response:
    """The code of a date: the host's for the door, the member's for its own hands."""
    return await act.write(
        usecases.issue_check_in_code, _show_code, booking_id, date_id, kept=False
    )


@router.get("/v1/bookings/{booking_id}/check-in-code.svg", response_class=Response, responses=SVG)
async def get_check_in_code_picture(
    booking_id: UUID, date_id: DateId = None, act: Act = allow()
) -> Response:
    """The same as a QR code, to be shown or printed."""
    issued = await act.run(usecases.issue_check_in_code, booking_id, date_id)
    headers = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}
    picture = draw_code(_address(issued.token, act.view))
    return Response(picture, headers=headers, media_type="image/svg+xml")


@router.post("/v1/check-ins", response_model=CheckedInOut)
async def check_in_by_code(body: UseCode, request: Request, act: Act = allow(PUBLIC)) -> Response:
    """Check in by a code. The code at the door needs no sign-in; a member's needs the host's.

    `?dry_run=true` says which place and time it is for, and checks nothing in. Refuses who tries
    too often (429).
    """
    limit: RateLimit = request.app.state.check_ins
    limit.take(address_of(request, act.view.settings), act.view.now)
    return await act.write(usecases.check_in_by_code, _show_checked_in, body.token)


@router.get("/check-in", response_class=HTMLResponse)
async def open_check_in_page(
    lang: Literal["vi", "en"] | None = None, act: Act = allow(PUBLIC)
) -> Response:
    """The page behind the QR code; the code itself stands in the fragment and never comes here."""
    headers = {
        "Content-Security-Policy": CONTENT_SECURITY_POLICY,
        "Referrer-Policy": "no-referrer",
        "Cache-Control": f"public, max-age={PAGE_SECONDS}",
        "Vary": "Accept-Language",
    }
    return HTMLResponse(render_check_in_page(lang or act.locale), headers=headers)
