"""Every event that bookings publishes, built here, by topic, and nowhere else.

A confirmation, move or cancellation is two events in one transaction: the public one says that a
place is or is no longer taken, and its internal twin names the member. Publish after a row's last
change and before anything flushes it, so that `version` is the one the change leads to.
"""

from __future__ import annotations

from services.bookings import models
from services.bookings.events_out.after import (
    announce_activity_report,
    announce_conduct_mark,
    publish_activity_reported,
    publish_no_show_voided,
)
from services.bookings.events_out.bookings import (
    announce_booking,
    publish_booking_called_off,
    publish_booking_carried_over,
    publish_booking_completed,
    publish_booking_confirmed,
    publish_booking_declined,
    publish_booking_edited,
    publish_booking_no_show,
    publish_booking_requested,
    publish_booking_rescheduled,
    publish_booking_state,
)
from services.bookings.events_out.spaces import (
    announce_space,
    publish_space_changed,
    publish_space_closed,
    publish_space_published,
    publish_space_reopened,
    publish_space_withdrawn,
)
from services.bookings.events_out.waiting import (
    announce_offer,
    publish_booking_offer_lapsed,
    publish_booking_offered,
)

ANNOUNCE = [
    (models.Space, announce_space),
    (models.Booking, announce_booking),
    (models.ActivityReport, announce_activity_report),
    (models.Offer, announce_offer),
    (models.ConductMark, announce_conduct_mark),
]

__all__ = [
    "ANNOUNCE",
    "announce_activity_report",
    "announce_booking",
    "announce_conduct_mark",
    "announce_offer",
    "announce_space",
    "publish_activity_reported",
    "publish_booking_called_off",
    "publish_booking_carried_over",
    "publish_booking_completed",
    "publish_booking_confirmed",
    "publish_booking_declined",
    "publish_booking_edited",
    "publish_booking_no_show",
    "publish_booking_offer_lapsed",
    "publish_booking_offered",
    "publish_booking_requested",
    "publish_booking_rescheduled",
    "publish_booking_state",
    "publish_no_show_voided",
    "publish_space_changed",
    "publish_space_closed",
    "publish_space_published",
    "publish_space_reopened",
    "publish_space_withdrawn",
]
