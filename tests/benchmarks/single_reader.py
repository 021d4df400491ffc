"""The baseline as FastStream's manual shows it: a handler, and a transaction, for each message."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from faststream import AckPolicy
from faststream.nats import JStream, NatsBroker, PullSub
from nats.js.api import ConsumerConfig
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as upsert

from shared.database.backbone import InboxMark
from shared.events.envelope import Envelope
from tests.benchmarks.garden import BenchGarden
from tests.shared.garden import GREW, STREAM, Seen


class SingleReader:
    """A broker of its own with one subscriber that keeps the order."""

    durable = "single"

    def __init__(self, garden: BenchGarden) -> None:
        self.garden = garden
        self._left = 0
        self._done = asyncio.Event()

    @asynccontextmanager
    async def ready(self) -> AsyncIterator[None]:
        [url] = self.garden.service.broker.specification.url
        self.broker = NatsBroker(url, logger=None)
        self.broker.subscriber(
            stream=JStream(STREAM, declare=False),
            durable=self.durable,
            config=ConsumerConfig(filter_subjects=[GREW.TYPE.filter]),
            pull_sub=PullSub(batch_size=1),
            ack_policy=AckPolicy.REJECT_ON_ERROR,
        )(self.take)
        await self.broker.connect()
        try:
            yield
        finally:
            await self.broker.stop()

    async def read(self, events: int) -> None:
        self._left, self._done = events, asyncio.Event()
        await self.broker.start()
        await self._done.wait()

    async def take(self, envelope: Envelope) -> None:
        event = GREW.model_validate(envelope.data)
        key, sequence = envelope.aggregate_key, envelope.sequence
        mark = {"consumer": self.durable, "aggregate_key": key, "sequence": sequence}
        async with self.garden.service.database.sessions() as session, session.begin():
            known = await session.scalar(
                select(InboxMark.sequence).filter_by(consumer=self.durable, aggregate_key=key)
            )
            if known is None or sequence > known:
                session.add(Seen(plant=event.id, height=event.template))
                await session.execute(
                    upsert(InboxMark)
                    .values(mark)
                    .on_conflict_do_update(
                        index_elements=["consumer", "aggregate_key"], set_={"sequence": sequence}
                    )
                )
        self._left -= 1
        if not self._left:
            self._done.set()
