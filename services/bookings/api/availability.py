"""Which spaces are free, over HTTP."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel

from services.bookings.api.answers import BilingualOut, NamedOut, bilingual, named, say
from services.bookings.api.fields import Code, Instant
from services.bookings.domain.intervals import Interval
from services.bookings.queries.availability import FreeSpace, Wanted, find_free_spaces
from services.bookings.settings import Settings
from shared.errors import Failure, Invalid
from shared.http.act import Act, View, allow

router = APIRouter(tags=["availability"])


class FreeTimeOut(BaseModel):
    starts_at: datetime
    ends_at: datetime


class FreeSpaceOut(BaseModel):
    """A space and when within the window an activity may take place in it."""

    id: UUID
    space_id: UUID
    """The same as `id`: what a request for it names."""
    name: BilingualOut
    venue: NamedOut
    kind: str
    kind_label: str | None
    capacity: int
    indoor: bool
    parent_id: UUID | None
    free: list[FreeTimeOut]
    whole: bool
    """Whether it is free for the whole window."""


class AvailabilityOut(BaseModel):
    items: list[FreeSpaceOut]
    next_cursor: None = None


@router.get("/v1/availability", response_model=AvailabilityOut)
async def find_availability(
    request: Request,
    from_: Annotated[Instant, Query(alias="from")],
    to: Instant,
    capacity: Annotated[int | None, Query(ge=0, le=1_000_000, description="At least")] = None,
    kind: Code | None = None,
    venue_id: UUID | None = None,
    partly: Annotated[bool, Query(description="Also free for a part of the window")] = False,
    act: Act = allow(),
) -> Response:
    """Spaces that are free all through `[from, to)`, set-up and clear-up included."""
    settings: Settings = request.app.state.settings
    window = read_window(from_, to, settings.availability_max_days)
    wanted = Wanted(window, capacity, kind, venue_id, partly)
    return await act.read(find_free_spaces, show_availability, wanted, act.view.now)


def read_window(start: datetime, end: datetime, longest_days: int) -> Interval:
    """Raises Invalid when it ends before it starts or is longer than allowed."""
    if end <= start:
        raise Invalid(Failure("ends_before_start", field="to"))
    if end - start > timedelta(days=longest_days):
        raise Invalid(Failure("window_too_long", field="to", limit=longest_days))
    return Interval(start, end)


def show_availability(found: Sequence[FreeSpace], view: View) -> AvailabilityOut:
    return AvailabilityOut(items=[_show_free(one, view) for one in found])


def _show_free(found: FreeSpace, view: View) -> FreeSpaceOut:
    space = found.space
    return FreeSpaceOut(
        id=space.id,
        space_id=space.id,
        name=bilingual(space.name),
        venue=named(space.venue),
        kind=space.kind,
        kind_label=say("space_kind", space.kind, view),
        capacity=space.capacity,
        indoor=space.indoor,
        parent_id=space.parent_id,
        free=[FreeTimeOut(starts_at=one.start, ends_at=one.end) for one in found.free],
        whole=found.whole,
    )
