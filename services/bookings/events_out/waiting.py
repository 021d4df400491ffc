"""What bookings says of offers: the member's letter needs it, nobody outside does."""

from __future__ import annotations

from typing import Any

from services.bookings import models
from services.bookings.domain.waiting import HOLDING
from services.bookings.events_out.references import (
    member_reference,
    space_reference,
    venue_reference,
)
from services.bookings.texts import VOCABULARY
from shared.database.work import Work
from shared.events.base import Bilingual
from shared.events.bookings import BookingOfferedV1, BookingOfferLapsedV1, OfferedTime
from shared.vocabulary import coded


def publish_booking_offered(work: Work, offer: models.Offer) -> None:
    work.publish(offer, BookingOfferedV1(**_offer_notice(offer)))


def publish_booking_offer_lapsed(work: Work, offer: models.Offer) -> None:
    work.publish(offer, BookingOfferLapsedV1(**_offer_notice(offer)))


def announce_offer(work: Work, offer: models.Offer) -> None:
    """Say the present state of an offer again: held, or held no longer."""
    if offer.status in HOLDING:
        publish_booking_offered(work, offer)
    else:
        publish_booking_offer_lapsed(work, offer)


def _offer_notice(offer: models.Offer) -> dict[str, Any]:
    return {
        "id": offer.id,
        "booking_id": offer.booking_id,
        "member": member_reference(offer),
        "host_id": offer.host_id,
        "origin": coded(VOCABULARY, "offer_origin", offer.origin),
        "status": coded(VOCABULARY, "offer_status", offer.status),
        "times": [_time(one) for one in offer.times],
        "starts_at": offer.starts_at,
        "held_until": offer.expires_at,
        "activity_title": Bilingual.model_validate(offer.title),
        "version": (offer.version or 0) + 1,
        "reason": offer.reason,
    }


def _time(one: models.OfferTime) -> OfferedTime:
    return OfferedTime(
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        space=space_reference(one.space),
        venue=venue_reference(one.space.venue),
    )
