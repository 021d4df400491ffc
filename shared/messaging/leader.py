"""What only the leading replica does: publish the journal, read the streams, sweep."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress

from faststream.nats import NatsBroker
from nats.aio.client import Client
from nats.js import JetStreamContext
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from shared.database.backbone import ParkedEvent
from shared.database.engine import Database
from shared.database.sweep import sweep
from shared.describing import describe_error
from shared.due_work import measure_due
from shared.errors import Unavailable
from shared.messaging.broker import NotProvisioned, Reading
from shared.messaging.relay import Relay
from shared.telemetry import DEAD_LETTERS, DUE_LATE, DUE_STUCK, PARKED, log

POLL_SECONDS = 1.0
SWEEP_SECONDS = 3600.0
COMPARE_SECONDS = 30.0
"""How often the journal is held against the streams besides after each reconnect."""


class Leader:
    """Runs relay and pumps side by side until it is cancelled."""

    def __init__(
        self, database: Database, broker: NatsBroker, relay: Relay, reading: Reading
    ) -> None:
        self.database = database
        self.broker = broker
        self.relay = relay
        self.reading = reading
        self._compared_reconnects = -1
        self._compared_at = 0.0
        self._measured_at = 0.0
        self._round_ended = asyncio.Event()

    @property
    def client(self) -> Client:
        client = self.broker.config.broker_config.connection_state.connection
        assert isinstance(client, Client)
        return client

    @property
    def jetstream(self) -> JetStreamContext:
        stream = self.broker.config.broker_config.connection_state.stream
        assert isinstance(stream, JetStreamContext)
        return stream

    async def lead(self) -> None:
        """Lead until cancelled."""
        loops = [asyncio.ensure_future(self._relay()), asyncio.ensure_future(self._sweep())]
        try:
            await self._start_reading()
            await asyncio.gather(*loops)
        finally:
            for loop in loops:
                loop.cancel()
            await asyncio.gather(*loops, return_exceptions=True)
            await self.reading.stop()

    async def finish(self) -> None:
        """Take no more events, and return when what is committed now was published or refused."""
        await self.reading.stop()
        for _ in range(2):  # the round under way may have begun before the last commit
            ended = self._round_ended
            self.relay.wake()
            await ended.wait()

    async def _sweep(self) -> None:
        while True:
            try:
                await sweep(self.database)
            except Unavailable:
                log.debug("sweep_waits_for_database")
            except Exception as error:
                log.error("sweep_failed", error=describe_error(error))
            await asyncio.sleep(SWEEP_SECONDS)

    async def _start_reading(self) -> None:
        """Read as soon as everything is provisioned."""
        while True:
            try:
                await self.reading.start()
                return
            except NotProvisioned as missing:
                log.warning("not_provisioned", what=str(missing))
            except Exception as error:
                log.warning("reading_not_started", error=repr(error))
            await asyncio.sleep(POLL_SECONDS)

    async def _relay(self) -> None:
        while True:
            self.relay.awake.clear()
            try:
                if self.client.is_connected:
                    await self._compare_with_streams()
                    await self.relay.publish_waiting(self.jetstream)
                await self._measure_if_due()
            except Unavailable:
                log.warning("relay_waits_for_database")
            except Exception as error:
                log.warning("relay_failed", error=repr(error))
            self._round_ended.set()
            self._round_ended = asyncio.Event()
            with suppress(TimeoutError):
                async with asyncio.timeout(POLL_SECONDS):
                    await self.relay.awake.wait()

    async def _compare_with_streams(self) -> None:
        """After each reconnect, and now and then: a stream may have been lost or made anew."""
        reconnects = int(self.client.stats["reconnects"])
        due = time.monotonic() - self._compared_at > COMPARE_SECONDS
        if reconnects == self._compared_reconnects and not due:
            return
        await self.relay.republish_what_streams_lost(self.jetstream)
        self._compared_reconnects, self._compared_at = reconnects, time.monotonic()

    async def _measure_if_due(self) -> None:
        """Not after each event: its way out would be longer by two queries."""
        if time.monotonic() - self._measured_at < POLL_SECONDS:
            return
        self._measured_at = time.monotonic()
        with suppress(Unavailable):
            await self.relay.measure()
            await self._measure_parked()
            await self._measure_due()

    async def _measure_parked(self) -> None:
        async def count(session: AsyncSession) -> tuple[int, int]:
            row = await session.execute(
                select(func.count(), func.count().filter(ParkedEvent.dead)).select_from(ParkedEvent)
            )
            parked, dead = row.one()
            return parked, dead

        parked, dead = await self.database.read(count)
        PARKED.set(parked)
        DEAD_LETTERS.set(dead)

    async def _measure_due(self) -> None:
        stuck, oldest = await self.database.read(measure_due)
        late = (self.database.clock.now() - oldest).total_seconds() if oldest else 0.0
        DUE_STUCK.set(stuck)
        DUE_LATE.set(max(late, 0.0))
