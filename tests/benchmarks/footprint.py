"""(e) Memory of each service at rest, and how long one takes from its start until it is ready.

The network is the one of `hcn up --empty`. Memory is what the kernel counts for one process, with
everything shared counted whole (RSS) or by its share (PSS). Ready is the first 200 of /readyz of a
process that starts while databases are migrated, streams provisioned and the others running.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import psutil

from deploy.embedded.folder import DataFolder
from deploy.embedded.network import Network, python_environment
from deploy.embedded.part import Part, last_lines, start_part, stop_process
from deploy.embedded.ports import Ports
from deploy.embedded.probe import http_status
from deploy.waiting import wait_until
from tests.benchmarks.method import Absolute
from tests.benchmarks.place import Place
from tests.support.ports import free_port

STARTS = 3
LOOKS = 3
"""Looks at the memory of a quiet process, a second apart."""
MEGABYTE = 1_000_000
CONDITIONS = {
    "e1": {"looks": LOOKS, "network": "hcn up --empty, nothing to do"},
    "e2": {"starts": STARTS, "until": "first 200 of /readyz, a further replica beside the first"},
}


async def measure(place: Place) -> list[Absolute]:
    """Memory and time to ready of the four services."""
    folder = place.folder / "network"
    async with _network(folder) as network:
        parts = network.service_parts()
        seen = [await _rest(network, part) for part in parts]
        ready = [await _start_again(network, part) for part in parts]
    results = []
    for part, memory, seconds in zip(parts, seen, ready, strict=True):
        for kind, values in memory.items():
            results.append(_absolute("e1", f"{part.name} at rest", f"{kind} MB", values, 120, 180))
        results.append(_absolute("e2", f"{part.name} ready", "s", seconds, 1.5, 3.0))
    return sorted(results, key=lambda one: one.key)


def _absolute(
    key: str, title: str, figure: str, values: list[float], goal: float, floor: float
) -> Absolute:
    return Absolute(
        key=key,
        title=title,
        figure=figure,
        median=statistics.median(values),
        least=min(values),
        greatest=max(values),
        goal=goal,
        floor=floor,
        conditions=CONDITIONS[key],
    )


@asynccontextmanager
async def _network(folder: Path) -> AsyncIterator[Network]:
    """A running network that ends with this block, and with this process."""
    network = Network(DataFolder(folder), Ports(free_port(room=20)))
    base = str(network.ports.base)
    command = [sys.executable, "-m", "deploy.cli", "up", "--data", str(folder), "--port-base", base]
    log = folder.parent / f"{folder.name}.log"
    part = Part("network", [*command, "--empty"], log, environment=python_environment())
    process = await start_part(part)

    async def is_ready() -> bool:
        assert process.returncode is None, last_lines(log)
        return network.folder.is_ready()

    try:
        await wait_until(is_ready, seconds=120)
        yield network
    finally:
        await stop_process(part, process)


async def _rest(network: Network, part: Part) -> dict[str, list[float]]:
    """The memory of a service that has nothing to do."""
    run = network.folder.read_run()
    assert run is not None
    process = psutil.Process(run["pids"][part.name])
    values: dict[str, list[float]] = {"RSS": [], "PSS": []}
    for _ in range(LOOKS):
        await asyncio.sleep(1)
        info = process.memory_full_info()
        for kind, found in values.items():
            found.append(getattr(info, kind.lower()) / MEGABYTE)
    return values


async def _start_again(network: Network, part: Part) -> list[float]:
    """Seconds from the start of a further replica to its first 200 of /readyz, several times."""
    port = free_port()
    environment = part.environment | {"HCN_HTTP_PORT": str(port)}
    log = network.folder.path.parent / f"{part.name}.log"
    again = Part(part.name, part.command, log, environment=environment)
    return [await _seconds_to_ready(again, port) for _ in range(STARTS)]


async def _seconds_to_ready(part: Part, port: int) -> float:
    begun = time.perf_counter()
    process = await start_part(part)

    async def answers() -> bool:
        assert process.returncode is None, last_lines(part.log)
        return await http_status(f"http://127.0.0.1:{port}/readyz") == 200

    try:
        await wait_until(answers)
        return time.perf_counter() - begun
    finally:
        await stop_process(part, process)
