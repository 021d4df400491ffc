"""The feed as iCalendar (RFC 5545): one event for each item with a time.

The UID is the item's for ever; SEQUENCE rises with every public change, and a retraction stays in
the calendar as CANCELLED, because a calendar keeps what it was never told to drop.
"""

from __future__ import annotations

from datetime import datetime

from icalendar import Calendar, Event, vText

from services.promotion.feeds.entry import Entry, Feed, Said

MEDIA_TYPE = "text/calendar"
MAKER = "-//Hanoi Creative Spaces Network//Promotion//VI"


def write_calendar(feed: Feed) -> bytes:
    """The whole calendar, times in UTC."""
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", feed.title)
    for entry in feed.entries:
        _add_event(calendar, entry, "CONFIRMED", entry.updated_at)
    for tombstone in feed.tombstones:
        _add_event(calendar, tombstone.entry, "CANCELLED", tombstone.retracted_at)
    document: bytes = calendar.to_ical()
    return document


def _add_event(calendar: Calendar, entry: Entry, status: str, changed: datetime) -> None:
    if entry.starts_at is None or entry.ends_at is None:
        return
    event = Event()
    event.add("uid", f"{entry.id}@promotion.hcn")
    event.add("sequence", entry.revision)
    event.add("status", status)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("dtstart", entry.starts_at)
    event.add("dtend", entry.ends_at)
    event.add("summary", _text(entry.title))
    event.add("url", entry.url)
    if status != "CANCELLED":
        event.add("description", _text(entry.summary))
        event.add("categories", [entry.kind_label])
    if entry.place:
        event.add("location", entry.place)
    calendar.add_component(event)


def _text(said: Said) -> vText:
    text = vText(said.text)
    text.params["LANGUAGE"] = said.language
    return text
