"""The layers of a calendar grid, each entry with its version and what this caller may do with it.

Who may not read a booking sees that its time is taken, and of a public activity what it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from services.bookings.api.answers.bookings import MemberOut, actions_of
from services.bookings.api.answers.closures import ClosureOut, show_closure
from services.bookings.api.answers.parts import NamedOut, named, say
from services.bookings.api.answers.spaces import show_space
from services.bookings.domain import claiming, states
from services.bookings.domain.opening import opening_intervals
from services.bookings.models import BookingDate, Space
from services.bookings.queries.schedule import Held, Schedule
from shared.events.base import Bilingual
from shared.http.act import View
from shared.http.fields import Actions, Answer

TAKING_PLACE = (states.CONFIRMED, states.COMPLETED)
"""What everyone sees is taken; a no-show is between member and host."""


class TimeOut(Answer):
    starts_at: datetime
    ends_at: datetime


class ScheduledOut(TimeOut):
    """A date of a booking. `starts_at` and `ends_at` are those of the activity."""

    id: UUID | None
    """Of the date; null, as whatever else is null, for who may not know."""
    booking_id: UUID | None
    version: int | None
    """Of the booking."""
    status: str
    status_label: str | None
    space: NamedOut
    relation: str
    """`itself`, or that it is of a `part` of the space or of a `whole` that it is a part of."""
    public: bool
    title: Bilingual | None
    member: MemberOut | None
    slot_taken: bool | None
    """Whether others have claimed its time: then it cannot be confirmed as it is."""
    actions: Actions | None


class AroundOut(TimeOut):
    """Set-up before or clear-up after an activity: taken, too."""

    kind: str
    """`setup` or `clearup`."""
    date_id: UUID | None


class HeldOut(TimeOut):
    """A time that is held until someone has answered; set-up and clear-up included."""

    offer_id: UUID | None
    date_id: UUID | None
    expires_at: datetime | None


class LayersOut(Answer):
    opening: list[TimeOut]
    confirmed: list[ScheduledOut]
    requested: list[ScheduledOut]
    """For the host all, for a member its own."""
    displaced: list[ScheduledOut]
    """Without a place since a closure; seen like requests."""
    setup: list[AroundOut]
    offers: list[HeldOut]
    fallbacks: list[HeldOut]
    """Held indoors for an activity in the open, in case the weather turns."""
    closures: list[ClosureOut]


class ScheduleOut(Answer):
    space_id: UUID
    space: NamedOut
    venue: NamedOut
    host_id: UUID
    space_version: int
    starts_at: datetime
    ends_at: datetime
    layers: LayersOut
    actions: Actions


def show_schedule(found: Schedule, view: View) -> ScheduleOut:
    space = found.space
    shown = show_space(space, view, found.memberships)
    return ScheduleOut(
        space_id=space.id,
        space=named(space),
        venue=named(space.venue),
        host_id=space.venue.host_id,
        space_version=space.version,
        starts_at=found.window.start,
        ends_at=found.window.end,
        layers=_show_layers(found, view),
        actions={name: shown.actions[name] for name in ("request_booking", "close")},
    )


def _show_layers(found: Schedule, view: View) -> LayersOut:
    dates = [date for date in found.dates if date.time.overlaps(found.window)]
    may_read = {date.id for date in found.dates if view.caller.may_read(date.booking.readers)}
    hosting = states.hosts(view.caller, found.space.venue.host_id)

    def of_status(*wanted: str) -> list[ScheduledOut]:
        return [
            _show_date(date, found.space, view, date.id in may_read)
            for date in dates
            if date.status in wanted and (date.id in may_read or date.status in TAKING_PLACE)
        ]

    opening = opening_intervals(found.space.opening_rules, found.window)
    return LayersOut(
        opening=[TimeOut(starts_at=one.start, ends_at=one.end) for one in opening],
        confirmed=of_status(*TAKING_PLACE, states.NO_SHOW),
        requested=of_status(states.REQUESTED),
        displaced=of_status(states.DISPLACED),
        setup=list(_show_around(found, may_read)),
        offers=[_show_held(one, hosting) for one in found.held if one.kind == claiming.OFFER],
        fallbacks=[
            _show_held(one, hosting or one.date_id in may_read)
            for one in found.held
            if one.kind == claiming.FALLBACK
        ],
        closures=[show_closure(one, view) for one in found.closures],
    )


def _show_date(date: BookingDate, space: Space, view: View, readable: bool) -> ScheduledOut:
    booking = date.booking
    known = readable or booking.public
    status = date.status
    return ScheduledOut(
        id=date.id if known else None,
        booking_id=booking.id if known else None,
        version=booking.version if readable else None,
        status=status,
        status_label=say("booking_status", status, view),
        starts_at=date.starts_at,
        ends_at=date.ends_at,
        space=named(date.space),
        relation=_relation(date.space, space),
        public=booking.public,
        title=Bilingual.model_validate(booking.title) if known else None,
        member=MemberOut(id=booking.member_id, name=booking.member.name) if known else None,
        slot_taken=bool(booking.conflicts_of(date.id)) if readable else None,
        actions=actions_of(booking, view) if readable else None,
    )


def _relation(of: Space, space: Space) -> str:
    if of.id == space.id:
        return "itself"
    return "part" if space.id in of.path else "whole"


def _show_around(found: Schedule, may_read: set[UUID]) -> Iterator[AroundOut]:
    """What is claimed before and after the activity itself, by the rules that held then."""
    dates = {date.id: date for date in found.dates}
    for held in found.held:
        date = dates.get(held.date_id) if held.date_id and held.kind == claiming.BOOKING else None
        if date is None:
            continue
        known = date.id if date.id in may_read or date.booking.public else None
        if held.during.start < date.starts_at:
            yield AroundOut(
                kind="setup", date_id=known, starts_at=held.during.start, ends_at=date.starts_at
            )
        if held.during.end > date.ends_at:
            yield AroundOut(
                kind="clearup", date_id=known, starts_at=date.ends_at, ends_at=held.during.end
            )


def _show_held(held: Held, known: bool) -> HeldOut:
    return HeldOut(
        starts_at=held.during.start,
        ends_at=held.during.end,
        offer_id=held.offer_id if known else None,
        date_id=held.date_id if known else None,
        expires_at=held.expires_at if known else None,
    )
