"""What someone looks for, as parameters of a question for free places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import AfterValidator

from services.bookings.domain.intervals import Interval
from services.bookings.domain.requesting import Wish
from services.bookings.domain.wishes import Wanted
from services.bookings.settings import Settings
from shared.http.act import Act
from shared.http.fields import Code, Search
from shared.http.problems import FieldProblem

LONGEST_LENGTH = 8784 * 60
MANY = re.compile(r"(.*?)(?::([1-9]\d{0,5}))?")

Count = Annotated[int, Query(ge=0, le=1_000_000)]
Minutes = Annotated[int, Query(ge=1, le=LONGEST_LENGTH)]


def _read_lendable(text: str) -> tuple[str, int]:
    """`ghế:100` is a hundred of what is called so, `ghế` is one."""
    found = MANY.fullmatch(text)
    if found is None or not found[1].strip():
        raise FieldProblem("field_too_short", limit=1)
    return found[1].strip(), int(found[2] or 1)


def _checked(text: str) -> str:
    _read_lendable(text)
    return text


Lendable = Annotated[Search, AfterValidator(_checked)]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a place must offer besides its time; a route takes it by `from_query`."""

    q: Annotated[Search | None, Query(description="Words of the space or venue")] = None
    capacity: Annotated[Count | None, Query(description="At least")] = None
    layout: Annotated[Code | None, Query(description="Set-up in which it holds so many")] = None
    kind: Annotated[Code | None, Query(description="Of the space")] = None
    activity_kind: Annotated[Code | None, Query(description="Where and when it is taken")] = None
    contents: Annotated[list[Code] | None, Query(max_length=20, description="As well")] = None
    loudness: Annotated[Code | None, Query(description="Of the activity")] = None
    accessible: Annotated[list[Code] | None, Query(max_length=20, description="All of them")] = None
    equipment: Annotated[
        list[Lendable] | None, Query(max_length=10, description="Name or id, `:` and how many")
    ] = None
    ward: Annotated[Search | None, Query(description="With or without marks")] = None
    indoor: bool | None = None
    venue_id: UUID | None = None
    space_id: UUID | None = None

    def within(
        self, act: Act, window: Interval, minutes: int | None, partly: bool = False
    ) -> Wanted:
        """The wish for a window, or for some minutes within it."""
        return Wanted(
            window,
            q=self.q,
            capacity=self.capacity,
            layout=self.layout,
            kind=self.kind,
            activity_kind=self.activity_kind,
            contents=tuple(self.contents or ()),
            loudness=self.loudness,
            accessible=tuple(self.accessible or ()),
            equipment=tuple(_read_lendable(one) for one in self.equipment or ()),
            ward=self.ward,
            indoor=self.indoor,
            venue_id=self.venue_id,
            space_id=self.space_id,
            partly=partly,
            length=None if minutes is None else timedelta(minutes=minutes),
            step=timedelta(minutes=Settings.of(act.view).first_time_step_minutes),
        )


@dataclass(frozen=True, slots=True)
class ActivityWishes:
    """What an activity asks of its place; a route takes it by `from_query`."""

    expected_audience: Annotated[Count | None, Query(description="At most so many come")] = None
    activity_kind: Annotated[Code | None, Query(description="Of the activity")] = None
    layout: Annotated[Code | None, Query(description="In which it is set up")] = None
    contents: Annotated[list[Code] | None, Query(max_length=20, description="Main ones")] = None
    loudness: Annotated[Code | None, Query(description="Of the activity")] = None

    def at(self, time: Interval) -> Wish:
        kind, contents = self.activity_kind or "", tuple(self.contents or ())
        return Wish(time, kind, self.expected_audience, self.layout, contents, self.loudness)
