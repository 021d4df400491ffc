"""A whole network for system tests: the one that `hcn up` starts, on ports of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
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
from deploy.waiting import wait_until
from tests.support.ports import free_port


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

    def up(self) -> None:
        """Start, or wait until a running one is ready again."""
        run_detached(Network(self.folder, self.ports), Quiet(), empty=False)

    def down(self) -> None:
        stop_network(self.folder)

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
        """`kill -9`, and wait until the supervisor has started it again."""
        before = self.process(part)
        before.kill()

        async def started_again() -> bool:
            now = self.folder.read_processes().get(part)
            return bool(now and now.pid != before.pid and now.find())

        await wait_until(started_again, seconds=60)


async def _is_ready(http: httpx.AsyncClient, url: str) -> bool:
    try:
        return (await http.get(f"{url}/readyz")).status_code == 200
    except httpx.TransportError:
        return False


@pytest.fixture(scope="session")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningNetwork]:
    """One network for the system tests of this process."""
    folder = DataFolder(tmp_path_factory.mktemp("network"))
    started = RunningNetwork(folder)
    started.up()
    try:
        yield started
    finally:
        started.down()


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
