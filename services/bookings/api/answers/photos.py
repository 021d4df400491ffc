"""What is known of a picture."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.bookings.api.answers.parts import say
from services.bookings.api.answers.places import file_address
from services.bookings.domain import states
from services.bookings.models.photos import Photo
from shared.auth.caller import lacks_entry
from shared.events.base import Bilingual
from shared.http.act import View
from shared.http.fields import Actions, Answer


class PhotoOut(Answer):
    id: UUID
    version: int
    created_at: datetime
    updated_at: datetime
    venue_id: UUID
    space_id: UUID | None
    """Null: it shows the venue as a whole."""
    url: str
    """Where the picture lies, on this service."""
    media_type: str
    size: int
    """Bytes."""
    width: int
    height: int
    scan_status: str
    scan_label: str | None
    position: int
    alt: Bilingual | None
    credit: str | None
    actions: Actions


def show_photo(photo: Photo, view: View) -> PhotoOut:
    plain = (
        "id version created_at updated_at venue_id space_id media_type size width height "
        "scan_status position credit"
    )
    door = lacks_entry(view.caller, "host", "officer")
    refused = door or states.lacks_hosting(view.caller, photo.venue.host_id)
    return PhotoOut(
        **{field: getattr(photo, field) for field in plain.split()},
        url=file_address(photo.id),
        scan_label=say("scan_status", photo.scan_status, view),
        alt=Bilingual.model_validate(photo.alt) if photo.alt else None,
        actions={"change": view.action(refused), "remove": view.action(refused)},
    )
