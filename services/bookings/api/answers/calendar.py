"""iCalendar (RFC 5545) documents: one entry for each date of a booking.

An entry's UID is its date's and never changes; SEQUENCE rises with each change that a calendar
shows; what is called off stays as CANCELLED, so that programs that know it take it away.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from icalendar import Calendar, Event

from services.bookings.domain import states
from services.bookings.models import BookingDate
from services.bookings.texts import VOCABULARY
from shared.texts import Locale, Text
from shared.vocabulary import label_of
from shared.wording import say_instant

ASK_AGAIN = timedelta(hours=1)
"""How often a calendar program should look again; most keep to a rhythm of their own."""
STATUS = {states.REQUESTED: "TENTATIVE", states.CONFIRMED: "CONFIRMED"} | dict.fromkeys(
    (states.COMPLETED, states.NO_SHOW), "CONFIRMED"
)
"""Everything else is called off."""
HELD_BY = Text("Đơn vị tổ chức: {member}", "Held by: {member}")
PADDED = Text(
    "Giữ chỗ từ {start} đến {end}, gồm chuẩn bị và dọn dẹp",
    "Held from {start} to {end}, set-up and clear-up included",
)
AUDIENCE = Text("Dự kiến {count} người", "About {count} people")


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """How a calendar is written; `whole` for its own people, with what the public does not see."""

    name: str
    locale: Locale
    whole: bool = False


def write_calendar(dates: Iterable[BookingDate], page: CalendarPage) -> bytes:
    """The document, in CR LF lines of at most 75 bytes."""
    calendar = Calendar()
    calendar.add("prodid", "-//Hanoi Creative Spaces Network//Bookings//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", page.name)
    calendar.add("x-wr-calname", page.name)
    calendar.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for date in dates:
        calendar.add_component(_event(date, page))
    return bytes(calendar.to_ical())


def _event(date: BookingDate, page: CalendarPage) -> Event:
    booking = date.booking
    event = Event()
    event.add("uid", f"{date.id}@bookings.hcn")
    event.add("sequence", date.calendar_sequence)
    event.add("status", STATUS.get(date.status, "CANCELLED"))
    event.add("dtstamp", booking.updated_at)
    event.add("last-modified", booking.updated_at)
    event.add("dtstart", date.starts_at)
    event.add("dtend", date.ends_at)
    event.add("summary", say_text(booking.title, page.locale))
    if description := _describe(date, page):
        event.add("description", description)
    event.add("location", _place(date, page.locale))
    kind = label_of(VOCABULARY, "activity_kind", booking.activity_kind)
    event.add("categories", [kind.say(page.locale)])
    if page.whole:
        event.add("class", "PUBLIC" if booking.public else "PRIVATE")
    return event


def _describe(date: BookingDate, page: CalendarPage) -> str:
    booking, locale = date.booking, page.locale
    parts = [say_text(booking.summary, locale)] if booking.summary else []
    if page.whole:
        parts.append(label_of(VOCABULARY, "booking_status", date.status).say(locale))
        parts.append(HELD_BY.say(locale, member=booking.member.name))
        if booking.expected_audience is not None:
            parts.append(AUDIENCE.say(locale, count=booking.expected_audience))
        held = date.time.padded(date.space.setup, date.space.clearup)
        if held != date.time:
            start, end = say_instant(held.start), say_instant(held.end)
            parts.append(PADDED.say(locale, start=start, end=end))
    return "\n".join(parts)


def _place(date: BookingDate, locale: Locale) -> str:
    venue = date.space.venue
    parts = [say_text(date.space.name, locale), say_text(venue.name, locale)]
    return ", ".join([*parts, *(part for part in (venue.address_line, venue.ward) if part)])


def say_text(text: dict[str, str | None], locale: Locale) -> str:
    return text.get(locale) or text["vi"] or ""
