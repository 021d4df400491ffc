"""One running service: database, messaging, due work and HTTP in one process and one event loop.

HTTP answers as soon as it can, also while NATS is away. Only the leading replica publishes and
reads events; due work is shared among replicas. A stop drains first.
"""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import socket
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from fastapi import APIRouter, FastAPI
from granian.constants import Interfaces
from granian.server.embed import Server
from nats.errors import Error as NatsError

from shared.auth.grants import Grants
from shared.auth.tokens import TokenReader
from shared.clock import Clock, FileClock, SystemClock
from shared.database.engine import Database
from shared.due_work import DueKind, DueLoop, OutsideKind
from shared.errors import Unavailable
from shared.events.base import REGISTRY
from shared.http.act import Doors
from shared.http.app import make_app
from shared.http.problems import Sentences
from shared.messaging.broker import Reading, make_broker
from shared.messaging.inbox import Inbox
from shared.messaging.leader import Leader
from shared.messaging.leadership import JOURNAL_CHANNEL, Leadership
from shared.messaging.parking import ParkingLot
from shared.messaging.relay import Relay
from shared.messaging.subscriptions import Subscriptions
from shared.readiness import check_readiness
from shared.settings import ServiceSettings, SettingsError
from shared.telemetry import log, start_telemetry
from shared.texts import Text, Vocabulary

DRAIN_SECONDS = 10
"""How long requests and due work that run may take to end once a stop is asked for."""
FINISH_SECONDS = 5
"""How long each of the last steps may take after that; an engine waits longer than all together."""
GARBAGE_OBJECTS = 20_000
"""How many more objects there may be before the youngest are looked through; a few MB."""


@dataclass(frozen=True, slots=True)
class ServiceParts:
    """What one service brings; its `app.py` joins them."""

    name: str
    description: str
    settings: ServiceSettings
    routers: Sequence[APIRouter]
    subscriptions: Subscriptions
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
        parking = ParkingLot(self.database, self.inbox.handle, settings.park_retries)
        self.due = DueLoop(self.database, parts.due_kinds, parking)
        self.leadership = Leadership(self.database, self._wake_all)
        self.broker = make_broker(parts.name, settings, self._on_connection_closed)
        self._declare_publishers()
        self.reading = Reading(self.broker, parts.subscriptions, self.inbox, settings.batch_size)
        self.leader = Leader(self.database, self.broker, self.relay, self.reading)
        self.database.wake_relay = self._wake_relay
        self.database.wake_due = self.due.wake
        self.stopping = asyncio.Event()
        self._leader_knows = True
        self._telling: asyncio.Task[None] | None = None
        self.app = self._make_app()

    def _make_app(self) -> FastAPI:
        parts, settings = self.parts, self.parts.settings
        doors = Doors(
            database=self.database,
            clock=self.clock,
            tokens=TokenReader(settings, self.clock),
            grants=Grants(self.database, settings.auth_role_implies or {}),
            sentences=Sentences(parts.sentences),
            idempotency_hours=settings.idempotency_hours,
            stopping=self.stopping,
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
        """Name every event of this service for AsyncAPI; the relay is what publishes."""
        for event in REGISTRY.values():
            if event.TYPE.service == self.parts.name:
                self.broker.publisher(
                    f"{event.TYPE.text}.{{aggregate_id}}",
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
            return
        self._leader_knows = False
        if self._telling is None or self._telling.done():
            self._telling = asyncio.ensure_future(self._tell_leader())

    async def _tell_leader(self) -> None:
        """Another replica leads: tell it through PostgreSQL; its slow poll is the safety net.

        What is written while one message is under way is told by the next one, all together.
        """
        while not self._leader_knows:
            self._leader_knows = True
            try:
                await self.database.notify(JOURNAL_CHANNEL)
            except Unavailable:
                log.debug("leader_not_told")

    async def _on_connection_closed(self) -> None:
        """The NATS client has given up for good: end the process, so that it is started afresh."""
        if not self.stopping.is_set():
            log.error("nats_connection_closed")
            os.kill(os.getpid(), signal.SIGTERM)

    async def readiness(self) -> dict[str, str]:
        """The state of each part this service stands on: `ok` or what is wrong."""
        return await check_readiness(self.database, self.broker, self.reading.durables)

    async def run(self) -> None:
        """Serve until SIGTERM or SIGINT, then finish what is under way."""
        collect_garbage_seldom()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.stopping.set)
        server = make_server(self.app, self.parts.settings)
        serving = asyncio.ensure_future(server.serve())
        working = asyncio.ensure_future(self.work())
        doing_due = asyncio.ensure_future(self.due.run())
        stop = asyncio.ensure_future(self.stopping.wait())
        parts = {serving, working, doing_due, stop}
        ended, _ = await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
        log.info("stopping")
        self.stopping.set()
        server.stop()  # type: ignore[no-untyped-call]
        self.due.stop()
        await asyncio.wait({serving, doing_due}, timeout=DRAIN_SECONDS)
        await self._hand_over(working)
        await self._close_connections()
        if stop not in ended:
            raise SystemExit(f"{self.parts.name}: {[one.exception() for one in ended]}")

    async def _hand_over(self, working: asyncio.Future[None]) -> None:
        """What the last requests wrote goes out while we still lead; then another may."""
        if self.leadership.leading:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.leader.finish(), FINISH_SECONDS)
        working.cancel()
        await asyncio.wait({working}, timeout=FINISH_SECONDS)

    async def _close_connections(self) -> None:
        """NATS may have gone before us: then there is nothing to say goodbye to."""
        try:
            await asyncio.wait_for(self.broker.stop(), FINISH_SECONDS)
        except (NatsError, TimeoutError) as error:
            log.info("nats_gone_before", error=repr(error))
        await self.database.close()

    async def work(self) -> None:
        """Connect to NATS in the background, then stand ready to lead, until cancelled."""
        while True:
            try:
                await self.broker.connect()
                break
            except Exception as error:
                log.warning("nats_away", error=repr(error))
                await asyncio.sleep(1)
        log.info("nats_connected")
        await self.leadership.run(self.leader.lead)


def _clock_of(settings: ServiceSettings) -> Clock:
    return FileClock(settings.clock_file) if settings.clock_file else SystemClock()


def make_server(app: FastAPI, settings: ServiceSettings) -> Server:
    """Granian as every service runs it, in this process and its event loop."""
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


def _require_free_port(settings: ServiceSettings) -> None:
    """Two processes on one port would share its requests without a word."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.http_host, settings.http_port))
        except OSError as error:
            where = f"{settings.http_host}:{settings.http_port}"
            raise SystemExit(f"HCN_HTTP_PORT: {where} cannot be used ({error.strerror}).") from None


def collect_garbage_seldom() -> None:
    """What a service consists of never becomes garbage; to look through it took a third of the
    time of every request."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_OBJECTS, 20, 20)
    gc.enable()


def run_service(make_parts: Callable[[], ServiceParts]) -> None:
    """Run a service until it is told to end; a wrong setting ends it with its sentence."""
    try:
        parts = make_parts()
    except SettingsError as error:
        raise SystemExit(str(error)) from None
    _require_free_port(parts.settings)
    start_telemetry(parts.name, parts.settings)

    async def main() -> None:
        await Service(parts).run()

    asyncio.run(main())
