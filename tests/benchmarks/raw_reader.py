"""The baseline of reading: the same steps with nothing but asyncpg and nats-py, a batch at a time.

Dedupe by high-water mark, one row inserted for each new event, acknowledged after the commit.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import asyncpg
import orjson
from nats.aio.msg import Msg
from nats.errors import TimeoutError as NatsTimeout
from nats.js import JetStreamContext

from tests.shared.garden import STREAM

MARKS = """
SELECT aggregate_key, sequence FROM inbox_marks WHERE consumer = $1 AND aggregate_key = ANY($2)
"""
REMEMBER = """
INSERT INTO inbox_marks (consumer, aggregate_key, sequence)
SELECT $1, key, number FROM unnest($2::text[], $3::text[]) AS taken (key, number)
ON CONFLICT (consumer, aggregate_key) DO UPDATE SET sequence = excluded.sequence
"""
EFFECT = "INSERT INTO seen (plant, height) SELECT * FROM unnest($1::uuid[], $2::text[])"


class RawReader:
    """One connection, one pull subscription."""

    durable = "raw"

    def __init__(self, url: str, stream: JetStreamContext, batch: int) -> None:
        self.url = url
        self.stream = stream
        self.batch = batch
        self.connection: asyncpg.Connection

    @asynccontextmanager
    async def ready(self) -> AsyncIterator[None]:
        self.connection = await asyncpg.connect(self.url)
        try:
            yield
        finally:
            await self.connection.close()

    async def read(self, events: int) -> None:
        """Take so many events."""
        pull = await self.stream.pull_subscribe_bind(durable=self.durable, stream=STREAM)
        while events > 0:
            events -= await self._take_next(pull)
        await pull.unsubscribe()

    async def read_for_ever(self) -> None:
        pull = await self.stream.pull_subscribe_bind(durable=self.durable, stream=STREAM)
        async with self.ready():
            while True:
                await self._take_next(pull)

    async def _take_next(self, pull: JetStreamContext.PullSubscription) -> int:
        try:
            messages = await pull.fetch(self.batch, timeout=5)
        except (TimeoutError, NatsTimeout):
            return 0
        async with self.connection.transaction():
            await self._take(messages)
        await messages[-1].ack()
        return len(messages)

    async def _take(self, messages: list[Msg]) -> None:
        events = [orjson.loads(message.data) for message in messages]
        keys = {f"notifications.message.{event['subject']}" for event in events}
        marks = dict(await self.connection.fetch(MARKS, self.durable, list(keys)))
        fresh = []
        for event in events:
            key = f"notifications.message.{event['subject']}"
            if event["sequence"] > marks.get(key, ""):
                marks[key] = event["sequence"]
                fresh.append(event)
        plants = [UUID(event["data"]["id"]) for event in fresh]
        heights = [event["data"]["template"] for event in fresh]
        await self.connection.execute(EFFECT, plants, heights)
        await self.connection.execute(REMEMBER, self.durable, list(marks), list(marks.values()))
