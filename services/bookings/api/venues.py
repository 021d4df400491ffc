"""Venues over HTTP."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel

from services.bookings.api.answers import Actions, BilingualOut, Listed, action, bilingual
from services.bookings.api.fields import Body, Line, Name, NamePatch, Search, given
from services.bookings.domain import states
from services.bookings.models import Venue
from services.bookings.queries.lists import select_venues
from services.bookings.usecases import venues
from shared.http.act import PUBLIC, Act, View, allow
from shared.http.lists import Page

router = APIRouter(tags=["venues"])


class Address(Body):
    """Where the venue is; since July 2025 Hanoi has wards and communes, no districts."""

    line: Line | None = None
    ward: Line


class CreateVenue(Body):
    name: Name
    host_id: UUID | None = None
    """Who runs it; made here when left out. Hosts are people with a grant for this id."""
    address: Address | None = None


class UpdateVenue(Body):
    name: NamePatch | None = None
    host_id: UUID | None = None
    address: Address | None = None


class AddressOut(BaseModel):
    line: str | None
    ward: str | None


class VenueOut(BaseModel):
    id: UUID
    version: int
    created_at: datetime
    updated_at: datetime
    name: BilingualOut
    host_id: UUID
    address: AddressOut | None
    actions: Actions


def show_venue(venue: Venue, view: View) -> VenueOut:
    rights = states.lacks_hosting(view.caller, venue.host_id)
    placed = venue.address_line is not None or venue.ward is not None
    return VenueOut(
        id=venue.id,
        version=venue.version,
        created_at=venue.created_at,
        updated_at=venue.updated_at,
        name=bilingual(venue.name),
        host_id=venue.host_id,
        address=AddressOut(line=venue.address_line, ward=venue.ward) if placed else None,
        actions={"update": action(view, rights), "create_space": action(view, rights)},
    )


@router.post("/v1/venues", status_code=201, response_model=VenueOut)
async def create_venue(body: CreateVenue, act: Act = allow("officer")) -> Response:
    """Add an institution or site. Its spaces are added with `POST /v1/spaces`."""
    fields = body.model_dump(exclude={"address"}) | _address_columns(body.address)
    return await act.write(venues.create_venue, show_venue, fields, status=201)


@router.get("/v1/venues", response_model=Listed[VenueOut])
async def list_venues(
    page: Annotated[Page, Depends()], q: Search | None = None, act: Act = allow(PUBLIC)
) -> Response:
    """Venues, by name; `q` finds parts of the name with or without marks."""
    return await act.list(
        Venue,
        select_venues(q),
        show_venue,
        page,
        name=Venue.sort_key,
        created_at=Venue.created_at,
    )


@router.get("/v1/venues/{venue_id}", response_model=VenueOut)
async def get_venue(venue_id: UUID, act: Act = allow(PUBLIC)) -> Response:
    """One venue."""
    return await act.get(Venue, venue_id, show_venue)


@router.patch("/v1/venues/{venue_id}", response_model=VenueOut)
async def update_venue(
    venue_id: UUID, body: UpdateVenue, act: Act = allow("officer", "host")
) -> Response:
    """Change name or address; only an officer hands the venue to another host."""
    changes = given(body)
    changes = {
        name: value for name, value in changes.items() if value is not None or name == "address"
    }
    if "address" in changes:
        changes.pop("address")
        changes |= _address_columns(body.address)
    return await act.write(venues.update_venue, show_venue, venue_id, changes)


def _address_columns(address: Address | None) -> dict[str, str | None]:
    return {
        "address_line": address.line if address else None,
        "ward": address.ward if address else None,
    }
