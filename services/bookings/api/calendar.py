"""The public calendar as iCalendar: what happens where, for anyone's calendar program."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.bookings.api.answers.calendar import CalendarPage, write_calendar
from services.bookings.domain.intervals import Interval
from services.bookings.queries.calendar import CalendarFilter, CalendarSpan, find_public_entries
from services.bookings.settings import Settings
from shared.http.act import PUBLIC, Act, allow
from shared.texts import Locale, Text

router = APIRouter(tags=["calendar"])
ICALENDAR: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/calendar": {"schema": {"type": "string"}}}}
}
NAME = Text("Không gian sáng tạo Hà Nội: hoạt động", "Hanoi creative spaces: activities")


@router.get("/v1/calendar.ics", response_class=Response, responses=ICALENDAR)
async def get_calendar(
    request: Request,
    space_id: UUID | None = None,
    venue_id: UUID | None = None,
    act: Act = allow(PUBLIC),
) -> Response:
    """Public activities that were confirmed; one called off since stays with STATUS:CANCELLED.

    Of a very full calendar the nearest entries: ask for a venue or a space to see further.
    Send the ETag back in If-None-Match; 304 says that nothing changed.
    """
    span = span_of(act.view.now, Settings.of(act.view))
    wanted = CalendarFilter(span, space_id, venue_id)
    entries = await act.doors.database.read(lambda session: find_public_entries(session, wanted))
    body = write_calendar(entries, CalendarPage(NAME.say(act.locale), act.locale))
    return answer_calendar(request, body, act.locale, "public, max-age=300")


def answer_calendar(request: Request, body: bytes, locale: Locale, keeping: str) -> Response:
    """The document, or 304 when the reader has this one; `keeping` is its Cache-Control."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": keeping, "Content-Language": locale}
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type="text/calendar; charset=utf-8")


def span_of(now: datetime, settings: Settings) -> CalendarSpan:
    """From midnight to midnight UTC, so that the answer is the same all day."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    window = Interval(
        today - timedelta(days=settings.calendar_past_days),
        today + timedelta(days=settings.calendar_ahead_days),
    )
    return CalendarSpan(window, today, settings.calendar_max_entries)
