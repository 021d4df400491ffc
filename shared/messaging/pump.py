"""The batch pump: one pull, one transaction, one acknowledgement.

It reads for a FastStream subscriber, which keeps the durable's description, the decoder and the
middlewares. FastStream's own batch reader waits until a batch is full or its time is out, so the
loop that pulls is ours: it takes what is there at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from nats.errors import TimeoutError as NatsTimeout
from nats.js import JetStreamContext

from shared.errors import Unavailable
from shared.messaging.subscriptions import Durable
from shared.telemetry import log

Pull = JetStreamContext.PullSubscription
Take = Callable[[list[Msg]], Awaitable[object]]

IDLE_SECONDS = 3.0
"""A pull that the server forgot (it was restarted) is made again after this long."""
PAUSE_SECONDS = 1.0


class Pump:
    """Moves messages of one durable into the inbox, in the order of the stream."""

    def __init__(self, durable: Durable, batch: int, take: Take) -> None:
        self.durable = durable
        self.batch = batch
        self.take = take

    async def run(self, pull: Pull) -> None:
        """Pump until cancelled."""
        await self._await_what_another_reader_held(pull)
        while True:
            messages = await self._fetch(pull, IDLE_SECONDS)
            if messages:
                await self._take_and_acknowledge(messages)

    async def _fetch(self, pull: Pull, seconds: float) -> list[Msg]:
        try:
            return await pull.fetch(self.batch, timeout=seconds)
        except (TimeoutError, NatsTimeout):
            return []
        except NatsError as error:
            log.warning("fetch_failed", durable=self.durable.name, error=repr(error))
            await asyncio.sleep(PAUSE_SECONDS)
            return []

    async def _await_what_another_reader_held(self, pull: Pull) -> None:
        """After a reader died with unacknowledged messages, take those before any newer one.

        The server hands them out again when their time to acknowledge is over. Newer messages that
        come first are held: taken now they would raise the high-water marks above the older ones,
        which would then be dropped as known.
        """
        info = await pull.consumer_info()
        limit = info.delivered.stream_seq if info.num_ack_pending and info.delivered else 0
        held: list[Msg] = []
        while info.num_ack_pending and info.ack_floor and info.ack_floor.stream_seq < limit:
            messages = await self._fetch(pull, PAUSE_SECONDS)
            older = [one for one in messages if one.metadata.sequence.stream <= limit]
            held += [one for one in messages if one.metadata.sequence.stream > limit]
            if older:
                await self._take_and_acknowledge(older)
            for message in held:
                await message.in_progress()
            info = await pull.consumer_info()
        if held:
            await self._take_and_acknowledge(held)

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
