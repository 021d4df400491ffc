"""The baseline of latency: one change's whole way with nothing but asyncpg and nats-py.

A transaction writes the row and its outbox row; a loop publishes what waits and marks it; in
another process `RawReader` takes it with a high-water mark and one row of effect.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from shared.ids import new_id
from shared.messaging.leadership import JOURNAL_CHANNEL
from tests.benchmarks.arrivals import Arrivals
from tests.benchmarks.background import COLUMNS
from tests.benchmarks.garden import BenchGarden, growth, journal_row
from tests.benchmarks.raw_reader import RawReader
from tests.support.running import START

INSERT_PLANT = """
INSERT INTO plants (id, version, event_sequence, readers, created_at, updated_at, name, height,
                    owner)
VALUES ($1, 1, 1, '{role:officer}', $2, $2, 'Sen', 0, 'bench')
"""
INSERT_JOURNAL = (
    f"INSERT INTO journal ({', '.join(COLUMNS)}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
)
WAITING = """
SELECT position, id, subject, envelope FROM journal WHERE published_at IS NULL
ORDER BY position LIMIT 500
"""
MARK = "UPDATE journal SET published_at = $2 WHERE position = ANY($1)"


class RawPath:
    """Writes in one garden's database; what waits is published by a loop beside it."""

    reader = "raw"
    durable = RawReader.durable

    def __init__(self, source: BenchGarden, arrivals: Arrivals) -> None:
        self.source = source
        self.arrivals = arrivals
        self._wake = asyncio.Event()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        self.writing = await asyncpg.connect(self.source.url)
        self.relaying = await asyncpg.connect(self.source.url)
        await self.relaying.add_listener(JOURNAL_CHANNEL, lambda *_: self._wake.set())
        relay = asyncio.ensure_future(self._relay())
        try:
            yield
        finally:
            relay.cancel()
            await asyncio.gather(relay, return_exceptions=True)
            await self.writing.close()
            await self.relaying.close()

    async def change(self) -> None:
        """One change; returns when its effect is committed."""
        plant = new_id()
        row = journal_row(growth(plant, 1))
        arrival = self.arrivals.expect(plant)
        async with self.writing.transaction():
            await self.writing.execute(INSERT_PLANT, plant, START)
            await self.writing.execute(INSERT_JOURNAL, *(row[name] for name in COLUMNS))
        self._wake.set()
        await arrival

    async def _relay(self) -> None:
        stream = self.source.stream
        while True:
            await self._wake.wait()
            self._wake.clear()
            while rows := await self.relaying.fetch(WAITING):
                waiting = [
                    await stream.publish_async(
                        row["subject"], row["envelope"], headers={"Nats-Msg-Id": str(row["id"])}
                    )
                    for row in rows
                ]
                await asyncio.gather(*waiting)
                await self.relaying.execute(MARK, [row["position"] for row in rows], START)
