"""Every event that bookings publishes, built here and nowhere else.

A confirmation, move or cancellation is two events in one transaction: the public one says that a
place is or is no longer taken, and its internal twin names the member. Publish after a row's last
change and before anything flushes it, so that `version` is the one the change leads to.
"""

from __future__ import annotations

from typing import Any

from services.bookings import models
from services.bookings.domain import closing, states
from services.bookings.domain.intervals import Interval
from services.bookings.texts import VOCABULARY
from shared.database.work import Work
from shared.events.base import Bilingual, Reference
from shared.events.bookings import (
    BookingCalledOffV1,
    BookingCancelledV1,
    BookingCompletedV1,
    BookingConfirmedV1,
    BookingDeclinedV1,
    BookingGrantedV1,
    BookingMovedV1,
    BookingNoShowV1,
    BookingRequestedV1,
    BookingRescheduledV1,
    PublicActivity,
    SpaceChangedV1,
    SpaceClosedV1,
    SpacePublishedV1,
    SpaceReopenedV1,
    SpaceWithdrawnV1,
)
from shared.vocabulary import coded


def publish_space_published(work: Work, space: models.Space) -> None:
    work.publish(space, SpacePublishedV1(**_space_state(space)))


def publish_space_changed(work: Work, space: models.Space) -> None:
    work.publish(space, SpaceChangedV1(**_space_state(space)))


def publish_space_closed(work: Work, space: models.Space) -> None:
    work.publish(space, SpaceClosedV1(**_space_state(space)))


def publish_space_reopened(work: Work, space: models.Space) -> None:
    work.publish(space, SpaceReopenedV1(**_space_state(space)))


def publish_space_withdrawn(work: Work, space: models.Space) -> None:
    work.publish(space, SpaceWithdrawnV1(**_space_state(space)))


def publish_booking_requested(work: Work, booking: models.Booking) -> None:
    work.publish(booking, BookingRequestedV1(**_notice(booking)))


def publish_booking_confirmed(work: Work, booking: models.Booking) -> None:
    """Two events: BookingConfirmedV1 for everyone, BookingGrantedV1 with the member."""
    notice = BookingGrantedV1(**_notice(booking), reason=booking.reason)
    work.publish(booking, BookingConfirmedV1(**_booking_state(booking)))
    work.publish(booking, notice)


def publish_booking_declined(work: Work, booking: models.Booking) -> None:
    work.publish(booking, BookingDeclinedV1(**_notice(booking), **_reasons(booking)))


def publish_booking_rescheduled(work: Work, booking: models.Booking, former: Interval) -> None:
    """Two events: BookingRescheduledV1 for everyone, BookingMovedV1 with member and old time."""
    notice = BookingMovedV1(
        **_notice(booking),
        **_reasons(booking),
        former_starts_at=former.start,
        former_ends_at=former.end,
    )
    work.publish(booking, BookingRescheduledV1(**_booking_state(booking)))
    work.publish(booking, notice)


def publish_booking_carried_over(work: Work, booking: models.Booking) -> None:
    """Another member holds it now: the public state of a confirmed one, where it shows the member.

    No letter: the members' services tell who merged.
    """
    if booking.status == states.CONFIRMED and booking.public:
        work.publish(booking, BookingRescheduledV1(**_booking_state(booking)))


def publish_booking_called_off(work: Work, booking: models.Booking) -> None:
    """Cancelled or displaced: BookingCalledOffV1, and before it, when it had been confirmed and so
    was public, BookingCancelledV1.
    """
    notice = BookingCalledOffV1(
        **_notice(booking), **_reasons(booking), cancelled_by=booking.cancelled_by
    )
    if booking.confirmed_at is not None:
        work.publish(booking, BookingCancelledV1(**_booking_state(booking)))
    work.publish(booking, notice)


def publish_booking_completed(work: Work, booking: models.Booking) -> None:
    work.publish(booking, BookingCompletedV1(**_booking_state(booking)))


def publish_booking_no_show(work: Work, booking: models.Booking) -> None:
    work.publish(booking, BookingNoShowV1(**_notice(booking), **_reasons(booking)))


def announce_space(work: Work, space: models.Space) -> None:
    """Say the present state of a space again."""
    {
        closing.WITHDRAWN: publish_space_withdrawn,
        closing.CLOSED: publish_space_closed,
        closing.CLOSING: publish_space_closed,
    }.get(space.status, publish_space_published)(work, space)


def announce_booking(work: Work, booking: models.Booking) -> None:
    """Say the present state of a booking again."""
    {
        states.REQUESTED: publish_booking_requested,
        states.CONFIRMED: publish_booking_confirmed,
        states.DECLINED: publish_booking_declined,
        states.CANCELLED: publish_booking_called_off,
        states.DISPLACED: publish_booking_called_off,
        states.COMPLETED: publish_booking_completed,
        states.NO_SHOW: publish_booking_no_show,
    }[booking.status](work, booking)


def _space_state(space: models.Space) -> dict[str, Any]:
    return {
        "id": space.id,
        "name": Bilingual.model_validate(space.name),
        "venue": _venue_reference(space.venue),
        "kind": coded(VOCABULARY, "space_kind", space.kind),
        "capacity": space.capacity,
        "indoor": space.indoor,
        "ward": space.venue.ward or "",
        "address": space.venue.address_line,
        "parent": _space_reference(space.parent) if space.parent else None,
        "status": coded(VOCABULARY, "space_status", space.status),
    }


def _booking_state(booking: models.Booking) -> dict[str, Any]:
    return {
        "id": booking.id,
        "status": coded(VOCABULARY, "booking_status", booking.status),
        "space": _space_reference(booking.space),
        "venue": _venue_reference(booking.space.venue),
        "starts_at": booking.starts_at,
        "ends_at": booking.ends_at,
        "activity": _activity(booking) if booking.public else None,
        "member": _member_reference(booking) if booking.public else None,
    }


def _activity(booking: models.Booking) -> PublicActivity:
    return PublicActivity(
        title=Bilingual.model_validate(booking.title),
        summary=Bilingual.model_validate(booking.summary) if booking.summary else None,
        kind=coded(VOCABULARY, "activity_kind", booking.activity_kind),
        expected_audience=booking.expected_audience,
    )


def _notice(booking: models.Booking) -> dict[str, Any]:
    return {
        "id": booking.id,
        "member": _member_reference(booking),
        "space": _space_reference(booking.space),
        "venue": _venue_reference(booking.space.venue),
        "host_id": booking.host_id,
        "starts_at": booking.starts_at,
        "ends_at": booking.ends_at,
        "activity_title": Bilingual.model_validate(booking.title),
        "public": booking.public,
        "version": (booking.version or 0) + 1,
    }


def _reasons(booking: models.Booking) -> dict[str, Any]:
    code = booking.reason_code
    return {
        "reason": booking.reason,
        "reason_code": coded(VOCABULARY, "reason_code", code) if code else None,
    }


def _space_reference(space: models.Space) -> Reference:
    return Reference(id=space.id, name=str(space.name["vi"]))


def _venue_reference(venue: models.Venue) -> Reference:
    return Reference(id=venue.id, name=str(venue.name["vi"]))


def _member_reference(booking: models.Booking) -> Reference:
    return Reference(id=booking.member_id, name=booking.member.name)


ANNOUNCE = [(models.Space, announce_space), (models.Booking, announce_booking)]
