"""(k) Confirmations of different slots: against their own statements, one INSERT, and in bulk.

The statements are those that the service sends for one confirmation, each a transaction by itself,
taken down once and sent again for other bookings by asyncpg alone, over as many connections. A
series of 52 dates is held against one INSERT of the same 52 claims.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch
from uuid import UUID

import asyncpg
import httpx

from shared.ids import new_id
from tests.benchmarks.bookings_server import POOL, make_service, set_environment
from tests.benchmarks.bookings_site import (
    CONNECTIONS,
    MEMBER,
    REQUESTS,
    VENUE,
    WEEKS,
    Bookings,
    Wish,
    open_bookings,
)
from tests.benchmarks.method import Comparison, Contestant, Figures
from tests.benchmarks.place import SYNC, Place
from tests.support.statements import Statement, noted
from tests.support.tokens import make_token

SERIES = 20
UUIDS = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
CLAIM = """
INSERT INTO claims (id, space_id, whole_id, booking_id, date_id, kind, during)
SELECT id, $2, $2, $3, date_id, 'booking', tstzrange(starts_at, ends_at, '[)')
  FROM unnest($1::uuid[], $4::uuid[], $5::timestamptz[], $6::timestamptz[])
    AS taking (id, date_id, starts_at, ends_at)
"""
TIMES = "SELECT id, starts_at, ends_at FROM booking_dates WHERE booking_id = $1 ORDER BY starts_at"


@asynccontextmanager
async def comparisons(place: Place) -> AsyncIterator[list[Comparison]]:
    async with open_bookings(place, REQUESTS + 1, SERIES) as site:
        statements = await _note_statements(site, site.wishes[0])
        await site.clean()
        async with asyncpg.create_pool(site.database, min_size=POOL, max_size=POOL) as pool:
            yield [
                _against_statements(site, pool, statements),
                _against_insert(site),
                _series(site, pool),
            ]


def _against_statements(
    site: Bookings, pool: asyncpg.Pool, statements: Sequence[Statement]
) -> Comparison:
    wishes = site.wishes[1:]

    async def bare() -> Figures:
        waiting = iter([_rewritten(statements, site.wishes[0], wish) for wish in wishes])

        async def some() -> None:
            for rewritten in waiting:
                async with pool.acquire() as connection:
                    for statement, values in rewritten:
                        await connection.fetch(statement, *values)

        begun = time.perf_counter()
        await asyncio.gather(*(some() for _ in range(CONNECTIONS)))
        seconds = time.perf_counter() - begun
        await site.clean()
        return {"confirmations/s": len(wishes) / seconds}

    return Comparison(
        key="k1",
        title="Confirmations of different slots, of their statements",
        ours=Contestant("service", lambda: _confirm(site, wishes)),
        baseline=Contestant("the same statements in asyncpg without HTTP", bare),
        conditions=_conditions(statements=len(statements)),
        goals={"confirmations/s": (0.5, 0.5)},
    )


def _against_insert(site: Bookings) -> Comparison:
    async def insert() -> Figures:
        seconds = await site.insert(REQUESTS)
        await site.clean()
        return {"confirmations/s": REQUESTS / seconds}

    return Comparison(
        key="k2",
        title="Confirmations of different slots, of a route with one INSERT",
        ours=Contestant("service", lambda: _confirm(site, site.wishes[1:])),
        baseline=Contestant("one INSERT behind the same authentication", insert),
        conditions=_conditions(),
        goals={"confirmations/s": (0.6, 0.6)},
    )


async def _confirm(site: Bookings, wishes: list[Wish]) -> Figures:
    seconds = await site.confirm(wishes)
    await site.clean()
    return {"confirmations/s": len(wishes) / seconds}


def _series(site: Bookings, pool: asyncpg.Pool) -> Comparison:
    async def bulk() -> Figures:
        took = []
        async with pool.acquire() as connection:
            for wish in site.series:
                rows = await connection.fetch(TIMES, wish.booking)
                ids, starts, ends = zip(*rows, strict=True)
                new = [new_id() for _ in ids]
                arguments = (new, wish.space, wish.booking, ids, starts, ends)
                begun = time.perf_counter()
                await connection.execute(CLAIM, *arguments)
                took.append(time.perf_counter() - begun)
        await site.clean()
        return {"ms": 1000 * sum(took) / len(took)}

    async def ours() -> Figures:
        seconds = await site.confirm(site.series, connections=1)
        await site.clean()
        return {"ms": 1000 * seconds / len(site.series)}

    return Comparison(
        key="k3",
        title=f"A series of {WEEKS} dates confirmed, of one INSERT of its claims",
        ours=Contestant("service", ours),
        baseline=Contestant("one bulk INSERT", bulk),
        conditions=_conditions(dates=WEEKS, connections=1),
        goals={"ms": (3.0, 3.0)},
        less_is_better=True,
    )


def _conditions(**more: object) -> dict[str, object]:
    return {
        "requests": REQUESTS,
        "connections": CONNECTIONS,
        "database connections": POOL,
        "sync": SYNC,
        **more,
    }


async def _note_statements(site: Bookings, wish: Wish) -> list[Statement]:
    """What the service sends for one confirmation, in order."""
    folder = site.folder / "noting"
    folder.mkdir()
    with patch.dict("os.environ"):
        set_environment(folder, "1", site.database)
        service = make_service()
    try:
        await _confirm_in_process(service, site.series[0])  # what is read only once is read by then
        with noted(service.database) as statements:
            await _confirm_in_process(service, wish)
    finally:
        await service.database.close()
    return statements


async def _confirm_in_process(service: Any, wish: Wish) -> None:
    token = make_token(datetime.now(UTC), "officer", sub="officer")
    transport = httpx.ASGITransport(app=service.app)
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(transport=transport, base_url="http://service") as client:
        url = f"/v1/bookings/{wish.booking}/confirm"
        answer = await client.post(url, headers=headers)
    assert answer.status_code == 200, answer.text


def _rewritten(statements: Sequence[Statement], of: Wish, instead: Wish) -> list[Statement]:
    """The noted statements for another booking; what was made for the one is made anew."""
    names = {
        of.booking: instead.booking,
        of.space: instead.space,
        of.dates[0]: instead.dates[0],
    }
    known = {str(old): str(new) for old, new in names.items()}
    known |= {str(one): str(one) for one in (VENUE, MEMBER)}
    return [
        (statement, [_renamed(value, known) for value in values])
        for statement, values in statements
    ]


def _renamed(value: Any, known: dict[str, str]) -> Any:
    if isinstance(value, UUID):
        return UUID(_rename(str(value), known))
    if isinstance(value, str):
        return UUIDS.sub(lambda found: _rename(found[0], known), value)
    if isinstance(value, (list, tuple)):
        return [_renamed(one, known) for one in value]
    return value


def _rename(id: str, known: dict[str, str]) -> str:
    """The other booking's; what was made for this confirmation is made anew."""
    return known.setdefault(id, str(new_id()))
