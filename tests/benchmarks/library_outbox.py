"""faststream-outbox doing the relay's work: rows of its table go to the stream, in order."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from faststream.nats import NatsBroker
from faststream_outbox import OutboxBroker, make_outbox_table
from faststream_outbox.annotations import OutboxMessage
from sqlalchemy import MetaData, Table, insert
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from tests.benchmarks.garden import JournalValues, vacuum
from tests.benchmarks.method import Figures
from tests.benchmarks.place import Place
from tests.shared.garden import STREAM

QUEUE = "relay"
SETTINGS: dict[str, Any] = {
    # One worker, because more of them publish an aggregate's events out of order.
    "max_workers": 1,
    "fetch_batch_size": 500,
    "terminal_flush_batch_size": 500,
    "min_fetch_interval": 0.01,
}


class LibraryOutbox:
    """Its broker beside FastStream's NATS broker, joined as its manual shows."""

    def __init__(self, engine: AsyncEngine, url: str, nats: NatsBroker) -> None:
        self.engine = engine
        self.url = url
        self.nats = nats
        self.metadata = MetaData()
        self.table: Table = make_outbox_table(self.metadata, table_name="outbox")
        self._left = 0
        self._done = asyncio.Event()
        self.outbox = OutboxBroker(engine, outbox_table=self.table, logger=None)
        self.outbox.subscriber(QUEUE, **SETTINGS)(self.relay)

    async def relay(self, message: OutboxMessage) -> None:
        headers = {"Nats-Msg-Id": message.headers["id"]}
        await self.nats.publish(
            message.body, message.headers["subject"], stream=STREAM, headers=headers
        )
        self._left -= 1
        if not self._left:
            self._done.set()

    async def turn(self, rows: Sequence[JournalValues]) -> Figures:
        """Publish rows that wait."""
        values = [
            {
                "queue": QUEUE,
                "payload": row["envelope"],
                "headers": {"id": str(row["id"]), "subject": row["subject"]},
            }
            for row in rows
        ]
        async with self.engine.begin() as connection:
            await connection.execute(insert(self.table), values)
        await vacuum(self.url)
        self._left, self._done = len(values), asyncio.Event()
        begun = time.perf_counter()
        await self.outbox.start()
        await self._done.wait()
        seconds = time.perf_counter() - begun
        await self.outbox.stop()
        return {"events/s": len(values) / seconds}


@asynccontextmanager
async def open_library(place: Place) -> AsyncIterator[LibraryOutbox]:
    url = await place.postgres.create()
    engine = create_async_engine(make_url(url).set(drivername="postgresql+asyncpg"))
    nats = NatsBroker(place.nats.url, logger=None)
    await nats.connect()
    library = LibraryOutbox(engine, url, nats)
    async with engine.begin() as connection:
        await connection.run_sync(library.metadata.create_all)
    try:
        yield library
    finally:
        await nats.stop()
        await engine.dispose()
