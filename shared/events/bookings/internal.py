"""What bookings says to the services of the network only.

Whoever must write to the member follows the internal twin of a public event, which is published
in the same transaction and always names the member.
"""

from __future__ import annotations

from uuid import UUID

from shared.events.base import Bilingual, Coded, Event, EventBody, Reference
from shared.events.values import Instant


class NoticeDate(EventBody):
    """One of the dates that a notice is about."""

    id: UUID
    """The date, the same for all that happens to it."""
    starts_at: Instant
    """First instant of the activity on this date, after the change."""
    ends_at: Instant
    """The instant at which it is over, after the change."""
    space: Reference
    """The place, by its Vietnamese name."""
    former_starts_at: Instant | None = None
    """First instant before a move; null when the date did not move."""
    former_ends_at: Instant | None = None
    """End before a move; null when the date did not move."""


class BookingNotice(Event):
    """What a letter about a booking needs, whether its activity is public or not."""

    member: Reference
    """The member space that asked for it."""
    space: Reference
    """The place, by its Vietnamese name; of several dates the first one's."""
    venue: Reference
    """The institution or site of that place."""
    host_id: UUID
    """Who runs the venue and decides."""
    starts_at: Instant
    """First instant of the activity, after the change; of several dates the first one's."""
    ends_at: Instant
    """The instant at which it is over, after the change; of several dates the last one's."""
    dates: list[NoticeDate]
    """The dates that this notice is about, in order: of a series often only some."""
    activity_title: Bilingual
    """What the member calls the activity."""
    public: bool
    """Whether the activity is public: only then may it be promoted."""
    version: int
    """Version of the booking after the change: part of the letter's business key."""
    reason: str | None = None
    """What the host or an officer explains, in their words; a member's own words stay with the
    booking, where they can be erased."""
    reason_code: Coded | None = None
    """The kind of reason; null when none was chosen."""
    cancelled_by: str | None = None
    """Role code of who cancelled (`member`, `host`, `officer`); null when nobody did."""
    part_of: UUID | None = None
    """The act on many bookings that it is one part of (a list of a member that is suspended, an
    allocation round): that act tells each member once, so this notice is no letter of its own."""


class BookingRequestedV1(BookingNotice, event="hcn.internal.bookings.booking.requested.v1"):
    """A member asks for a place; nothing is held yet."""

    edited: bool = False
    """It was asked before and says something else of its activity now: no letter again."""


class BookingGrantedV1(BookingNotice, event="hcn.internal.bookings.booking.granted.v1"):
    """The host said yes: the internal twin of BookingConfirmedV1."""


class BookingDeclinedV1(BookingNotice, event="hcn.internal.bookings.booking.declined.v1"):
    """The host said no."""


class BookingMovedV1(BookingNotice, event="hcn.internal.bookings.booking.moved.v1"):
    """It has another time: the internal twin of BookingRescheduledV1."""

    former_starts_at: Instant | None = None
    """First instant before the change, so that the letter can say what moved."""
    former_ends_at: Instant | None = None
    """End before the change."""


class BookingCalledOffV1(BookingNotice, event="hcn.internal.bookings.booking.called_off.v1"):
    """It will not take place: the internal twin of BookingCancelledV1.

    For a mere request, which was never public, it comes alone.
    """


class BookingNoShowV1(BookingNotice, event="hcn.internal.bookings.booking.no_show.v1"):
    """Nobody came on the date given; not public, because it judges a member."""
