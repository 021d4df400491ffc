"""Spaces over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field, StringConstraints, model_validator

from services.bookings.api.answers.spaces import SpaceOut, show_space
from services.bookings.api.fields import Minutes, NamePatch
from services.bookings.models import KnownMember, Space
from services.bookings.queries.lists import (
    SpaceFilter,
    find_memberships,
    find_space,
    select_spaces,
)
from services.bookings.usecases import offer_spaces as usecases
from shared.http.act import PUBLIC, Act, View, allow
from shared.http.fields import BilingualLine, Code, Listed, RequestBody, Search, given
from shared.http.lists import Page
from shared.http.problems import FieldProblem

router = APIRouter(tags=["spaces"])

ClockTime = Annotated[str, StringConstraints(pattern=r"^(([01]\d|2[0-3]):[0-5]\d|24:00)$")]
Capacity = Annotated[int, Field(ge=1, le=1_000_000)]
Hours = Annotated[int, Field(ge=1, le=8784)]
Kinds = Annotated[list[Code], Field(max_length=50)]


class OpeningWindow(RequestBody):
    """A weekly time in Hanoi; `24:00` is midnight at the end of the day."""

    day: Annotated[int, Field(ge=1, le=7, description="Monday is 1")]
    opens: ClockTime
    closes: ClockTime

    @model_validator(mode="after")
    def _opens_first(self) -> OpeningWindow:
        if self.opens >= self.closes:
            raise FieldProblem("opening_not_valid")
        return self


Opening = Annotated[list[OpeningWindow], Field(min_length=1, max_length=100)]


class CreateSpace(RequestBody):
    venue_id: UUID
    parent_id: UUID | None = None
    """The larger space of which it is a part; a booking of the larger one takes it too."""
    name: BilingualLine
    kind: Code
    capacity: Capacity
    indoor: bool = True
    opening: Opening | None = None
    """When it may be used, weekly; null is always. Concerns the activity, not the set-up."""
    setup_minutes: Minutes = 0
    """Taken before each activity."""
    clearup_minutes: Minutes = 0
    """Taken after each activity."""
    lead_hours: Hours | None = None
    """How long ahead it must be asked for."""
    longest_hours: Hours | None = None
    """Longest activity."""
    refused_kinds: Kinds = Field(default=[])
    """Kinds of activity that it does not take."""
    check_in_minutes: Minutes = 60
    """How long before the start check-in opens."""
    no_show_minutes: Minutes | None = None
    """Who has not checked in so long after the start has not come; null: nobody looks."""


class ChangeSpace(RequestBody):
    parent_id: UUID | None = None
    name: NamePatch | None = None
    kind: Code | None = None
    capacity: Capacity | None = None
    indoor: bool | None = None
    opening: Opening | None = None
    setup_minutes: Minutes | None = None
    clearup_minutes: Minutes | None = None
    lead_hours: Hours | None = None
    longest_hours: Hours | None = None
    refused_kinds: Kinds | None = None
    check_in_minutes: Minutes | None = None
    no_show_minutes: Minutes | None = None


CLEARABLE = {"parent_id", "opening", "lead_hours", "longest_hours", "no_show_minutes"}
"""Fields that a patch may set to null; null means nothing for the others."""


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
    return await act.write(usecases.create_space, show, body.model_dump(), status=201)


@router.get("/v1/spaces", response_model=Listed[SpaceOut])
async def list_spaces(
    page: Annotated[Page, Depends()],
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
    """Change a space. Another parent is refused while future bookings would claim other leaves."""
    changes = {
        name: value for name, value in given(body).items() if value is not None or name in CLEARABLE
    }
    return await act.write(usecases.change_space, await _show_to(act), space_id, changes)


@router.post("/v1/spaces/{space_id}/withdraw", response_model=SpaceOut)
async def withdraw_space(space_id: UUID, act: Act = allow("officer", "host")) -> Response:
    """Offer it no more. Refused while it has offered parts or future bookings."""
    return await act.write(usecases.withdraw_space, await _show_to(act), space_id)
