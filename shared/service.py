"""One running service: database, messaging, due work and HTTP in one process and one event loop.

HTTP answers as soon as it can, also while NATS is away. Only the leading replica publishes and
reads events; due work is shared among replicas. A stop drains first.
"""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fastapi import APIRouter, FastAPI
from granian.constants import Interfaces
from granian.server.embed import Server
from nats.aio.client import Client
from nats.js import JetStreamContext
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from shared.auth.tokens import TokenReader
from shared.clock import Clock, FileClock, SystemClock
from shared.database.backbone import JournalRow, ParkedEvent
from shared.database.engine import Database
from shared.due_work import DueKind, DueLoop, OutsideKind
from shared.errors import Unavailable
from shared.events.base import Event
from shared.http.act import Doors
from shared.http.app import make_app
from shared.http.problems import Sentences
from shared.messaging.broker import NotProvisioned, Reading, check_durable, make_broker
from shared.messaging.inbox import Inbox
from shared.messaging.leadership import JOURNAL_CHANNEL, Leadership
from shared.messaging.parking import ParkingLot
from shared.messaging.relay import Relay
from shared.messaging.subscriptions import Subscriptions
from shared.settings import ServiceSettings
from shared.telemetry import DEAD_LETTERS, PARKED, log, start_telemetry
from shared.texts import Text, Vocabulary

RELAY_POLL_SECONDS = 1.0
COMPARE_SECONDS = 30.0
OLDEST_READY_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class ServiceParts:
    """What one service brings; its `app.py` joins them."""

    name: str
    description: str
    settings: ServiceSettings
    routers: Sequence[APIRouter]
    subscriptions: Subscriptions
    publishes: Sequence[type[Event]]
    sentences: Mapping[str, Text]
    vocabulary: Vocabulary
    due_kinds: Sequence[DueKind | OutsideKind] = ()
    state: Mapping[str, Any] = field(default_factory=dict)
    """Further things that routes find in `request.app.state`."""


