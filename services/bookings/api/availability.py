"""Which spaces are free, over HTTP: for a wish, first times, by day of a month, alternatives."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from services.bookings.api.answers.availability import (
    AlternativesOut,
    FreeSpaceOut,
    MonthOut,
    PlacedTimeOut,
    show_alternatives,
    show_first_times,
    show_free_space,
    show_month,
)
from services.bookings.api.wishes import ActivityWishes, Minutes, Wishes
from services.bookings.domain.intervals import Interval
from services.bookings.models import Space
from services.bookings.queries.alternatives import find_alternatives
from services.bookings.queries.availability import (
    list_first_times,
    list_free_days,
    list_free_spaces,
)
from services.bookings.queries.free_times import Source
from services.bookings.settings import Settings
from shared.clock import HANOI
from shared.errors import Failure, Invalid, NotFound
from shared.http.act import Act, allow
from shared.http.fields import Instant, Listed, shaped
from shared.http.lists import Page, read_position
from shared.http.query import from_query

router = APIRouter(tags=["availability"])

Month = Annotated[str, shaped(r"^(20\d\d|21\d\d)-(0[1-9]|1[0-2])$", "month_wrong_form")]
SORTS = {"name": Space.sort_key}


@dataclass(frozen=True, slots=True)
class FreePage:
    """Which part of the list; whole cities are looked at in one."""

    limit: Annotated[int, Query(ge=1, le=200)] = 200
    cursor: Annotated[str | None, Query(description="`next_cursor` of the page before")] = None


@router.get("/v1/availability", response_model=Listed[FreeSpaceOut])
async def list_availability(
    page: Annotated[FreePage, from_query(FreePage)],
    wishes: Annotated[Wishes, from_query(Wishes)],
    from_: Annotated[Instant, Query(alias="from")],
    to: Instant,
    length_minutes: Annotated[Minutes | None, Query(description="Long enough in between")] = None,
    partly: Annotated[bool, Query(description="Also free for a part of the window")] = False,
    act: Act = allow(),
) -> Response:
    """Spaces that can be asked for all through `[from, to)`, or for `length_minutes` within.

    Set-up and clear-up are reckoned with, and how long ahead a space must be asked for.
    """
    window = read_window(from_, to, Settings.of(act.view).availability_max_days)
    wanted = wishes.within(act, window, length_minutes, partly)
    position = read_position(Page(None, page.limit, page.cursor), SORTS)
    found = await list_free_spaces(source_of(act), wanted, page.limit + 1, position.after)
    shown = found[: page.limit]
    last = shown[-1].space if len(found) > page.limit else None
    cursor = last and position.cursor_after({"sort_key": last.sort_key, "id": last.id})
    view = act.view
    items = [show_free_space(one, view) for one in shown]
    return act.answer({"items": items, "next_cursor": cursor})


@router.get("/v1/availability/first", response_model=Listed[PlacedTimeOut])
async def list_first_free_times(
    wishes: Annotated[Wishes, from_query(Wishes)],
    from_: Annotated[Instant, Query(alias="from")],
    to: Instant,
    length_minutes: Minutes,
    limit: Annotated[int, Query(ge=1, le=200)] = 20,
    act: Act = allow(),
) -> Response:
    """The first time of `length_minutes` in each space, the earliest of all first."""
    window = read_window(from_, to, Settings.of(act.view).availability_max_days)
    wanted = wishes.within(act, window, length_minutes)
    found = await list_first_times(source_of(act), wanted, limit)
    return act.answer(show_first_times(found))


@router.get("/v1/availability/month", response_model=MonthOut)
async def get_free_month(
    wishes: Annotated[Wishes, from_query(Wishes)],
    month: Annotated[Month, Query(description="YYYY-MM, in Hanoi")],
    length_minutes: Annotated[Minutes | None, Query(description="Without it the shortest")] = None,
    act: Act = allow(),
) -> Response:
    """Day by day, how many spaces have a fitting time that begins on it, and the first one."""
    first = date.fromisoformat(f"{month}-01")
    days = monthrange(first.year, first.month)[1]
    minutes = length_minutes or Settings.of(act.view).shortest_booking_minutes
    length = timedelta(minutes=minutes)
    begin = datetime(first.year, first.month, 1, tzinfo=HANOI)
    # A time that begins on the last day may run on into the next month.
    window = Interval(begin, begin + timedelta(days=days) + length)
    wanted = wishes.within(act, window, minutes)
    found = await list_free_days(source_of(act), wanted, begin, days)
    return act.answer(show_month(first, days, length, found))


@router.get("/v1/availability/alternatives", response_model=AlternativesOut)
async def find_wish_alternatives(
    space_id: UUID,
    starts_at: Instant,
    ends_at: Instant,
    activity: Annotated[ActivityWishes, from_query(ActivityWishes)],
    act: Act = allow(),
) -> Response:
    """What else would do for a wish: near in time, near in place, near in both."""
    time = read_window(starts_at, ends_at, Settings.of(act.view).availability_max_days, "ends_at")
    found = await find_alternatives(source_of(act), space_id, activity.at(time))
    if found is None:
        raise NotFound(Space.KIND, space_id)
    return act.answer(show_alternatives(found))


def source_of(act: Act) -> Source:
    """Availability is asked by plain statements: they cost half of what a session's would."""
    return Source.of_database(act.doors.database, act.view.now)


def read_window(start: datetime, end: datetime, longest_days: int, field: str = "to") -> Interval:
    """Raises Invalid when it ends before it starts or is longer than allowed."""
    if end <= start:
        raise Invalid(Failure("ends_before_start", field=field))
    if end - start > timedelta(days=longest_days):
        raise Invalid(Failure("window_too_long", field=field, limit=longest_days))
    return Interval(start, end)
