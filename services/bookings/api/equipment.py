"""Equipment of venues over HTTP."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field

from services.bookings.api.answers.equipment import EquipmentOut, show_equipment
from services.bookings.api.fields import NamePatch
from services.bookings.models import Equipment
from services.bookings.queries.stock import select_equipment
from services.bookings.usecases import keep_equipment as usecases
from shared.http.act import PUBLIC, Act, allow
from shared.http.fields import BilingualLine, Listed, RequestBody, Search
from shared.http.lists import AskedPage

router = APIRouter(tags=["equipment"])

Stock = Annotated[int, Field(ge=0, le=1_000_000)]


class CreateEquipment(RequestBody):
    venue_id: UUID
    name: BilingualLine
    stock: Stock
    """How many there are in all."""


class ChangeEquipment(RequestBody):
    name: NamePatch = NamePatch()
    stock: Stock = 0


@router.post("/v1/equipment", status_code=201, response_model=EquipmentOut)
async def create_equipment(body: CreateEquipment, act: Act = allow("officer", "host")) -> Response:
    """Something that a venue lends with its spaces."""
    return await act.write(usecases.create_equipment, show_equipment, body.model_dump(), status=201)


@router.get("/v1/equipment", response_model=Listed[EquipmentOut])
async def list_equipment(
    page: AskedPage,
    venue_id: UUID | None = None,
    q: Search | None = None,
    act: Act = allow(PUBLIC),
) -> Response:
    """What venues lend, by name."""
    return await act.list(
        Equipment,
        select_equipment(venue_id, q),
        show_equipment,
        page,
        name=Equipment.sort_key,
        created_at=Equipment.created_at,
    )


@router.get("/v1/equipment/{equipment_id}", response_model=EquipmentOut)
async def get_equipment(equipment_id: UUID, act: Act = allow(PUBLIC)) -> Response:
    """One kind of equipment."""
    return await act.get(Equipment, equipment_id, show_equipment)


@router.patch("/v1/equipment/{equipment_id}", response_model=EquipmentOut)
async def change_equipment(
    equipment_id: UUID, body: ChangeEquipment, act: Act = allow("officer", "host")
) -> Response:
    """Another name or stock; never less than bookings ahead hold at one time."""
    changes = body.model_dump(exclude_unset=True)
    return await act.write(usecases.change_equipment, show_equipment, equipment_id, changes)
