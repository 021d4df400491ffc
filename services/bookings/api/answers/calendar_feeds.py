"""What is known of a calendar at a secret address; the address itself is shown once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.bookings.api.answers.calendar import say_text
from services.bookings.api.answers.parts import say
from services.bookings.models.calendar_feeds import CalendarFeed
from services.bookings.usecases.subscribe_calendars import lacks_feed, may_revoke
from shared.http.act import View
from shared.http.fields import Actions, Answer
from shared.texts import Locale, Text

NAME = Text("Đặt chỗ: {of}", "Bookings: {of}")


class FeedOut(Answer):
    id: UUID
    status: str
    status_label: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    name: str
    """What calendar programs call it."""
    member_id: UUID | None
    venue_id: UUID | None
    space_id: UUID | None
    note: str | None
    locale: str
    revoked_at: datetime | None
    address: str | None
    """Only in the answer that makes it: keep it as you keep a password."""
    actions: Actions


def show_feed(feed: CalendarFeed, view: View, address: str | None = None) -> FeedOut:
    plain = (
        "id status version created_at updated_at member_id venue_id space_id note locale revoked_at"
    )
    failing = [*lacks_feed(feed, view.caller), *may_revoke(feed)]
    return FeedOut(
        **{field: getattr(feed, field) for field in plain.split()},
        status_label=say("calendar_feed_status", feed.status, view),
        name=name_of(feed, view.locale),
        address=address,
        actions={"revoke": view.action(failing)},
    )


def name_of(feed: CalendarFeed, locale: Locale) -> str:
    place = feed.space or feed.venue
    of = say_text(place.name, locale) if place else feed.member.name if feed.member else ""
    return NAME.say(locale, of=of)
