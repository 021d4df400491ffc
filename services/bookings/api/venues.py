"""Venues over HTTP."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field

from services.bookings.api.answers.venues import VenueOut, show_venue
from services.bookings.api.fields import NamePatch
from services.bookings.api.place_fields import Key, RuleFields
from services.bookings.models import Venue
from services.bookings.queries.lists import find_venue, select_venues
from services.bookings.usecases import register_venues as usecases
from shared.http.act import PUBLIC, Act, allow
from shared.http.fields import BilingualLine, Line, Listed, RequestBody, Search, given
from shared.http.lists import AskedPage

router = APIRouter(tags=["venues"])


class Address(RequestBody):
    """Where the venue is; since July 2025 Hanoi has wards and communes, no districts."""

    line: Line | None = None
    """House and street."""
    ward: Line
    """Phường or xã by its name of today."""


class CreateVenue(RequestBody):
    name: BilingualLine
    host_id: UUID | None = None
    """Who runs it; made here when left out. Hosts are people with a grant for this id."""
    address: Address | None = None
    rules: RuleFields = Field(default_factory=RuleFields)
    """What holds in all its spaces that do not say otherwise."""
    external_key: Key | None = None
    """What it is called in a list that is taken over; no two venues have the same."""


class ChangeVenue(RequestBody):
    name: NamePatch | None = None
    host_id: UUID | None = None
    address: Address | None = None
    rules: RuleFields | None = None
    """Those that are given change, null takes one away; spaces that inherit it follow at once."""
    external_key: Key | None = None
    keep_confirmed: bool = False
    """What is confirmed outside of new hours stays; else it is refused with a list of it."""


CLEARABLE = ("address", "external_key")


@router.post("/v1/venues", status_code=201, response_model=VenueOut)
async def create_venue(body: CreateVenue, act: Act = allow("officer")) -> Response:
    """Add an institution or site. Its spaces are added with `POST /v1/spaces`."""
    fields = body.model_dump(exclude={"address", "rules"}) | _address_columns(body.address)
    return await act.write(
        usecases.create_venue, show_venue, fields, body.rules.rules(), status=201
    )


@router.get("/v1/venues", response_model=Listed[VenueOut])
async def list_venues(
    page: AskedPage, q: Search | None = None, act: Act = allow(PUBLIC)
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
    return await act.read(find_venue, show_venue, venue_id)


@router.patch("/v1/venues/{venue_id}", response_model=VenueOut)
async def change_venue(
    venue_id: UUID, body: ChangeVenue, act: Act = allow("officer", "host")
) -> Response:
    """Change name, address or rules; only an officer hands the venue to another host.

    Refused when confirmed bookings would lie outside of new hours, listing them in `in_the_way`;
    with `keep_confirmed` they stay and are listed in `outside`. `?dry_run=true` shows both.
    """
    changes = {
        name: value
        for name, value in given(body).items()
        if name not in ("rules", "keep_confirmed") and (value is not None or name in CLEARABLE)
    }
    if "address" in changes:
        changes.pop("address")
        changes |= _address_columns(body.address)
    rules = body.rules.rules() if body.rules else {}
    return await act.write(
        usecases.change_venue, show_venue, venue_id, changes, rules, body.keep_confirmed
    )


def _address_columns(address: Address | None) -> dict[str, str | None]:
    return {
        "address_line": address.line if address else None,
        "ward": address.ward if address else None,
    }
