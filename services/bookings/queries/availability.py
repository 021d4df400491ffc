"""Which places are free for a wish: the questions that can be asked of the calendar.

Places are chosen by their rules from the catalogue, their free times come from one statement
(`free_times.py`); a place without a free time that is long enough is not in the answer.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.bookings.domain.intervals import Interval
from services.bookings.domain.wishes import NO_TIME, Wanted, fits_place, offered_time
from services.bookings.models import Space
from services.bookings.queries.free_times import (
    BY_DAY,
    EARLIEST,
    IN_ORDER,
    NEAREST,
    Answer,
    Question,
    Sought,
    Source,
)
from services.bookings.queries.places import Catalogue, Nature, Place
from shared.vietnamese import fold

EVERY = 1_000_000


@dataclass(frozen=True, slots=True)
class FreeSpace:
    """A place and when within the window an activity may take place in it."""

    place: Place
    starts: Sequence[datetime]
    ends: Sequence[datetime]
    """Of its free times, as PostgreSQL sends them: a page may hold thousands."""
    whole: bool
    """Whether it is free for the whole window."""
    length: timedelta | None = None

    @property
    def space(self) -> Space:
        return self.place.space

    @property
    def free(self) -> list[Interval]:
        return [Interval(*times) for times in zip(self.starts, self.ends, strict=True)]

    @property
    def first(self) -> Interval | None:
        """The first time of the wished length."""
        if self.length is None:
            return None
        return Interval(self.starts[0], self.starts[0] + self.length)


@dataclass(frozen=True, slots=True)
class FreeDay:
    """How many places have a fitting time that begins on the day, and the first of them."""

    day: int
    """Days after the first one."""
    places: int
    space: Space
    first: Interval


@dataclass(frozen=True, slots=True)
class Fit:
    """A time in a place that would do."""

    space: Space
    time: Interval


Position = tuple[str, UUID]
"""Sort key and id of a space."""


async def list_free_spaces(
    source: Source, wanted: Wanted, limit: int = EVERY, after: Position | None = None
) -> list[FreeSpace]:
    """Spaces in the order of their names, those after a position."""
    answer = await source.put(
        lambda found: _question(found, wanted, source.now, IN_ORDER, [limit], after)
    )
    return _free_spaces(answer, wanted)


async def list_first_times(source: Source, wanted: Wanted, limit: int) -> list[FreeSpace]:
    """Spaces by their first time of the wished length."""
    answer = await source.put(lambda found: _question(found, wanted, source.now, EARLIEST, [limit]))
    return _free_spaces(answer, wanted)


async def list_free_days(
    source: Source, wanted: Wanted, begin: datetime, days: int
) -> list[FreeDay]:
    """Days from `begin` (a midnight in Hanoi) on which a wished time can begin."""
    answer = await source.put(
        lambda found: _question(found, wanted, source.now, BY_DAY, [begin, days - 1])
    )
    return [
        FreeDay(
            row["day"],
            row["places"],
            answer.place_of(row).space,
            Interval(row["starts"], row["starts"] + wanted.shortest),
        )
        for row in answer.rows
    ]


async def list_nearest(source: Source, wanted: Wanted, start: datetime, each: int) -> list[Fit]:
    """Of each place the times that begin nearest to `start`, the nearest of all first."""
    return fits_of(
        await source.put(lambda found: nearest_question(found, wanted, source.now, start, each))
    )


def nearest_question(
    found: Catalogue, wanted: Wanted | None, now: datetime, start: datetime, each: int
) -> Question:
    """Without a wish no place is looked at."""
    if wanted is None:
        return Question([], NO_TIME, NEAREST, [start, each])
    return _question(found, wanted, now, NEAREST, [start, each])


def fits_of(answer: Answer) -> list[Fit]:
    """What a nearest question has found."""
    return [
        Fit(answer.place_of(row).space, Interval(row["starts"], row["ends"])) for row in answer.rows
    ]


async def find_free_spaces(session: AsyncSession, wanted: Wanted, now: datetime) -> list[FreeSpace]:
    """Spaces free within the window, sorted by name. What has passed counts as taken."""
    return await list_free_spaces(Source.of_session(session, now), wanted)


async def find_free_times(
    session: AsyncSession, space: Space, window: Interval, now: datetime
) -> list[Interval]:
    """When within the window an activity may take place in one space."""
    wanted = Wanted(window, space_id=space.id, partly=True)
    found = await list_free_spaces(Source.of_session(session, now), wanted)
    return found[0].free if found else []


def _question(
    catalogue: Catalogue,
    wanted: Wanted,
    now: datetime,
    tail: str,
    further: Sequence[Any],
    after: Position | None = None,
) -> Question:
    wish = wanted.wish
    return Question(
        _sought(catalogue, wanted, now, after),
        wanted.shortest,
        tail,
        further,
        Nature(wish.kind, wish.loudness, wish.contents) if wish else None,
        wanted.equipment,
    )


def _sought(
    catalogue: Catalogue, wanted: Wanted, now: datetime, after: Position | None = None
) -> list[Sought]:
    sought = []
    fits = _fits(wanted)
    offered_by_rules: dict[tuple[int | None, int | None], Interval | None] = {}
    for place in _candidates(catalogue, wanted, after):
        if not fits(place):
            continue
        rules = place.times_asked
        if rules not in offered_by_rules:
            offered_by_rules[rules] = offered_time(place.space, wanted, now)
        offered = offered_by_rules[rules]
        if offered is not None:
            sought.append(Sought(place, offered))
    return sought


def _candidates(catalogue: Catalogue, wanted: Wanted, after: Position | None) -> Iterable[Place]:
    if wanted.space_id is not None:
        place = catalogue.by_id.get(wanted.space_id)
        return [place] if place else []
    if after is None:
        return catalogue.places
    places = catalogue.places
    return places[bisect_right(places, after, key=lambda one: (one.space.sort_key, one.space.id)) :]


def _fits(wanted: Wanted) -> Callable[[Place], bool]:
    ward = fold(wanted.ward) if wanted.ward else None
    words = fold(wanted.q).split() if wanted.q else []
    wish = wanted.wish

    def fits(place: Place) -> bool:
        if ward is not None and ward not in place.wards:
            return False
        if words and any(word not in place.names for word in words):
            return False
        return fits_place(place.space, wanted, wish)

    return fits


def _free_spaces(answer: Answer, wanted: Wanted) -> list[FreeSpace]:
    start, end = [wanted.window.start], [wanted.window.end]
    found = []
    for row in answer.rows:
        starts, ends = row["starts"], row["ends"]
        whole = starts == start and ends == end
        found.append(FreeSpace(answer.place_of(row), starts, ends, whole, wanted.length))
    return found
