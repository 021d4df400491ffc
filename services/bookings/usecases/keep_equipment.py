"""The stock of a venue: what it lends, and how many."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.bookings.domain import states
from services.bookings.domain.intervals import span_of
from services.bookings.domain.stock import peak
from services.bookings.models import Equipment, Venue
from services.bookings.queries.stock import find_held_ahead
from services.bookings.usecases.note_freed import note_stock
from services.bookings.usecases.register_venues import rename
from shared.database.work import Work
from shared.errors import Failure, NotFound, refuse_if


async def create_equipment(work: Work, fields: dict[str, Any]) -> Equipment:
    """More that the venue lends."""
    venue = await work.session.get(Venue, fields["venue_id"])
    if venue is None:
        raise NotFound(Venue.KIND, fields["venue_id"])
    refuse_if(states.lacks_hosting(work.caller, venue.host_id))
    equipment = Equipment(**fields, venue=venue)
    rename(equipment, fields["name"])
    return work.add(equipment)


async def change_equipment(work: Work, equipment_id: UUID, changes: dict[str, Any]) -> Equipment:
    """Raises Refusal when the stock would be less than what is held at one time ahead."""
    equipment = await work.lock(Equipment, equipment_id)
    refuse_if(states.lacks_hosting(work.caller, equipment.venue.host_id))
    if "stock" in changes:
        await _refuse_below_peak(work, equipment, changes["stock"])
        more = changes["stock"] > equipment.stock
        equipment.stock = changes["stock"]
        if more:
            await note_stock(work, equipment.id)
    if "name" in changes:
        rename(equipment, equipment.name | changes["name"])
    return equipment


async def _refuse_below_peak(work: Work, equipment: Equipment, stock: int) -> None:
    held = await find_held_ahead(work.session, equipment.id, work.now)
    most = peak(held, span_of(time for time, _ in held)) if held else 0
    refuse_if([Failure("stock_in_use", field="stock", least=most)] if stock < most else [])