class Service:
    """The parts of one service, joined and running."""

    def __init__(self, parts: ServiceParts, clock: Clock | None = None) -> None:
        settings = parts.settings
        self.parts = parts
        self.clock = clock or _clock_of(settings)
        self.database = Database(parts.name, settings, self.clock)
        self.inbox = Inbox(self.database, parts.subscriptions)
        self.relay = Relay(self.database, settings.relay_batch)
        parking = ParkingLot(self.database, self.inbox, settings.park_retries)
        self.due = DueLoop(self.database, parts.due_kinds, parking)
        self.leadership = Leadership(self.database, self._wake_all)
        self.broker = make_broker(parts.name, settings, self._on_connection_closed)
        self._declare_publishers()
        self.reading = Reading(self.broker, parts.subscriptions, self.inbox, settings.batch_size)
        self.database.wake_relay = self._wake_relay
        self.database.wake_due = self.due.wake
        self.stopping = asyncio.Event()
        self._compared_reconnects = -1
        self._compared_at = 0.0
        self._background: set[asyncio.Task[None]] = set()
        self.app = self._make_app()

    def _make_app(self) -> FastAPI:
        parts, settings = self.parts, self.parts.settings
        doors = Doors(
            database=self.database,
            clock=self.clock,
            tokens=TokenReader(settings, self.clock),
            sentences=Sentences(parts.sentences),
            role_implies=settings.auth_role_implies or {},
            idempotency_hours=settings.idempotency_hours,
        )
        app = make_app(
            parts.name,
            parts.description,
            settings,
            doors,
            parts.routers,
            parts.vocabulary,
            self.broker,
            self.readiness,
        )
        for name, value in parts.state.items():
            setattr(app.state, name, value)
        return app

    def _declare_publishers(self) -> None:
        """Name every published event for AsyncAPI; the relay is what publishes."""
        for event in self.parts.publishes:
            self.broker.publisher(
                f"{event.TYPE.text}.{{aggregate_id}}",
                stream=None,
                title=event.__name__,
                description=event.__doc__,
                schema=event,
            )

    def _wake_all(self) -> None:
        """Another replica or the operator wrote something that this one may have to act on."""
        self.relay.wake()
        self.due.wake()

    def _wake_relay(self) -> None:
        if self.leadership.leading:
            self.relay.wake()
        else:
            task = asyncio.ensure_future(self._tell_leader())
            self._background.add(task)
            task.add_done_callback(self._background.discard)

    async def _tell_leader(self) -> None:
        """Another replica leads: tell it through PostgreSQL; its slow poll is the safety net."""
        try:
            await self.database.read(
                lambda session: session.execute(select(func.pg_notify(JOURNAL_CHANNEL, "")))
            )
        except Unavailable:
            log.debug("leader_not_told")

    async def _on_connection_closed(self) -> None:
        """The NATS client has given up for good: end the process, so that it is started afresh."""
        if not self.stopping.is_set():
            log.error("nats_connection_closed")
            os.kill(os.getpid(), signal.SIGTERM)

    async def run(self) -> None:
        """Serve until SIGTERM or SIGINT, then finish what is under way."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.stopping.set)
        server = _make_server(self.app, self.parts.settings)
        serving = asyncio.ensure_future(server.serve())
        tasks = [
            asyncio.ensure_future(self._stay_connected()),
            asyncio.ensure_future(self.due.run()),
        ]
        stop = asyncio.ensure_future(self.stopping.wait())
        await asyncio.wait({serving, stop}, return_when=asyncio.FIRST_COMPLETED)
        log.info("stopping")
        self.stopping.set()
        server.stop()  # type: ignore[no-untyped-call]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.wait({serving}, timeout=10)
        await self.broker.stop()
        await self.database.close()

    async def _stay_connected(self) -> None:
        """Connect in the background, then stand ready to lead."""
        while True:
            try:
                await self.broker.connect()
                break
            except Exception as error:
                log.warning("nats_away", error=repr(error))
                await asyncio.sleep(1)
        log.info("nats_connected")
        await self.leadership.run(self.lead)

    @property
    def jetstream(self) -> JetStreamContext:
        stream = self.broker.config.broker_config.connection_state.stream
        assert isinstance(stream, JetStreamContext)
        return stream

    @property
    def nats_client(self) -> Client:
        client = self.broker.config.broker_config.connection_state.connection
        assert isinstance(client, Client)
        return client

    async def lead(self) -> None:
        """What only the leader does: publish the journal and read the streams."""
        relaying = asyncio.ensure_future(self._relay())
        try:
            await self._read_streams()
            await relaying
        finally:
            relaying.cancel()
            await asyncio.gather(relaying, return_exceptions=True)
            await self.reading.stop()

    async def _read_streams(self) -> None:
        """Start reading as soon as everything is provisioned."""
        while True:
            try:
                await self.reading.start()
                return
            except NotProvisioned as missing:
                log.warning("not_provisioned", what=str(missing))
            except Exception as error:
                log.warning("reading_not_started", error=repr(error))
            await asyncio.sleep(1)

    async def _relay(self) -> None:
        while True:
            self.relay.awake.clear()
            try:
                if self.nats_client.is_connected:
                    await self._compare_with_streams()
                    await self.relay.publish_waiting(self.jetstream)
            except Unavailable:
                log.warning("relay_waits_for_database")
            except Exception as error:
                log.warning("relay_failed", error=repr(error))
            try:
                await asyncio.wait_for(self.relay.awake.wait(), RELAY_POLL_SECONDS)
            except TimeoutError:
                await self._measure_parked()

    async def _compare_with_streams(self) -> None:
        """After each reconnect, and now and then: a stream may have been lost or made anew."""
        reconnects = int(self.nats_client.stats["reconnects"])
        due = time.monotonic() - self._compared_at > COMPARE_SECONDS
        if reconnects == self._compared_reconnects and not due:
            return
        await self.relay.republish_what_streams_lost(self.jetstream)
        self._compared_reconnects, self._compared_at = reconnects, time.monotonic()

    async def _measure_parked(self) -> None:
        async def count(session: AsyncSession) -> tuple[int, int]:
            row = await session.execute(
                select(func.count(), func.count().filter(ParkedEvent.dead)).select_from(ParkedEvent)
            )
            parked, dead = row.one()
            return parked, dead

        try:
            parked, dead = await self.database.read(count)
        except Unavailable:
            return
        PARKED.set(parked)
        DEAD_LETTERS.set(dead)

    async def readiness(self) -> dict[str, str]:
        """The state of each part this service stands on: `ok` or what is wrong, as a code."""
        oldest = await self.database.read(
            lambda session: session.scalar(
                select(func.min(JournalRow.recorded_at)).where(JournalRow.published_at.is_(None))
            )
        )
        age = (self.clock.now() - oldest).total_seconds() if oldest else 0.0
        checks = {
            "database": "ok",
            "outbox": "ok" if age < OLDEST_READY_SECONDS else f"oldest event waits {age:.0f} s",
        }
        return checks | await self._nats_readiness()

    async def _nats_readiness(self) -> dict[str, str]:
        if not await self.broker.ping(timeout=1):
            return {"nats": "away"}
        checks = {"nats": "ok"}
        for durable in self.reading.durables:
            try:
                await asyncio.wait_for(check_durable(self.broker, durable), 2)
                checks[durable.name] = "ok"
            except NotProvisioned as missing:
                checks[durable.name] = str(missing)
            except Exception as error:
                checks[durable.name] = f"unknown: {type(error).__name__}"
        return checks


def _clock_of(settings: ServiceSettings) -> Clock:
    return FileClock(settings.clock_file) if settings.clock_file else SystemClock()


def _make_server(app: FastAPI, settings: ServiceSettings) -> Server:
    return Server(
        app,
        address=settings.http_host,
        port=settings.http_port,
        interface=Interfaces.ASGINL,
        websockets=False,
        log_enabled=False,
        ssl_cert=settings.http_tls_certificate,
        ssl_key=settings.http_tls_key,
    )


def run_service(make_parts: Callable[[], ServiceParts]) -> None:
    """The whole `__main__` of a service; a wrong setting ends it with its sentence."""
    from shared.settings import SettingsError

    try:
        parts = make_parts()
    except SettingsError as error:
        raise SystemExit(f"{error}") from None
    start_telemetry(parts.name, parts.settings)

    async def main() -> None:
        await Service(parts).run()

    asyncio.run(main())
