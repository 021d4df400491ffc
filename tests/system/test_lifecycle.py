"""A network leaves nothing behind, goes on with its data, and does not meet another."""

from __future__ import annotations

import httpx
import psutil
import pytest
import pytest_asyncio

from deploy.demo import acts
from deploy.demo.city import City
from deploy.nats.topology import SERVICES
from deploy.waiting import wait_until
from tests.system.conftest import RunningNetwork, running_network

pytestmark = [pytest.mark.system, pytest.mark.xdist_group("story")]


@pytest_asyncio.fixture
async def own_network(tmp_path):
    """A network of this test's own."""
    async with running_network(tmp_path / "own") as started:
        yield started


def processes_of(network: RunningNetwork) -> list[psutil.Process]:
    """All parts but the servers that run in containers."""
    here = {"supervisor", "mail", *SERVICES, "nats", "postgres"} - set(network.servers)
    return [network.process(part) for part in here]


def is_alive(process: psutil.Process) -> bool:
    """A dead child that nobody has asked about yet is no process any more."""
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


async def calls_in(network: RunningNetwork, http: httpx.AsyncClient) -> set[str]:
    listed = await City.of(network.folder, http).passer_by.get("members", "/v1/calls")
    return {one["id"] for one in listed["items"]}


async def test_a_network_goes_on_with_its_data_after_down_and_after_a_kill(
    own_network: RunningNetwork, network: RunningNetwork
):
    async with httpx.AsyncClient(timeout=30) as http:
        city = City.of(own_network.folder, http)
        call = await acts.open_call(city, city.someone("officer", "officer"))
        assert call["id"] not in await calls_in(network, http), "two networks have met"

        processes = processes_of(own_network)
        await own_network.down()
        assert not any(is_alive(one) for one in processes)
        assert own_network.folder.read_run() is None

        await own_network.up()
        assert call["id"] in await calls_in(own_network, http)

        processes = processes_of(own_network)
        own_network.process("supervisor").kill()

        async def all_gone() -> bool:
            return not any(is_alive(one) for one in processes)

        await wait_until(all_gone)
        await own_network.up()
        assert call["id"] in await calls_in(own_network, http)
