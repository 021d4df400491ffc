"""What bookings says to each member of a closure or a weather call, once for all of its dates."""

from __future__ import annotations

from uuid import UUID

from shared.events.base import Bilingual, Coded, Event, EventBody, Reference
from shared.events.values import Instant


class UpsetDate(EventBody):
    """A date that lost its place, went to another one, or came back."""

    id: UUID
    """The date, the same as in the notices of its booking."""
    booking_id: UUID
    """The booking of which it is one."""
    activity_title: Bilingual
    """What the member calls the activity."""
    outcome: Coded
    """`called_off` (it has no place now), `moved` or `restored`."""
    space: Reference
    """Where it is now, or was, by its Vietnamese name."""
    venue: Reference
    """The institution or site of that place."""
    starts_at: Instant
    """First instant of the activity on this date, after the change."""
    ends_at: Instant
    """The instant at which it is over, after the change."""
    former_space: Reference | None = None
    """Where it was before a move; null when it did not move."""
    former_starts_at: Instant | None = None
    """First instant before a move; null when it did not move."""
    former_ends_at: Instant | None = None
    """End before a move; null when it did not move."""


class UpsetNotice(Event):
    """What one act did to the dates of one member. The aggregate is the closure or the call."""

    member: Reference
    """The member space whose dates they are."""
    host_id: UUID
    """Who runs the places."""
    cause: Coded
    """`closed`, `reopened`, `bad_weather` or `weather_undone`."""
    decided_by: str
    """Role code of who did it (`host`, `officer`)."""
    starts_at: Instant
    """From when the closure or the call holds."""
    ends_at: Instant
    """Until when it holds."""
    reason: Bilingual | None
    """What whoever did it explains."""
    reason_code: Coded | None
    """The kind of reason; null when none was chosen."""
    dates: list[UpsetDate]
    """In order of time: the first hundred."""
    shortened: bool = False
    """Whether there are more dates than are given."""
    version: int
    """Version of the closure or call after the change: part of the letter's business key."""


class ClosureToldV1(UpsetNotice, event="hcn.internal.bookings.closure.told.v1"):
    """Places were closed for a time, or opened again before it."""


class WeatherCallToldV1(UpsetNotice, event="hcn.internal.bookings.weather_call.told.v1"):
    """Outdoor dates went indoors or were called off for the weather, or it was undone."""
