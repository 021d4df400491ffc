"""A real NATS server with the whole topology, and clients of each kind on it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from nats.aio.client import Client

from deploy.embedded.folder import DataFolder
from deploy.embedded.nats import EmbeddedNats
from deploy.embedded.probe import http_status
from deploy.nats.accounts import CITY, HCN
from deploy.nats.admin import NatsAdmin, connect, connect_admin
from deploy.nats.provision import provision
from deploy.nats.settings import TopologySettings
from deploy.nats.subscribers import SubscriberList
from deploy.nats.topology import Topology, build_topology
from deploy.nats.users import issue_users
from deploy.waiting import wait_until
from shared.messaging.subscriptions import Durable
from tests.deploy.commands import Hcn, make_hcn, make_silent_network
from tests.support.nats_server import configured_server
from tests.support.ports import free_port

START_SECONDS = 10


DURABLES: dict[str, list[Durable]] = {
    "members": [],
    "bookings": [
        Durable("bookings_from_members", "MEMBERS", ["hcn.public.members.member.suspended.v1.*"]),
        Durable("bookings_from_personal", "PERSONAL", ["hcn.personal.members.grant.changed.v1.*"]),
    ],
    "promotion": [Durable("promotion_from_members", "MEMBERS", ["hcn.public.members.>"])],
    "notifications": [],
}


@dataclass
class TestNats:
    """The server, the operator's connections and a way to connect as anybody."""

    __test__ = False
    embedded: EmbeddedNats
    settings: TopologySettings
    admin: NatsAdmin
    topology: Topology
    stack: AsyncExitStack = field(repr=False)

    @property
    def subscribers(self) -> SubscriberList:
        return SubscriberList(self.embedded.keys, self.settings)

    async def client(self, account: str, user: str) -> TestClient:
        """Connect as a user that has credentials."""
        refusals: asyncio.Queue[Exception] = asyncio.Queue()
        file = self.embedded.keys.credentials_file(account, user)
        prefix = f"_INBOX_{user}"
        connection = await connect(
            self.embedded.url, file, inbox_prefix=prefix, error_cb=refusals.put
        )
        self.stack.push_async_callback(connection.close)
        return TestClient(connection, refusals)

    async def service(self, name: str) -> TestClient:
        return await self.client(HCN, name)

    async def subscriber(self, name: str) -> TestClient:
        """Add a subscriber and connect as it."""
        self.subscribers.add(name)
        return await self.client(CITY, name)


@dataclass
class TestClient:
    """A connection with what the server refused to it."""

    __test__ = False
    nats: Client
    refusals: asyncio.Queue[Exception]

    async def is_refused_to_send(self, subject: str, body: bytes = b"", reply: str = "") -> bool:
        await self.nats.publish(subject, body, reply)
        return await self._was_refused()

    async def is_refused_to_hear(self, subject: str) -> bool:
        subscription = await self.nats.subscribe(subject)
        refused = await self._was_refused()
        if not refused:
            await subscription.unsubscribe()
        return refused

    async def ask(self, request: str, body: Any = None) -> Any:
        """Ask JetStream's API; answers its JSON, errors included."""
        payload = b"" if body is None else json.dumps(body).encode()
        return json.loads((await self.nats.request(f"$JS.API.{request}", payload, 5)).data)

    async def _was_refused(self) -> bool:
        # The server answers in order: after the pong every refusal is on its way to the callback.
        await self.nats.flush()
        try:
            async with asyncio.timeout(0.2):
                error = await self.refusals.get()
        except TimeoutError:
            return False
        return "permissions violation" in str(error).lower()


@asynccontextmanager
async def running_nats(folder: Path) -> AsyncIterator[TestNats]:
    """A server of its own with all streams, durables and users."""
    settings = TopologySettings()
    embedded = EmbeddedNats(folder, free_port(), free_port())
    server = configured_server(embedded, settings)
    issue_users(embedded.keys, DURABLES)
    try:
        await server.start()
        await wait_until(partial(_is_healthy, embedded), seconds=START_SECONDS)
        topology = build_topology(settings, [one for own in DURABLES.values() for one in own])
        async with AsyncExitStack() as stack:
            admin = await stack.enter_async_context(connect_admin(embedded.url, embedded.keys))
            await provision(admin, topology)
            yield TestNats(embedded, settings, admin, topology, stack)
    finally:
        await server.remove()


@pytest_asyncio.fixture(scope="session")
async def network(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[TestNats]:
    """One server for all tests of this process that do not change it."""
    async with running_nats(tmp_path_factory.mktemp("nats")) as started:
        yield started


@pytest_asyncio.fixture
async def own_network(tmp_path: Path) -> AsyncIterator[TestNats]:
    """A server for one test alone."""
    async with running_nats(tmp_path) as started:
        yield started


@pytest.fixture
def silent_network(tmp_path: Path) -> DataFolder:
    """A network of which only the folder is there."""
    return make_silent_network(tmp_path / "network")


@pytest.fixture
def hcn(silent_network: DataFolder, capsys: pytest.CaptureFixture[str]) -> Hcn:
    """The command, on the folder of `silent_network`."""
    return make_hcn(silent_network.path, capsys)


async def _is_healthy(embedded: EmbeddedNats) -> bool:
    return await http_status(embedded.health_url) == 200
