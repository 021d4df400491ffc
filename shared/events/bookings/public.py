"""What bookings says to everyone: that a place exists and that it is taken.

A booking whose activity is not public shows only spaces and times.
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


class BookedDate(EventBody):
    """One of the times of a booking, as the public may see it."""

    id: UUID
    """Stays when the date moves, so that a calendar moves its entry."""
    starts_at: Instant
    """First instant of the activity on this date; set-up before it is not part of the range."""
    ends_at: Instant
    """The instant at which it is over: the range is half-open, `[starts_at, ends_at)`."""
    status: Coded
    """`confirmed`, `completed`, `cancelled` or `displaced`: is or was it taken at this time."""
    space: Reference
    """The place that is taken at this time, by its Vietnamese name."""


class BookingState(Event):
    """A space taken once or on several dates, as the public may see it."""

    status: Coded
    """`confirmed`, `completed`, `cancelled` or `displaced` (by a closure): is or was it taken."""
    space: Reference
    """The place that is taken, by its Vietnamese name; of several dates the first one's."""
    venue: Reference
    """The institution or site of that place."""
    starts_at: Instant
    """First instant of the activity, of several dates the first one's."""
    ends_at: Instant
    """The instant at which it is over, of several dates the last one's. What lies between the
    dates is not taken."""
    dates: list[BookedDate]
    """Every date that was ever confirmed, in order, for calendars: one entry for each."""
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
    """Some of its dates moved, came to it or were called off: what holds is given here, the rest
    is free; or its member is another now.

    Of a move, its internal twin is BookingMovedV1.
    """


class BookingCancelledV1(BookingState, event="hcn.public.bookings.booking.cancelled.v1"):
    """A confirmed booking will not take place on any date; its time is free.

    Its internal twin is BookingCalledOffV1.
    """


class BookingCompletedV1(BookingState, event="hcn.public.bookings.booking.completed.v1"):
    """A booking took place on one more date: the dates say on which."""
