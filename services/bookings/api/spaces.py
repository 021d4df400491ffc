"""Spaces over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import Field

from services.bookings.api.answers.spaces import SpaceOut, show_space
from services.bookings.api.fields import NamePatch
from services.bookings.api.place_fields import Capacity, Key, Layouts, RuleFields, RuleNames
from services.bookings.models import KnownMember, Space
from services.bookings.queries.lists import (
    SpaceFilter,
    find_memberships,
    find_space,
    select_spaces,
)
from services.bookings.usecases import offer_spaces as usecases
from shared.http.act import PUBLIC, Act, View, allow
from shared.http.fields import BilingualLine, Code, Listed, Search, given
from shared.http.lists import AskedPage

router = APIRouter(tags=["spaces"])


class CreateSpace(RuleFields):
    venue_id: UUID
    parent_id: UUID | None = None
    """The larger space of which it is a part; a booking of the larger one takes it too."""
    name: BilingualLine
    kind: Code
    """Of `space_kind`."""
    capacity: Capacity
    """Most people in any set-up."""
    layouts: Layouts = Field(default=[])
    """Ways to set it up with what each holds; none: any way, as `capacity` says."""
    indoor: bool = True
    """Outdoors (false) it can have fallbacks and is touched by weather calls."""
    external_key: Key | None = None
    """What it is called in a list that is taken over; no two spaces have the same."""


class ChangeSpace(RuleFields):
    parent_id: UUID | None = None
    name: NamePatch | None = None
    kind: Code | None = None
    capacity: Capacity | None = None
    layouts: Layouts | None = None
    indoor: bool | None = None
    external_key: Key | None = None
    inherited: RuleNames | None = None
    """These rules are the venue's from now on; all others are the space's own, as they now hold."""
    keep_confirmed: bool = False
    """What is confirmed outside of new hours stays; else it is refused with a list of it."""


OWN = ("parent_id", "name", "kind", "capacity", "layouts", "indoor", "external_key")
"""Fields of a space that no venue can say."""
CLEARABLE = {"parent_id", "external_key"}
"""Those that a patch may set to null; null means nothing for the others."""


async def _show_to(act: Act) -> Callable[[Space, View], SpaceOut]:
    """How this caller is shown spaces: whether it may ask depends on the members it acts for."""
    members: Sequence[KnownMember] = ()
    if act.caller.member_ids:
        members = await act.doors.database.read(
            lambda session: find_memberships(session, act.caller)
        )
    return partial(show_space, members=members)


@router.post("/v1/spaces", status_code=201, response_model=SpaceOut)
async def create_space(body: CreateSpace, act: Act = allow("officer", "host")) -> Response:
    """Offer a space. Refused under a parent with future claims, listing what is in the way."""
    show = await _show_to(act)
    fields = body.model_dump(include={"venue_id", *OWN})
    return await act.write(usecases.create_space, show, fields, body.rules(), status=201)


@router.get("/v1/spaces", response_model=Listed[SpaceOut])
async def list_spaces(
    page: AskedPage,
    q: Search | None = None,
    kind: Code | None = None,
    venue_id: UUID | None = None,
    parent_id: UUID | None = None,
    capacity: Annotated[int | None, Query(ge=0, le=1_000_000, description="At least")] = None,
    status: Code | None = None,
    act: Act = allow(PUBLIC),
) -> Response:
    """Spaces by name; `q` finds parts of the name with or without marks."""
    wanted = SpaceFilter(q, kind, venue_id, parent_id, capacity, status)
    return await act.list(
        Space,
        select_spaces(wanted, act.view.now),
        await _show_to(act),
        page,
        name=Space.sort_key,
        capacity=Space.capacity,
        created_at=Space.created_at,
    )


@router.get("/v1/spaces/{space_id}", response_model=SpaceOut)
async def get_space(space_id: UUID, act: Act = allow(PUBLIC)) -> Response:
    """One space with its rules."""
    return await act.read(find_space, await _show_to(act), space_id, act.view.now)


@router.patch("/v1/spaces/{space_id}", response_model=SpaceOut)
async def change_space(
    space_id: UUID, body: ChangeSpace, act: Act = allow("officer", "host")
) -> Response:
    """Change a space; a rule that is given, also as null, is its own from now on.

    Another parent is refused while future bookings would claim other leaves, and other hours while
    confirmed bookings would lie outside, listing them in `in_the_way`; with `keep_confirmed` they
    stay and are listed in `outside`. `?dry_run=true` shows both.
    """
    changes = {
        name: value
        for name, value in given(body).items()
        if name in OWN and (value is not None or name in CLEARABLE)
    }
    show = await _show_to(act)
    return await act.write(
        usecases.change_space,
        show,
        space_id,
        changes,
        body.rules(),
        body.inherited,
        body.keep_confirmed,
    )


@router.post("/v1/spaces/{space_id}/withdraw", response_model=SpaceOut)
async def withdraw_space(space_id: UUID, act: Act = allow("officer", "host")) -> Response:
    """Offer it no more. Refused while it has offered parts or future bookings."""
    return await act.write(usecases.withdraw_space, await _show_to(act), space_id)
