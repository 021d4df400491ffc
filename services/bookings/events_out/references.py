"""How events name spaces, venues and members."""

from __future__ import annotations

from services.bookings import models
from shared.events.base import Reference

OfMember = (
    models.Booking | models.Offer | models.ConductMark | models.StandingCase | models.AllocationWish
)


def space_reference(space: models.Space) -> Reference:
    return Reference(id=space.id, name=str(space.name["vi"]))


def venue_reference(venue: models.Venue) -> Reference:
    return Reference(id=venue.id, name=str(venue.name["vi"]))


def member_reference(row: OfMember) -> Reference:
    return Reference(id=row.member_id, name=row.member.name)
