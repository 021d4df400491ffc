"""What equipment looks like."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.bookings.api.answers.parts import NamedOut, named
from services.bookings.domain import states
from services.bookings.models import Equipment
from shared.auth.caller import lacks_entry
from shared.events.base import Bilingual
from shared.http.act import View
from shared.http.fields import Actions, Answer


class EquipmentOut(Answer):
    id: UUID
    version: int
    created_at: datetime
    updated_at: datetime
    venue: NamedOut
    venue_id: UUID
    name: Bilingual
    stock: int
    """How many there are in all; what dates hold is not subtracted."""
    actions: Actions


def show_equipment(equipment: Equipment, view: View) -> EquipmentOut:
    door = lacks_entry(view.caller, "officer", "host")
    refused = door or states.lacks_hosting(view.caller, equipment.venue.host_id)
    return EquipmentOut(
        id=equipment.id,
        version=equipment.version,
        created_at=equipment.created_at,
        updated_at=equipment.updated_at,
        venue=named(equipment.venue),
        venue_id=equipment.venue_id,
        name=Bilingual.model_validate(equipment.name),
        stock=equipment.stock,
        actions={"change": view.action(refused)},
    )
