"""The feed as iCalendar (RFC 5545): one event for each time of an item.

The UID stays for ever, that of an item's first time is the item's; a date that is called off is
CANCELLED; SEQUENCE rises with every public change, and a retraction stays in
the calendar as CANCELLED without its text, because a calendar keeps what it was never told to drop.
"""

from __future__ import annotations

from datetime import datetime

from icalendar import Calendar, Event, vText

from services.promotion.feeds.entry import Entry, EntryDate, Feed, Said

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
        for date in entry.dates:
            status = "CONFIRMED" if date.stands else "CANCELLED"
            event = _begin_event(date, entry.revision, status, entry.updated_at)
            _describe(event, entry, date)
            calendar.add_component(event)
    for tombstone in feed.tombstones:
        for date in tombstone.dates:
            event = _begin_event(date, tombstone.revision, "CANCELLED", tombstone.retracted_at)
            event.add("summary", _text(tombstone.said))
            calendar.add_component(event)
    document: bytes = calendar.to_ical()
    return document


def _begin_event(date: EntryDate, revision: int, status: str, changed: datetime) -> Event:
    """What every event has."""
    event = Event()
    event.add("uid", f"{date.uid}@promotion.hcn")
    event.add("sequence", revision)
    event.add("status", status)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("dtstart", date.starts_at)
    event.add("dtend", date.ends_at)
    return event


def _describe(event: Event, entry: Entry, date: EntryDate) -> None:
    event.add("summary", _text(entry.title))
    event.add("url", entry.url)
    event.add("description", _text(entry.summary))
    event.add("categories", [entry.kind_label])
    if date.place:
        event.add("location", date.place)


def _text(said: Said) -> vText:
    text = vText(said.text)
    text.params["LANGUAGE"] = said.language
    return text
