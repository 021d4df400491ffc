"""What bookings says of changes that wait for a host, and of indoor places that were lost."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from services.bookings import models
from services.bookings.events_out.references import (
    member_reference,
    space_reference,
    venue_reference,
)
from services.bookings.texts import VOCABULARY
from shared.database.work import Work
from shared.events.base import Bilingual
from shared.events.bookings import ChangeAskedV1, ChangeDecidedV1, FallbackLostV1
from shared.vocabulary import coded


def publish_change_asked(work: Work, change: models.BookingChange, booking: models.Booking) -> None:
    work.publish(change, ChangeAskedV1(**_notice(change, booking)))


def publish_change_decided(
    work: Work, change: models.BookingChange, booking: models.Booking
) -> None:
    work.publish(change, ChangeDecidedV1(**_notice(change, booking), reason=change.reason))


def publish_fallback_lost(work: Work, fallback: models.Fallback) -> None:
    date = fallback.date
    event = FallbackLostV1(
        id=fallback.id,
        booking_id=fallback.booking_id,
        member=member_reference(date.booking),
        host_id=fallback.host_id,
        activity_title=Bilingual.model_validate(date.booking.title),
        starts_at=date.starts_at,
        ends_at=date.ends_at,
        space=space_reference(date.space),
        fallback=space_reference(fallback.space),
        version=(fallback.version or 0) + 1,
    )
    work.publish(fallback, event)


def _notice(change: models.BookingChange, booking: models.Booking) -> dict[str, Any]:
    wanted = change.move or {}
    return {
        "id": change.id,
        "booking_id": booking.id,
        "member": member_reference(booking),
        "space": space_reference(booking.space),
        "venue": venue_reference(booking.space.venue),
        "host_id": booking.host_id,
        "activity_title": Bilingual.model_validate(booking.title),
        "starts_at": booking.starts_at,
        "ends_at": booking.ends_at,
        "fields": [coded(VOCABULARY, "booking_field", one) for one in change.approves],
        "wanted_starts_at": _instant(wanted.get("starts_at")),
        "wanted_ends_at": _instant(wanted.get("ends_at")),
        "status": coded(VOCABULARY, "booking_change_status", change.status),
        "version": (change.version or 0) + 1,
    }


def _instant(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
