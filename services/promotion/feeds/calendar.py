"""The feed as iCalendar (RFC 5545): one event for each item with a time.

The UID is the item's for ever; SEQUENCE rises with every public change, and a retraction stays in
the calendar as CANCELLED without its text, because a calendar keeps what it was never told to drop.
"""

from __future__ import annotations

from datetime import datetime

from icalendar import Calendar, Event, vText

from services.promotion.feeds.entry import Entry, Feed, Said, Tombstone

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
        if event := _begin_event(entry, "CONFIRMED", entry.updated_at):
            _describe(event, entry)
            calendar.add_component(event)
    for tombstone in feed.tombstones:
        if event := _begin_event(tombstone, "CANCELLED", tombstone.retracted_at):
            event.add("summary", _text(tombstone.said))
            calendar.add_component(event)
    document: bytes = calendar.to_ical()
    return document


def _begin_event(one: Entry | Tombstone, status: str, changed: datetime) -> Event | None:
    """What every event has; None for what has no time."""
    if one.starts_at is None or one.ends_at is None:
        return None
    event = Event()
    event.add("uid", f"{one.id}@promotion.hcn")
    event.add("sequence", one.revision)
    event.add("status", status)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("dtstart", one.starts_at)
    event.add("dtend", one.ends_at)
    return event


def _describe(event: Event, entry: Entry) -> None:
    event.add("summary", _text(entry.title))
    event.add("url", entry.url)
    event.add("description", _text(entry.summary))
    event.add("categories", [entry.kind_label])
    if entry.place:
        event.add("location", entry.place)


def _text(said: Said) -> vText:
    text = vText(said.text)
    text.params["LANGUAGE"] = said.language
    return text
