"""The published language of the bookings service.

Public events say that a place exists and that it is taken. A booking whose activity is not public
shows only space and time, so whoever must write to the member follows the internal twin, which is
published in the same transaction and always names the member.
"""

from __future__ import annotations

from typing import Self
from uuid import UUID

from pydantic import model_validator

from shared.events.base import Bilingual, Coded, Event, EventBody, Reference
from shared.events.values import Instant


class SpaceState(Event):
    """A place of the city that members can book, as the public may see it."""

    name: Bilingual
    """What calendars, maps and signs call the place."""
    venue: Reference
    """The institution or site that it belongs to, for grouping and finding the way."""
    kind: Coded
    """Hall, stage, garden …, for filters and icons."""
    capacity: int
    """Most people at one time, for visitors' guides and crowd planning."""
    indoor: bool
    """Under a roof or not: weather warnings and accessibility depend on it."""
    ward: str
    """Ward or commune, for maps and traffic planning."""
    address: str | None
    """House number and street; null when the site has none."""
    parent: Reference | None
    """The larger space of which this is a part; null at the top. A taken parent is a taken part."""
    status: Coded
    """`open`, `closing` (soon), `closed` (for a time) or `withdrawn` (for good): show it or not."""


class SpacePublishedV1(SpaceState, event="hcn.public.bookings.space.published.v1"):
    """A place can be booked from now on."""


class SpaceChangedV1(SpaceState, event="hcn.public.bookings.space.changed.v1"):
    """The description of a place is different now."""


class SpaceClosedV1(SpaceState, event="hcn.public.bookings.space.closed.v1"):
    """A place is closed for a time, now or soon: its status says which."""


class SpaceReopenedV1(SpaceState, event="hcn.public.bookings.space.reopened.v1"):
    """A closed place is open again."""


class SpaceWithdrawnV1(SpaceState, event="hcn.public.bookings.space.withdrawn.v1"):
    """A place is not offered any more; bookings of it are cancelled one by one."""


class PublicActivity(EventBody):
    """What happens in a booking that its member made public."""

    title: Bilingual
    """The heading under which it may be listed."""
    summary: Bilingual | None
    """A few sentences; null when none were written."""
    kind: Coded
    """Exhibition, concert, workshop …, for filters and icons."""
    expected_audience: int | None
    """People expected at one time, for traffic and safety; null when not known."""


class BookingState(Event):
    """A taken time in a space, as the public may see it."""

    status: Coded
    """`confirmed`, `completed`, `cancelled` or `displaced` (by a closure): is or was it taken."""
    space: Reference
    """The place that is taken, by its Vietnamese name."""
    venue: Reference
    """The institution or site of that place."""
    starts_at: Instant
    """First instant of the activity; set-up before it is not part of the range."""
    ends_at: Instant
    """The instant at which it is over: the range is half-open, `[starts_at, ends_at)`."""
    activity: PublicActivity | None
    """What happens there, for listings; null when the activity is not public."""
    member: Reference | None
    """The member space that invites; null when the activity is not public."""

    @model_validator(mode="after")
    def _name_nobody_without_a_public_activity(self) -> Self:
        if self.activity is None and self.member is not None:
            raise ValueError("a booking whose activity is not public must not name the member")
        return self


class BookingConfirmedV1(BookingState, event="hcn.public.bookings.booking.confirmed.v1"):
    """A place is taken for a time. Its internal twin is BookingGrantedV1."""


class BookingRescheduledV1(BookingState, event="hcn.public.bookings.booking.rescheduled.v1"):
    """A booking moved to the time given here, the former one is free; or its member is another now.

    Of a move, its internal twin is BookingMovedV1.
    """


class BookingCancelledV1(BookingState, event="hcn.public.bookings.booking.cancelled.v1"):
    """A confirmed booking will not take place; its time is free.

    Its internal twin is BookingCalledOffV1.
    """


class BookingCompletedV1(BookingState, event="hcn.public.bookings.booking.completed.v1"):
    """A booking took place."""


class BookingNotice(Event):
    """What a letter about a booking needs, whether its activity is public or not."""

    member: Reference
    """The member space that asked for it."""
    space: Reference
    """The place, by its Vietnamese name."""
    venue: Reference
    """The institution or site of that place."""
    host_id: UUID
    """Who runs the venue and decides."""
    starts_at: Instant
    """First instant of the activity, after the change."""
    ends_at: Instant
    """The instant at which it is over, after the change."""
    activity_title: Bilingual
    """What the member calls the activity."""
    public: bool
    """Whether the activity is public: only then may it be promoted."""
    version: int
    """Version of the booking after the change: part of the letter's business key."""
    reason: str | None = None
    """What the deciding person explains, in that person's words."""
    reason_code: Coded | None = None
    """The kind of reason; null when none was chosen."""
    cancelled_by: str | None = None
    """Role code of who cancelled (`member`, `host`, `officer`); null when nobody did."""


class BookingRequestedV1(BookingNotice, event="hcn.internal.bookings.booking.requested.v1"):
    """A member asks for a place; nothing is held yet."""


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
    """Nobody came; not public, because it judges a member."""
