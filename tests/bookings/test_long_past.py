"""What is over does not slow lists and calendars down: they read past it, by indexes.

past ████████████████████████ | now ██ ██ ██ …
                              |--------|        asked for
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import asyncpg
import orjson
import pytest_asyncio

from tests.benchmarks.availability_city import Built, fill_calendar
from tests.bookings.making import City, instant
from tests.support.statements import Statement, noted

SPACES, DAYS = 30, 150
MOST_ROWS = 2_000
"""That one step of a plan may look at; there are nine times as many bookings."""
GROWING = ("bookings", "booking_dates", "claims")
Node = dict[str, Any]


@pytest_asyncio.fixture
async def old_city(scratch_city: City) -> City:
    """18,000 bookings, a third of them over."""
    city = scratch_city
    spaces = [await city.make_space(name={"vi": f"Phòng {number}"}) for number in range(SPACES)]
    quiet = await city.make_space(name={"vi": "Phòng yên tĩnh"})
    connection = await _connect(city)
    try:
        built = Built([one["id"] for one in spaces], [], [], quiet["id"])
        await fill_calendar(city, built, connection, DAYS)
        for table in ("booking_dates", "bookings"):
            over = f"UPDATE {table} SET status = 'completed' WHERE ends_at < $1"
            await connection.execute(over, city.at(0))
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()
    return city


async def _connect(city: City) -> asyncpg.Connection:
    return await asyncpg.connect(city.service.database.settings.database_url.get_secret_value())


async def test_lists_and_calendars_look_at_what_they_show(old_city: City) -> None:
    city, connection = old_city, await _connect(old_city)
    space = (await city.officer.get("/v1/spaces")).json()["items"][0]["id"]
    week = {"from": instant(city.at(0)), "to": instant(city.at(days=7))}
    try:
        for path, query in (
            ("/v1/bookings", {}),
            ("/v1/bookings", {"from": week["from"]}),
            ("/v1/bookings", week),
            ("/v1/bookings", {"sort": "-created_at"}),
            ("/v1/bookings", {"status": "requested"}),
            ("/v1/bookings", {"space_id": space}),
            ("/v1/schedule", {"space_id": space} | week),
        ):
            for statement, arguments in await _statements(city, path, query):
                explained = await connection.fetchval(
                    f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", *arguments
                )
                wide = list(_wide_steps(orjson.loads(explained)[0]["Plan"]))
                assert wide == [], (path, query)
    finally:
        await connection.close()


async def _statements(city: City, path: str, query: dict[str, str]) -> list[Statement]:
    with noted(city.service.database) as seen:
        answer = await city.officer.get(path, params=query)
    assert answer.status_code == 200, answer.text
    return seen


def _wide_steps(node: Node) -> Iterator[str]:
    """Steps of a plan that look at many rows of a table that grows."""
    looked_at = node["Actual Rows"] + node.get("Rows Removed by Filter", 0)
    if node.get("Relation Name") in GROWING and looked_at * node["Actual Loops"] > MOST_ROWS:
        yield f"{node['Node Type']} of {node['Relation Name']}: {looked_at} rows"
    for inner in node.get("Plans", ()):
        yield from _wide_steps(inner)
