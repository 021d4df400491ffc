"""(g) The public directory: one page of a search, of what it is made of; and ten times the members.

What a page is made of: the same statement sent bare, and a route of the same service that signs the
same caller in and answers with a body of the same size. Both are measured one after the other, with
nobody else asking.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import quote_plus

import asyncpg

from deploy.embedded.network import python_environment
from deploy.embedded.part import Part, last_lines, start_part, stop_process
from deploy.embedded.probe import http_status
from deploy.waiting import wait_until
from services.members.directory import Statement, Wanted, page_statement, words_of_search
from shared.http.lists import Position
from tests.benchmarks.directory_names import FREQUENT, RARE, fill_directory
from tests.benchmarks.method import Comparison, Contestant, Figures
from tests.benchmarks.place import SYNC, Place
from tests.support.ports import free_port

FEW, MANY = 10_000, 100_000
PAGE = 50
REQUESTS = 200
SEARCHES = {"no word": None, "a word of 0.8 %": RARE, "a word of 95 %": FREQUENT}
PAGE_GOAL, GROWTH_GOAL = (1.5, 1.5), (2.0, 2.0)


@dataclass(frozen=True, slots=True)
class Directory:
    """A running service with so many members."""

    members: int
    port: int
    token: str
    connection: asyncpg.Connection


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
    size = len(await _ask(few, _path(q)))
    assert size > PAGE * 200, "the page is not full"

    async def made_of() -> Figures:
        bare = await _p95(partial(_select, few, _statement(q)))
        return {"p95 ms": bare + await _p95(partial(_get, few, f"/bench/body/{size}"))}

    async def ours() -> Figures:
        return {"p95 ms": await _p95(partial(_get, few, _path(q)))}

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
        return {"p95 ms": await _p95(partial(_get, directory, _path(q)))}

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
    return page_statement(Wanted(words_of_search(q)), position)


async def _p95(turn: Callable[[], Awaitable[list[float]]]) -> float:
    """Milliseconds within which 95 of 100 were done."""
    return 1000 * statistics.quantiles(await turn(), n=20)[18]


async def _select(directory: Directory, statement: Statement) -> list[float]:
    """Seconds of each statement, sent as the service sends it."""
    seconds = []
    for _ in range(REQUESTS):
        begun = time.perf_counter()
        rows = await directory.connection.fetch(statement.text, *statement.arguments)
        seconds.append(time.perf_counter() - begun)
        assert len(rows) == PAGE + 1
    return seconds


async def _get(directory: Directory, path: str) -> list[float]:
    """Seconds of each request, one after the other on one connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", directory.port)
    seconds = []
    try:
        for _ in range(REQUESTS):
            begun = time.perf_counter()
            await _exchange(directory, path, reader, writer)
            seconds.append(time.perf_counter() - begun)
    finally:
        writer.close()
    return seconds


async def _ask(directory: Directory, path: str) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", directory.port)
    try:
        return await _exchange(directory, path, reader, writer)
    finally:
        writer.close()


async def _exchange(
    directory: Directory, path: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> bytes:
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {directory.token}"
    writer.write(f"{request}\r\n\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 "), head
    length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
    return await reader.readexactly(int(length))


@asynccontextmanager
async def _open_directory(place: Place, members: int) -> AsyncIterator[Directory]:
    """The service on a database of its own; it ends with this block, and with this process."""
    folder = place.folder / f"directory-{members}"
    folder.mkdir()
    database = await place.postgres.database("members")
    await fill_directory(database, members)
    port = free_port()
    module = ("-m", "tests.benchmarks.directory_server")
    command = [sys.executable, *module, str(folder), str(port), database]
    part = Part("directory", command, folder / "server.log", environment=python_environment())
    process = await start_part(part)
    connection = await asyncpg.connect(database)
    await connection.execute("SET plan_cache_mode = force_custom_plan")
    try:
        await wait_until(lambda: _answers(process, port, part.log))
        token = (folder / "token").read_text()
        yield Directory(members, port, token, connection)
    finally:
        await connection.close()
        await stop_process(part, process)


async def _answers(process: asyncio.subprocess.Process, port: int, log: Path) -> bool:
    assert process.returncode is None, f"the server ended: {last_lines(log, 60)}"
    return await http_status(f"http://127.0.0.1:{port}/livez") == 200
