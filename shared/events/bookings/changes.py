"""What bookings says of changes that wait for the host, and of indoor places that were lost."""

from __future__ import annotations

from uuid import UUID

from shared.events.base import Bilingual, Coded, Event, Reference
from shared.events.values import Instant


class ChangeNotice(Event):
    """What a letter about a change of a granted booking needs. The aggregate is the change."""

    booking_id: UUID
    """The booking that stands as it was granted meanwhile."""
    member: Reference
    """The member space that asks."""
    space: Reference
    """The place, by its Vietnamese name; of several dates the first one's."""
    venue: Reference
    """The institution or site of that place."""
    host_id: UUID
    """Who runs the venue and decides."""
    activity_title: Bilingual
    """What the member calls the activity, as it was granted."""
    starts_at: Instant
    """First instant of the booking as it was granted."""
    ends_at: Instant
    """The last end of the booking as it was granted."""
    fields: list[Coded]
    """What is to change: `time`, or the fields of the activity."""
    wanted_starts_at: Instant | None = None
    """The start that is asked for; null when the time stays."""
    wanted_ends_at: Instant | None = None
    """The end that is asked for; null when the time stays."""
    status: Coded
    """`waiting`, `approved`, `refused` or `lapsed`."""
    version: int
    """Version of the change: part of the letter's business key."""
    reason: str | None = None
    """What the host says to it; why the member asks stays with the change, where it can be
    erased."""


class ChangeAskedV1(ChangeNotice, event="hcn.internal.bookings.change.asked.v1"):
    """A member asks the host for a change of what was granted."""


class ChangeDecidedV1(ChangeNotice, event="hcn.internal.bookings.change.decided.v1"):
    """The host approved or refused it, or nobody decided in time.

    Of an approved new time BookingMovedV1 tells the dates.
    """


class FallbackLostV1(Event, event="hcn.internal.bookings.fallback.lost.v1"):
    """The indoor place of an outdoor date went to someone else; the date itself stands."""

    booking_id: UUID
    """The booking of which the date is one."""
    member: Reference
    """The member space that has no indoor place for the date now."""
    host_id: UUID
    """Who runs the venue."""
    activity_title: Bilingual
    """What the member calls the activity."""
    starts_at: Instant
    """First instant of the activity on that date."""
    ends_at: Instant
    """The instant at which it is over."""
    space: Reference
    """Where it takes place, by its Vietnamese name."""
    fallback: Reference
    """The indoor place that was lost, by its Vietnamese name."""
    version: int
    """Version of the fallback: part of the letter's business key."""
