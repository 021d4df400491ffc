"""(j) Free places of a city for a week: what an answer is made of; and ten times the bookings.

What an answer is made of: its statement sent bare, and a route of the same service that signs the
same caller in and answers with a body of the same size. Every request asks for another week, so
that nothing is answered twice.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import asyncpg

from services.bookings.domain.intervals import Interval
from services.bookings.domain.wishes import Wanted
from services.bookings.queries.availability import list_free_spaces
from services.bookings.queries.free_times import Source
from services.bookings.queries.places import read_catalogue
from tests.benchmarks.availability_city import SPACES, WEEK, build_city, days_for, fill_calendar
from tests.benchmarks.method import Comparison, Contestant, Figures
from tests.benchmarks.one_service import OneService, Statement, open_service
from tests.benchmarks.place import SYNC, Place
from tests.bookings.making import City
from tests.support.running import START, RunningService, running

FEW, MANY = 200_000, 2_000_000
PAGE = 100
WEEKS = 40
REQUESTS = 100
GOAL = (1.5, 1.5)
WISHES: Mapping[str, Mapping[str, Any]] = {
    "ninety minutes within a week": {"length_minutes": 90},
    "a whole week": {},
    "ninety minutes on stages for 60": {"length_minutes": 90, "kind": "stage", "capacity": 60},
}
GROWN = ("ninety minutes within a week", "ninety minutes on stages for 60")
"""Also asked where there are ten times the bookings: the longest answer and the shortest."""


@dataclass(frozen=True, slots=True)
class BookedCity:
    """A running service whose calendar holds so many bookings."""

    bookings: int
    service: OneService
    statements: Mapping[str, Sequence[Statement]]


@asynccontextmanager
async def comparisons(place: Place) -> AsyncIterator[list[Comparison]]:
    async with AsyncExitStack() as stack:
        few, many = [
            await stack.enter_async_context(_open_city(place, count)) for count in (FEW, MANY)
        ]
        wishes, grown = list(enumerate(WISHES, start=1)), enumerate(GROWN, start=1)
        answers = [await _compare_answer(number, few, title) for number, title in wishes]
        yield [
            *answers,
            *(_compare_growth(len(wishes) + n, few, many, title) for n, title in grown),
        ]


async def _compare_answer(number: int, city: BookedCity, title: str) -> Comparison:
    paths = _paths(title)
    sizes = [len(await city.service.ask(path)) for path in paths]
    size = round(sum(sizes) / len(sizes))
    assert size > 1_000, "nothing is free"

    async def made_of() -> Figures:
        bare = await city.service.p95_of_statements(city.statements[title])
        return {"p95 ms": bare + await city.service.p95_of_bodies(size)}

    async def ours() -> Figures:
        return {"p95 ms": await city.service.p95_of_gets(paths)}

    return Comparison(
        key=f"j{number}",
        title=f"Free places: {title}",
        ours=Contestant("service", ours),
        baseline=Contestant("the SQL bare + a signed-in route with as large a body", made_of),
        conditions=_conditions(bookings=FEW, **{"body bytes": size}),
        goals={"p95 ms": GOAL},
        less_is_better=True,
    )


def _compare_growth(number: int, few: BookedCity, many: BookedCity, title: str) -> Comparison:
    def contestant(city: BookedCity) -> Contestant:
        async def turn() -> Figures:
            return {"p95 ms": await city.service.p95_of_gets(_paths(title))}

        return Contestant(f"{city.bookings:,} bookings", turn)

    return Comparison(
        key=f"j{number}",
        title=f"Free places among ten times the bookings: {title}",
        ours=contestant(many),
        baseline=contestant(few),
        conditions=_conditions(),
        goals={"p95 ms": GOAL},
        less_is_better=True,
    )


def _conditions(**more: object) -> dict[str, object]:
    return {
        **more,
        "spaces": SPACES,
        "window": "7 days",
        "requests": REQUESTS,
        "connections": 1,
        "page": PAGE,
        "sync": SYNC,
    }


def _weeks() -> list[Interval]:
    """Weeks that begin at all hours of the coming days."""
    first = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(days=2)
    starts = [first + timedelta(minutes=195 * number) for number in range(WEEKS)]
    return [Interval(start, start + WEEK) for start in starts]


def _paths(title: str) -> list[str]:
    return [
        "/v1/availability?"
        + urlencode(
            {
                "from": week.start.isoformat(),
                "to": week.end.isoformat(),
                "limit": PAGE,
                **WISHES[title],
            }
        )
        for week in _weeks()
    ]


def _wanted(title: str, week: Interval) -> Wanted:
    wish = WISHES[title]
    minutes = wish.get("length_minutes")
    length = None if minutes is None else timedelta(minutes=minutes)
    return Wanted(week, length=length, kind=wish.get("kind"), capacity=wish.get("capacity"))


async def _statements(service: RunningService, title: str) -> list[Statement]:
    """As the service sends them, read from what it sends."""
    sent: list[Statement] = []
    database = service.database

    async def note(text: str, *arguments: Any) -> Any:
        sent.append((text, arguments))
        return await database.search(text, *arguments)

    now = datetime.now(UTC)
    source = Source(note, lambda: database.read(read_catalogue), now)
    await source.load()
    for week in _weeks():
        await list_free_spaces(source, _wanted(title, week), PAGE + 1)
    assert len(sent) == WEEKS
    return sent


@asynccontextmanager
async def _open_city(place: Place, bookings: int) -> AsyncIterator[BookedCity]:
    """The service on a database of its own, with a calendar around the present."""
    folder = place.folder / f"city-{bookings}"
    async with running("bookings", place.postgres, place.folder, scratch=True) as building:
        building.clock.advance(datetime.now(UTC) - START)
        city = City(building)
        built = await build_city(city)
        database = building.database.settings.database_url.get_secret_value()
        connection = await asyncpg.connect(database)
        try:
            await fill_calendar(city, built, connection, days_for(bookings))
        finally:
            await connection.close()
        statements = {title: await _statements(building, title) for title in WISHES}
        async with open_service("bookings", folder, database, REQUESTS) as service:
            yield BookedCity(bookings, service, statements)
