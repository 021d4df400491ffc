"""(g) The public directory: one page of a search, of what it is made of; and ten times the members.

What a page is made of: the same statement sent bare, and a route of the same service that signs the
same caller in and answers with a body of the same size. Both are measured one after the other, with
nobody else asking.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote_plus

from services.members.directory import Wanted, page_statement, words_of_search
from shared.http.lists import Position
from tests.benchmarks.directory_names import FREQUENT, RARE, fill_directory
from tests.benchmarks.method import Comparison, Contestant, Figures
from tests.benchmarks.one_service import REQUESTS, OneService, Statement, open_service
from tests.benchmarks.place import SYNC, Place

FEW, MANY = 10_000, 100_000
PAGE = 50
SEARCHES = {"no word": None, "a word of 0.8 %": RARE, "a word of 95 %": FREQUENT}
PAGE_GOAL, GROWTH_GOAL = (1.5, 1.5), (2.0, 2.0)


@dataclass(frozen=True, slots=True)
class Directory:
    """A running service with so many members."""

    members: int
    service: OneService


@asynccontextmanager
async def comparisons(place: Place) -> AsyncIterator[list[Comparison]]:
    async with AsyncExitStack() as stack:
        few, many = [
            await stack.enter_async_context(_open_directory(place, count)) for count in (FEW, MANY)
        ]
        searches = list(enumerate(SEARCHES.items(), start=1))
        pages = [await _compare_page(n, few, title, q) for n, (title, q) in searches]
        yield [*pages, *(_compare_growth(n, few, many, title, q) for n, (title, q) in searches)]


async def _compare_page(number: int, few: Directory, title: str, q: str | None) -> Comparison:
    size = len(await few.service.ask(_path(q)))
    assert size > PAGE * 200, "the page is not full"

    async def made_of() -> Figures:
        bare = await few.service.p95_of_statements([_statement(q)])
        return {"p95 ms": bare + await few.service.p95_of_bodies(size)}

    async def ours() -> Figures:
        return {"p95 ms": await few.service.p95_of_gets([_path(q)])}

    return Comparison(
        key=f"g{number}",
        title=f"Directory page, {title}",
        ours=Contestant("service", ours),
        baseline=Contestant("the SQL bare + a signed-in route with as large a body", made_of),
        conditions=_conditions(members=FEW, **{"body bytes": size}),
        goals={"p95 ms": PAGE_GOAL},
        less_is_better=True,
    )


def _compare_growth(
    number: int, few: Directory, many: Directory, title: str, q: str | None
) -> Comparison:
    async def turn(directory: Directory) -> Figures:
        return {"p95 ms": await directory.service.p95_of_gets([_path(q)])}

    return Comparison(
        key=f"g{number + len(SEARCHES)}",
        title=f"Directory of ten times the members, {title}",
        ours=Contestant(f"{MANY:,} members", partial(turn, many)),
        baseline=Contestant(f"{FEW:,} members", partial(turn, few)),
        conditions=_conditions(),
        goals={"p95 ms": GROWTH_GOAL},
        less_is_better=True,
    )


def _conditions(**more: object) -> dict[str, object]:
    return {**more, "requests": REQUESTS, "connections": 1, "page": PAGE, "sync": SYNC}


def _path(q: str | None) -> str:
    return f"/v1/members?limit={PAGE}" + (f"&q={quote_plus(q)}" if q else "")


def _statement(q: str | None) -> Statement:
    position = Position("sort_key", descending=False, limit=PAGE, after=None)
    statement = page_statement(Wanted(words_of_search(q)), position)
    return statement.text, statement.arguments


@asynccontextmanager
async def _open_directory(place: Place, members: int) -> AsyncIterator[Directory]:
    """The service on a database of its own."""
    database = await place.postgres.database("members")
    await fill_directory(database, members)
    folder = place.folder / f"directory-{members}"
    async with open_service("members", folder, database) as service:
        yield Directory(members, service)
