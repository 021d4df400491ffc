"""The batch pump: one batch, one transaction, one acknowledgement.

It reads for a FastStream subscriber, which keeps the durable's description, the decoder and the
middlewares. FastStream's own batch reader waits until a batch is full or its time is out; here a
batch is what is there at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from nats.js import JetStreamContext

from shared.errors import Unavailable
from shared.messaging.puller import PAUSE_SECONDS, Puller
from shared.messaging.subscriptions import Durable
from shared.telemetry import log

Take = Callable[[list[Msg]], Awaitable[object]]

IDLE_SECONDS = 3.0


class Pump:
    """Moves messages of one durable into the inbox, in the order of the stream."""

    def __init__(self, durable: Durable, batch: int, take: Take) -> None:
        self.durable = durable
        self.batch = batch
        self.take = take

    async def run(self, client: Client, stream: JetStreamContext) -> None:
        """Pump until cancelled.

        The server numbers its deliveries. A gap means that one went elsewhere: to a reader before
        us, beside us, or into a connection that broke. Taking what came would raise the high-water
        marks above what is missing, which would then be dropped as known.
        """
        delivered = -1
        async with Puller(client, self.durable, self.batch) as puller:
            while True:
                messages = await puller.next(IDLE_SECONDS)
                if not messages:
                    continue
                numbers = [one.metadata.sequence.consumer for one in messages]
                if numbers != list(range(delivered + 1, delivered + 1 + len(numbers))):
                    messages = await self._gather_all_unacknowledged(stream, puller, messages)
                delivered = max(one.metadata.sequence.consumer for one in messages)
                await self._take_and_acknowledge(messages)

    async def _gather_all_unacknowledged(
        self, stream: JetStreamContext, puller: Puller, messages: list[Msg]
    ) -> list[Msg]:
        """Wait until every message that is delivered and not acknowledged is in our hands.

        The server hands a message out again when its time to acknowledge is over. What is held is
        not kept from being handed out again, else two readers would block each other for ever.
        """
        held: dict[int, Msg] = {}
        while True:
            held |= {one.metadata.sequence.stream: one for one in messages}
            try:
                info = await stream.consumer_info(self.durable.stream, self.durable.name)
                if len(held) >= (info.num_ack_pending or 0):
                    return list(held.values())
            except (NatsError, TimeoutError) as error:
                log.warning("gathering", durable=self.durable.name, error=type(error).__name__)
            messages = await puller.next(PAUSE_SECONDS)

    async def _take_and_acknowledge(self, messages: Sequence[Msg]) -> None:
        """Hand over a batch until it is taken; only our own database being away delays it."""
        in_order = sorted(messages, key=lambda one: one.metadata.sequence.stream)
        try:
            await self._take(in_order)
        except asyncio.CancelledError:
            # Leadership is over: the next reader shall not have to wait for the server's patience.
            for message in in_order:
                await message.nak()
            raise
        await in_order[-1].ack()

    async def _take(self, in_order: list[Msg]) -> None:
        while True:
            try:
                await self.take(in_order)
                return
            except Unavailable:
                log.warning("database_away", durable=self.durable.name)
                for message in in_order:
                    await message.in_progress()
                await asyncio.sleep(PAUSE_SECONDS)
