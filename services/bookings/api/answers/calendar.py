"""iCalendar (RFC 5545) documents: one entry for each date of a booking.

An entry's UID is its date's and never changes; SEQUENCE rises with each change that a calendar
shows; what is called off stays as CANCELLED, so that programs that know it take it away.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from services.bookings.api.answers.calendar_lines import at, say, write
from services.bookings.domain import states
from services.bookings.queries.calendar import Entry
from services.bookings.texts import VOCABULARY
from shared.texts import Locale, Text
from shared.vocabulary import label_of
from shared.wording import say_instant

HEAD = (
    "VERSION:2.0",
    "PRODID:-//Hanoi Creative Spaces Network//Bookings//VI",
    "METHOD:PUBLISH",
    "X-WR-TIMEZONE:Asia/Ho_Chi_Minh",
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    "X-PUBLISHED-TTL:PT1H",
)
"""The last two: how often a program should look again; most keep to a rhythm of their own."""
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


def write_calendar(entries: Iterable[Entry], page: CalendarPage) -> bytes:
    """The document, in CR LF lines of at most 75 bytes."""
    lines = ["BEGIN:VCALENDAR", *HEAD, f"NAME:{say(page.name)}", f"X-WR-CALNAME:{say(page.name)}"]
    for entry in entries:
        lines += _event(entry, page)
    return write([*lines, "END:VCALENDAR"])


def _event(entry: Entry, page: CalendarPage) -> list[str]:
    kind = label_of(VOCABULARY, "activity_kind", entry.activity_kind)
    lines = [
        "BEGIN:VEVENT",
        f"UID:{entry.id}@bookings.hcn",
        f"SEQUENCE:{entry.calendar_sequence}",
        f"STATUS:{STATUS.get(entry.status, 'CANCELLED')}",
        f"DTSTAMP:{at(entry.updated_at)}",
        f"LAST-MODIFIED:{at(entry.updated_at)}",
        f"DTSTART:{at(entry.starts_at)}",
        f"DTEND:{at(entry.ends_at)}",
        f"SUMMARY:{say(say_text(entry.title, page.locale))}",
        f"LOCATION:{say(_place(entry, page.locale))}",
        f"CATEGORIES:{say(kind.say(page.locale))}",
    ]
    if description := _describe(entry, page):
        lines.append(f"DESCRIPTION:{say(description)}")
    if page.whole:
        lines.append(f"CLASS:{'PUBLIC' if entry.public else 'PRIVATE'}")
    return [*lines, "END:VEVENT"]


def _describe(entry: Entry, page: CalendarPage) -> str:
    locale = page.locale
    parts = [say_text(entry.summary, locale)] if entry.summary else []
    if page.whole:
        parts.append(label_of(VOCABULARY, "booking_status", entry.status).say(locale))
        parts.append(HELD_BY.say(locale, member=entry.member))
        if entry.expected_audience is not None:
            parts.append(AUDIENCE.say(locale, count=entry.expected_audience))
        if entry.setup_minutes or entry.clearup_minutes:
            start = say_instant(entry.starts_at - timedelta(minutes=entry.setup_minutes))
            end = say_instant(entry.ends_at + timedelta(minutes=entry.clearup_minutes))
            parts.append(PADDED.say(locale, start=start, end=end))
    return "\n".join(parts)


def _place(entry: Entry, locale: Locale) -> str:
    names = (say_text(entry.space, locale), say_text(entry.venue, locale))
    return ", ".join(part for part in (*names, entry.address_line, entry.ward) if part)


def say_text(text: dict[str, str | None], locale: Locale) -> str:
    return text.get(locale) or text["vi"] or ""
