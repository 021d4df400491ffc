"""What free spaces, times and days look like.

The list is built as plain data, not through its models, which only describe it: it may be long.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from services.bookings.api.answers.parts import NamedOut, named, say
from services.bookings.domain.intervals import Interval
from services.bookings.models import Space
from services.bookings.queries.alternatives import Alternatives
from services.bookings.queries.availability import FreeDay, FreeSpace
from shared.events.base import Bilingual
from shared.http.act import View
from shared.http.fields import Answer, Listed


class FreeTimeOut(Answer):
    starts_at: datetime
    ends_at: datetime


class FreeSpaceOut(Answer):
    """A space and when within the window an activity may take place in it."""

    id: UUID
    space_id: UUID
    """The same as `id`: what a request for it names."""
    name: Bilingual
    venue: NamedOut
    ward: str | None
    kind: str
    kind_label: str | None
    capacity: int
    layouts: list[dict[str, Any]]
    """Ways of set-up with how many people it then holds; none: any."""
    accessibility: dict[str, str]
    indoor: bool
    parent_id: UUID | None
    free: list[FreeTimeOut]
    """Only times that are long enough, set-up and clear-up beside them."""
    whole: bool
    """Whether it is free for the whole window."""
    first: FreeTimeOut | None
    """The first time of the wished `length_minutes`; null without one."""


class PlacedTimeOut(FreeTimeOut):
    """A time in a space: what a request for it needs."""

    space_id: UUID
    name: Bilingual
    venue: NamedOut


class FreeDayOut(Answer):
    date: date
    spaces: int
    """How many spaces have a time of the wished length that begins on this day."""
    first: PlacedTimeOut | None


class MonthOut(Answer):
    month: str
    length_minutes: int
    days: list[FreeDayOut]


class AlternativesOut(Answer):
    wished_is_free: bool
    """Whether the wished time itself can be asked for in the space."""
    same_space: list[FreeTimeOut]
    """The nearest times in the space itself."""
    other_spaces: list[PlacedTimeOut]
    """Other spaces at the wished time: in the same venue first, then in its ward."""
    nearby: list[PlacedTimeOut]
    """Other spaces at other times, the nearest in time first, of these the nearest in place."""


def show_free_space(found: FreeSpace, view: View) -> dict[str, Any]:
    """Described by FreeSpaceOut."""
    shown = found.place.shown.get(view.locale)
    if shown is None:
        shown = found.place.shown[view.locale] = _show_place(found.space, view)
    return {
        **shown,
        "free": [
            {"starts_at": start, "ends_at": end}
            for start, end in zip(found.starts, found.ends, strict=True)
        ],
        "whole": found.whole,
        "first": _time(found.first) if found.first else None,
    }


def _show_place(space: Space, view: View) -> dict[str, Any]:
    return {
        "id": space.id,
        "space_id": space.id,
        "name": show_name(space.name),
        "venue": {"id": space.venue.id, "name": show_name(space.venue.name)},
        "ward": space.venue.ward,
        "kind": space.kind,
        "kind_label": say("space_kind", space.kind, view),
        "capacity": space.capacity,
        "layouts": space.layouts,
        "accessibility": space.accessibility,
        "indoor": space.indoor,
        "parent_id": space.parent_id,
    }


def show_name(name: dict[str, str | None]) -> dict[str, str | None]:
    return {"vi": name["vi"], "en": name.get("en")}


def _time(time: Interval) -> dict[str, datetime]:
    return {"starts_at": time.start, "ends_at": time.end}


def show_first_times(found: Sequence[FreeSpace]) -> Listed[PlacedTimeOut]:
    items = [_placed(one.space, one.first) for one in found if one.first is not None]
    return Listed(items=items, next_cursor=None)


def show_month(month: date, days: int, length: timedelta, found: Sequence[FreeDay]) -> MonthOut:
    by_day = {one.day: one for one in found}
    shown = []
    for day in range(days):
        free = by_day.get(day)
        shown.append(
            FreeDayOut(
                date=month + timedelta(days=day),
                spaces=free.places if free else 0,
                first=_placed(free.space, free.first) if free else None,
            )
        )
    minutes = int(length / timedelta(minutes=1))
    return MonthOut(month=f"{month:%Y-%m}", length_minutes=minutes, days=shown)


def show_alternatives(found: Alternatives) -> AlternativesOut:
    return AlternativesOut(
        wished_is_free=found.wished_is_free,
        same_space=[FreeTimeOut(starts_at=one.start, ends_at=one.end) for one in found.same_space],
        other_spaces=[_placed(one.space, one.time) for one in found.other_spaces],
        nearby=[_placed(one.space, one.time) for one in found.nearby],
    )


def _placed(space: Space, time: Interval) -> PlacedTimeOut:
    return PlacedTimeOut(
        space_id=space.id,
        name=Bilingual.model_validate(space.name),
        venue=named(space.venue),
        starts_at=time.start,
        ends_at=time.end,
    )
