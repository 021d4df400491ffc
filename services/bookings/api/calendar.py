"""The public calendar as iCalendar: what happens where, for anyone's calendar program."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from icalendar import Calendar, Event

from services.bookings.domain.intervals import Interval
from services.bookings.domain.states import CANCELLED, DISPLACED
from services.bookings.models import BookingDate, Space
from services.bookings.queries.calendar import CalendarFilter, find_public_dates
from services.bookings.settings import Settings
from services.bookings.texts import VOCABULARY
from shared.http.act import PUBLIC, Act, allow
from shared.texts import Locale, Text
from shared.vocabulary import label_of

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

    Send the ETag back in If-None-Match; 304 says that nothing changed.
    """
    wanted = CalendarFilter(_window(act.view.now, Settings.of(act.view)), space_id, venue_id)
    dates = await act.doors.database.read(lambda session: find_public_dates(session, wanted))
    body = write_calendar(dates, act.locale)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": "public, max-age=300", "Content-Language": act.locale}
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type="text/calendar; charset=utf-8")


def _window(now: datetime, settings: Settings) -> Interval:
    """From midnight to midnight UTC, so that the answer is the same all day."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return Interval(
        today - timedelta(days=settings.calendar_past_days),
        today + timedelta(days=settings.calendar_ahead_days),
    )


def write_calendar(dates: Sequence[BookingDate], locale: Locale) -> bytes:
    """An iCalendar (RFC 5545) document with one event for each date."""
    calendar = Calendar()
    calendar.add("prodid", "-//Hanoi Creative Spaces Network//Bookings//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", NAME.say(locale))
    for date in dates:
        calendar.add_component(_event(date, locale))
    return bytes(calendar.to_ical())


def _event(date: BookingDate, locale: Locale) -> Event:
    """`SEQUENCE` rises with each change that a calendar shows; the UID stays."""
    booking = date.booking
    called_off = date.status in (CANCELLED, DISPLACED)
    event = Event()
    event.add("uid", f"{date.id}@bookings.hcn")
    event.add("sequence", date.calendar_sequence)
    event.add("status", "CANCELLED" if called_off else "CONFIRMED")
    event.add("dtstamp", booking.updated_at)
    event.add("last-modified", booking.updated_at)
    event.add("dtstart", date.starts_at)
    event.add("dtend", date.ends_at)
    event.add("summary", _say(booking.title, locale))
    if booking.summary:
        event.add("description", _say(booking.summary, locale))
    event.add("location", _place(date.space, locale))
    event.add(
        "categories", [label_of(VOCABULARY, "activity_kind", booking.activity_kind).say(locale)]
    )
    return event


def _place(space: Space, locale: Locale) -> str:
    venue = space.venue
    parts = [_say(space.name, locale), _say(venue.name, locale)]
    return ", ".join([*parts, *(part for part in (venue.address_line, venue.ward) if part)])


def _say(text: dict[str, str | None], locale: Locale) -> str:
    return text.get(locale) or text["vi"] or ""
