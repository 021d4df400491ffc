"""What bookings says after an activity, to the services of the network only."""

from __future__ import annotations

from uuid import UUID

from shared.events.base import Bilingual, Event, Reference
from shared.events.values import Instant


class ActivityReportedV1(Event, event="hcn.internal.bookings.activity.reported.v1"):
    """It is known how many came to an activity that took place; said again after a correction.

    The aggregate is the report on one date of a booking.
    """

    booking_id: UUID
    """The booking of which the date is one."""
    date_id: UUID
    """The date, the same as in the notices of its booking: joins it with what was granted."""
    member: Reference
    """The member space that held the activity."""
    space: Reference
    """The place, by its Vietnamese name."""
    starts_at: Instant
    """First instant of the activity."""
    ends_at: Instant
    """The instant at which it was over."""
    activity_title: Bilingual
    """What the member called it, for the list of what it did in the year."""
    audience: int
    """How many people came."""
    counted: bool
    """Whether the host counted them at the door; false: the member says so."""
    version: int
    """Version of the report: which of two numbers is the later one."""


class NoShowVoidedV1(Event, event="hcn.internal.bookings.no_show.voided.v1"):
    """A no-show was declared void: it was not so, and counts against nobody.

    The aggregate is the mark that the no-show led to.
    """

    booking_id: UUID
    """The booking of which the date is one."""
    date_id: UUID
    """The date, the same as in BookingNoShowV1: joins what is taken back with what was told."""
    member: Reference
    """The member space that it counted against."""
