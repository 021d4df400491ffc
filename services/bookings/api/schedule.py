"""The calendar grid of one space over HTTP."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from services.bookings.api.answers.schedule import ScheduleOut, show_schedule
from services.bookings.api.availability import read_window
from services.bookings.queries.schedule import find_schedule
from services.bookings.settings import Settings
from shared.http.act import Act, allow
from shared.http.fields import Instant
from shared.http.tags import answer_tagged

router = APIRouter(tags=["availability"])


@router.get("/v1/schedule", response_model=ScheduleOut)
async def get_schedule(
    request: Request,
    space_id: UUID,
    from_: Annotated[Instant, Query(alias="from")],
    to: Instant,
    act: Act = allow(),
) -> Response:
    """All layers of a calendar: opening windows, what is confirmed, requested, offered, closed.

    A space shows what concerns its parts and its wholes as well. Send the ETag back in
    If-None-Match; 304 says that this caller would see the same.
    """
    window = read_window(from_, to, Settings.of(act.view).schedule_max_days)
    found = await act.doors.database.read(
        lambda session: find_schedule(session, space_id, window, act.caller, act.view.now)
    )
    return answer_tagged(request, act, show_schedule(found, act.view))
