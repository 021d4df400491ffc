"""Offers: time that is held for one member until it answers. For the services of the network."""

from __future__ import annotations

from uuid import UUID

from shared.events.base import Bilingual, Coded, Event, EventBody, Reference
from shared.events.values import Instant


class OfferedTime(EventBody):
    """One time that is offered, in its place."""

    starts_at: Instant
    """First instant of the activity."""
    ends_at: Instant
    """The instant at which it is over: the range is half-open."""
    space: Reference
    """The place, by its Vietnamese name."""
    venue: Reference
    """The institution or site of that place."""


class OfferNotice(Event):
    """What a letter about an offer needs. The aggregate is the offer."""

    booking_id: UUID | None
    """The booking it is for; null when a member only waited for time to become free."""
    member: Reference
    """The member space for which the time is held."""
    host_id: UUID
    """Who runs the venue."""
    origin: Coded
    """`host` (a host's own), `queue` or `watch` (its turn came): who decides after the answer."""
    status: Coded
    """What became of it."""
    times: list[OfferedTime]
    """All of them are held, or none: the member takes all or none."""
    starts_at: Instant
    """The first start; never before `held_until`."""
    held_until: Instant
    """Until when the member may answer; afterwards it is someone else's turn."""
    activity_title: Bilingual
    """What the member calls the activity."""
    version: int
    """Version of the offer after the change: part of the letter's business key."""
    reason: str | None = None
    """What the host explains, in its words."""


class BookingOfferedV1(OfferNotice, event="hcn.internal.bookings.booking.offered.v1"):
    """Time is held for a member until it answers."""


class BookingOfferLapsedV1(OfferNotice, event="hcn.internal.bookings.booking.offer_lapsed.v1"):
    """It is held no longer: not answered in time, or taken back (`status` says which)."""
