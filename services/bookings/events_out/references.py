"""How events name spaces, venues and members."""

from __future__ import annotations

from services.bookings import models
from shared.events.base import Reference


def space_reference(space: models.Space) -> Reference:
    return Reference(id=space.id, name=str(space.name["vi"]))


def venue_reference(venue: models.Venue) -> Reference:
    return Reference(id=venue.id, name=str(venue.name["vi"]))


def member_reference(booking: models.Booking | models.Offer) -> Reference:
    return Reference(id=booking.member_id, name=booking.member.name)
