"""Waiting for time that is taken, over HTTP."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field

from services.bookings.api.answers.watches import WatchOut, show_watch
from services.bookings.api.asked import Activity
from services.bookings.api.fields import End, Times
from services.bookings.domain.intervals import Interval
from services.bookings.models import Watch
from services.bookings.queries.waiting import select_watches
from services.bookings.usecases import watch_times as usecases
from shared.errors import Failure, Invalid
from shared.http.act import Act, allow
from shared.http.fields import Code, Instant, Line, Listed, RequestBody
from shared.http.lists import AskedPage

router = APIRouter(tags=["waiting"])

LengthMinutes = Annotated[int, Field(ge=1, le=60 * 24 * 366)]


class CreateWatch(RequestBody):
    """Certain `slots`, all or none of them; or any time of a length within a window."""

    slots: Annotated[list[Times], Field(min_length=1, max_length=200)] | None = None
    """Certain times, all of them or none; else a window and a length."""
    starts_at: Instant | None = None
    """Of the window in which any time of `length_minutes` would do."""
    ends_at: End | None = None
    length_minutes: LengthMinutes | None = None
    space_id: UUID | None = None
    """A certain space; without it any that fits the wishes below."""
    venue_id: UUID | None = None
    kind: Code | None = None
    """Of `space_kind`."""
    ward: Line | None = None
    """Of the venue, with or without marks."""
    capacity: Annotated[int, Field(ge=1, le=10_000_000)] | None = None
    """At least."""
    indoor: bool | None = None
    activity: Activity
    """What is asked for when the offer is accepted."""
    member_id: UUID | None = None
    """For whom; needed from someone who acts for several members."""

    def read(self) -> usecases.WatchOrder:
        """Raises Invalid unless it names slots or a window with a length, not both."""
        bounds = (self.starts_at, self.ends_at, self.length_minutes)
        if (self.slots is None) == any(one is None for one in bounds) or (
            self.slots is not None and any(one is not None for one in bounds)
        ):
            raise Invalid(Failure("slots_or_window", field="slots"))
        activity = self.activity
        return usecases.WatchOrder(
            place=usecases.WishedPlace(
                self.space_id, self.venue_id, self.kind, self.ward, self.capacity, self.indoor
            ),
            slots=[slot.interval for slot in self.slots or ()],
            window=_window(self.starts_at, self.ends_at),
            length=timedelta(minutes=self.length_minutes) if self.length_minutes else None,
            title=activity.title.model_dump(),
            summary=activity.summary.model_dump() if activity.summary else None,
            kind=activity.kind,
            audience=activity.expected_audience,
            layout=activity.layout,
            contents=activity.contents,
            loudness=activity.loudness,
            public=activity.public,
            member_id=self.member_id,
        )


def _window(start: Instant | None, end: Instant | None) -> Interval | None:
    return Interval(start, end) if start is not None and end is not None else None


@router.post("/v1/watches", status_code=201, response_model=WatchOut)
async def create_watch(body: CreateWatch, act: Act = allow()) -> Response:
    """Wait for time that is taken now. When it becomes free it is offered in order.

    What is free already is refused as `free_now`: ask for it instead.
    """
    return await act.write(usecases.create_watch, show_watch, body.read(), status=201)


@router.get("/v1/watches", response_model=Listed[WatchOut])
async def list_watches(
    page: AskedPage,
    status: Code | None = None,
    space_id: UUID | None = None,
    booking_id: UUID | None = None,
    member_id: UUID | None = None,
    act: Act = allow(),
) -> Response:
    """Places in queues that the caller may see; by default in the order of the queue."""
    return await act.list(
        Watch,
        select_watches(status, space_id, booking_id, member_id),
        show_watch,
        page,
        since=Watch.since,
        starts_at=Watch.starts_at,
        created_at=Watch.created_at,
    )


@router.get("/v1/watches/{watch_id}", response_model=WatchOut)
async def get_watch(watch_id: UUID, act: Act = allow()) -> Response:
    """One place in a queue."""
    return await act.get(Watch, watch_id, show_watch)


@router.post("/v1/watches/{watch_id}/end", response_model=WatchOut)
async def end_watch(watch_id: UUID, act: Act = allow()) -> Response:
    """Wait no longer; what was being offered goes to the next."""
    return await act.write(usecases.end_watch, show_watch, watch_id)
