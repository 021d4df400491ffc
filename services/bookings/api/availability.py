"""Which spaces are free, over HTTP."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from services.bookings.api.answers.availability import FreeSpaceOut, show_availability
from services.bookings.domain.intervals import Interval
from services.bookings.queries.availability import Wanted, find_free_spaces
from services.bookings.settings import Settings
from shared.errors import Failure, Invalid
from shared.http.act import Act, allow
from shared.http.fields import Code, Instant, Listed

router = APIRouter(tags=["availability"])


@router.get("/v1/availability", response_model=Listed[FreeSpaceOut])
async def list_availability(
    from_: Annotated[Instant, Query(alias="from")],
    to: Instant,
    capacity: Annotated[int | None, Query(ge=0, le=1_000_000, description="At least")] = None,
    kind: Code | None = None,
    venue_id: UUID | None = None,
    partly: Annotated[bool, Query(description="Also free for a part of the window")] = False,
    act: Act = allow(),
) -> Response:
    """Spaces that are free all through `[from, to)`, set-up and clear-up included."""
    window = read_window(from_, to, Settings.of(act.view).availability_max_days)
    wanted = Wanted(window, capacity, kind, venue_id, partly)
    return await act.read(find_free_spaces, show_availability, wanted, act.view.now)


def read_window(start: datetime, end: datetime, longest_days: int) -> Interval:
    """Raises Invalid when it ends before it starts or is longer than allowed."""
    if end <= start:
        raise Invalid(Failure("ends_before_start", field="to"))
    if end - start > timedelta(days=longest_days):
        raise Invalid(Failure("window_too_long", field="to", limit=longest_days))
    return Interval(start, end)
