"""A whole network for system tests: the one that `hcn up` starts, on ports of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import httpx
import psutil
import pytest
import pytest_asyncio

from deploy.demo import acts
from deploy.demo.cast import cast
from deploy.demo.city import City
from deploy.embedded.down import stop_network
from deploy.embedded.folder import DataFolder
from deploy.embedded.network import Network
from deploy.embedded.ports import Ports
from deploy.embedded.up import run_detached
from deploy.nats.settings import TopologySettings
from deploy.waiting import wait_until
from tests.support.nats_server import configured_server
from tests.support.ports import free_port
from tests.support.postgres import postgres_server
from tests.support.reaper import remove_after_us
from tests.support.servers import Server, images


class Quiet:
    """A report that nobody reads."""

    def begin(self, step: str) -> None: ...

    def end(self, step: str, seconds: float) -> None: ...

    def say(self, text: str) -> None: ...


class RunningNetwork:
    """A network that a test may hurt."""

    def __init__(self, folder: DataFolder) -> None:
        self.folder = folder
        self.ports = Ports(free_port(room=20))
        self.servers: dict[str, Server] = {}
        """Those in containers; without them `hcn up` starts and keeps NATS and PostgreSQL."""

    async def up(self) -> None:
        """Start, or wait until a running one is ready again."""
        network = Network(self.folder, self.ports, servers_given=images() is not None)
        if network.servers_given and not self.servers:
            self.servers = await asyncio.to_thread(make_servers, network)
        for server in self.servers.values():
            await server.start()
        await asyncio.to_thread(run_detached, network, Quiet(), empty=False)

    async def down(self) -> None:
        """Stop all but what runs in containers."""
        await asyncio.to_thread(stop_network, self.folder)

    async def remove(self) -> None:
        await self.down()
        for server in self.servers.values():
            await server.remove()

    def process(self, part: str) -> psutil.Process:
        found = self.folder.read_processes()[part].find()
        assert found is not None, f"{part} is not running"
        return found

    async def until_ready(self) -> None:
        """Wait until every service says that it is ready."""
        run = self.folder.read_run()
        assert run is not None
        async with httpx.AsyncClient(timeout=2) as http:
            for url in run["services"].values():
                await wait_until(partial(_is_ready, http, url), seconds=60)

    async def kill(self, part: str) -> None:
        """`kill -9`, and wait until it has been started again: by the supervisor, or by us."""
        if server := self.servers.get(part):
            await server.kill()
            await server.start()
            return
        before = self.process(part)
        before.kill()

        async def started_again() -> bool:
            now = self.folder.read_processes().get(part)
            return bool(now and now.pid != before.pid and now.find())

        await wait_until(started_again, seconds=60)


def make_servers(network: Network) -> dict[str, Server]:
    """The servers that the network needs, in containers, with its keys and passwords."""
    network.folder.create()
    return {
        "nats": configured_server(network.nats, TopologySettings()),
        "postgres": postgres_server(network.postgres, {}),
    }


@asynccontextmanager
async def running_network(path: Path) -> AsyncIterator[RunningNetwork]:
    """A network in a folder of its own, gone at the end."""
    network = RunningNetwork(DataFolder(path))
    remove_after_us(path)
    try:
        await network.up()
        yield network
    finally:
        await network.remove()


async def _is_ready(http: httpx.AsyncClient, url: str) -> bool:
    try:
        return (await http.get(f"{url}/readyz")).status_code == 200
    except httpx.TransportError:
        return False


@pytest_asyncio.fixture(scope="session")
async def network(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningNetwork]:
    """One network for the system tests of this process."""
    async with running_network(tmp_path_factory.mktemp("network")) as started:
        yield started


@pytest_asyncio.fixture
async def city(network: RunningNetwork) -> AsyncIterator[City]:
    """The network's doors."""
    async with httpx.AsyncClient(timeout=30) as http:
        yield City.of(network.folder, http)


@pytest.fixture
def season(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A word that makes this test's names its own."""
    return f"{request.node.name[:20]}-{tmp_path.parent.name[-3:]}{abs(hash(tmp_path)) % 10_000}"


@pytest_asyncio.fixture
async def members(city: City, season: str) -> list[acts.Member]:
    """Two members, known to every service."""
    officer = city.someone("officer", "officer")
    call = await acts.open_call(city, officer)
    admitted = await acts.admit(city, officer, call, cast(season)[:2])
    for member in admitted:
        await acts.wait_for_rights(member, ("members", "bookings", "promotion"))
    return admitted
