"""What a venue looks like."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from services.bookings.api.answers.opening import OutsideOut, show_outside
from services.bookings.api.answers.places import (
    PhotoBrief,
    PolicyOut,
    show_photos,
    show_policy,
)
from services.bookings.domain import states
from services.bookings.models import Venue
from shared.auth.caller import lacks_entry
from shared.events.base import Bilingual
from shared.http.act import View
from shared.http.fields import Actions, Answer


class AddressOut(Answer):
    line: str | None
    ward: str | None


class VenueOut(Answer):
    id: UUID
    version: int
    created_at: datetime
    updated_at: datetime
    name: Bilingual
    host_id: UUID
    address: AddressOut | None
    rules: dict[str, Any]
    """What it says of its spaces' use; what it does not say is not here."""
    policy: PolicyOut | None
    external_key: str | None
    photos: list[PhotoBrief]
    """Of the venue as a whole; each space has its own."""
    outside: list[OutsideOut] | None
    """Confirmed dates that this change put outside of the hours; null where it put none."""
    actions: Actions


def show_venue(venue: Venue, view: View) -> VenueOut:
    door = lacks_entry(view.caller, "officer", "host")
    refused = door or states.lacks_hosting(view.caller, venue.host_id)
    placed = venue.address_line is not None or venue.ward is not None
    return VenueOut(
        id=venue.id,
        version=venue.version,
        created_at=venue.created_at,
        updated_at=venue.updated_at,
        name=Bilingual.model_validate(venue.name),
        host_id=venue.host_id,
        address=AddressOut(line=venue.address_line, ward=venue.ward) if placed else None,
        rules=venue.rules,
        policy=show_policy(venue.rules.get("policy"), view),
        external_key=venue.external_key,
        photos=show_photos(venue.shown_photos),
        outside=[show_outside(one) for one in venue.outside] or None,
        actions={"change": view.action(refused), "create_space": view.action(refused)},
    )
