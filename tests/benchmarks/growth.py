"""Flat growth: relay and inbox with a million rows in journal and inbox, of the empty tables."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import asyncpg
from nats.js.api import StreamConfig

from tests.benchmarks.garden import BenchGarden, open_garden, vacuum
from tests.benchmarks.inbox import DURABLE, inbox_turn
from tests.benchmarks.method import Comparison, Contestant, Figures
from tests.benchmarks.place import SYNC, Place
from tests.benchmarks.relay import relay_turn
from tests.shared.garden import STREAM
from tests.support.running import START

ROWS = 1_000_000
EVENTS = 15_000

PUBLISHED_LONG_AGO = """
INSERT INTO journal (id, aggregate_key, sequence, type, stream, subject, envelope, recorded_at,
                     published_at, stream_sequence)
SELECT gen_random_uuid(), 'notifications.message.' || gen_random_uuid(), '0001.000000000001',
       'hcn.internal.notifications.message.delivered.v1', $2, 'hcn.old',
       convert_to(repeat('x', 600), 'UTF8'), $3, $3, number
FROM generate_series(1, $1::bigint) AS number
"""
TAKEN_LONG_AGO = """
INSERT INTO inbox_marks (consumer, aggregate_key, sequence)
SELECT $2, 'notifications.message.' || gen_random_uuid(), '0001.000000000001'
FROM generate_series(1, $1::bigint)
"""


@asynccontextmanager
async def comparisons(place: Place) -> AsyncIterator[list[Comparison]]:
    async with open_garden(place, "empty") as empty, open_garden(place, "full") as full:
        await empty.stream.add_stream(
            StreamConfig(name=STREAM, subjects=["hcn.*.notifications.>"], duplicate_window=60)
        )
        await fill_tables(full)
        conditions = {"rows": ROWS, "events": EVENTS, "sync": SYNC}
        yield [
            Comparison(
                key="a3",
                title="Relay with a full journal, of an empty one",
                ours=Contestant("full", lambda: relay_turn(full, EVENTS)),
                baseline=Contestant("empty tables", lambda: emptied(empty, relay_turn)),
                conditions=conditions,
                goals={"events/s": (0.9, 0.9)},
            ),
            Comparison(
                key="b3",
                title="Inbox with full tables, of empty ones",
                ours=Contestant("full", lambda: inbox_turn(full, EVENTS)),
                baseline=Contestant("empty tables", lambda: emptied(empty, inbox_turn)),
                conditions=conditions,
                goals={"events/s": (0.9, 0.9)},
            ),
        ]


async def fill_tables(garden: BenchGarden) -> None:
    """What years of events leave behind."""
    connection = await asyncpg.connect(garden.url)
    try:
        await connection.execute(PUBLISHED_LONG_AGO, ROWS, STREAM, START)
        await connection.execute(TAKEN_LONG_AGO, ROWS, DURABLE)
    finally:
        await connection.close()
    await vacuum(garden.url)


async def emptied(garden: BenchGarden, turn: Callable[..., Awaitable[Figures]]) -> Figures:
    """A turn on tables that hold nothing but its own rows."""
    connection = await asyncpg.connect(garden.url)
    try:
        await connection.execute("TRUNCATE journal, inbox_marks, seen")
    finally:
        await connection.close()
    return await turn(garden, EVENTS)
