"""The service that reacts, as a process of its own: ours, or the raw loop.

`python -m tests.benchmarks.reader_process service|raw DSN NATS_URL FOLDER`; ends with its parent.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import nats

from deploy.embedded.network import python_environment
from deploy.embedded.part import Part, start_part
from shared.clock import SystemClock
from shared.service import collect_garbage_seldom
from shared.telemetry import start_telemetry
from tests.benchmarks.place import Place
from tests.benchmarks.raw_reader import RawReader
from tests.shared.garden import Neighbour, make_garden

BATCH = 200


@asynccontextmanager
async def reading(place: Place, kind: str, url: str) -> AsyncIterator[None]:
    """A reader runs while the block does."""
    module = ("-m", "tests.benchmarks.reader_process")
    command = [sys.executable, *module, kind, url, place.nats.url, str(place.folder)]
    log = place.folder / f"reader-{kind}.log"
    reader = await start_part(Part("reader", command, log, environment=python_environment()))
    try:
        yield
    finally:
        reader.kill()
        await reader.wait()


async def read_as_service(url: str, nats_url: str, folder: Path) -> None:
    service = make_garden(url, folder, Neighbour(), SystemClock(), nats_url)
    start_telemetry(service.parts.name, service.parts.settings)
    await service.work()


async def read_raw(url: str, nats_url: str) -> None:
    connection = await nats.connect(nats_url)
    await RawReader(url, connection.jetstream(), BATCH).read_for_ever()


if __name__ == "__main__":
    collect_garbage_seldom()
    _, kind, url, nats_url, folder = sys.argv
    asyncio.run(
        read_as_service(url, nats_url, Path(folder))
        if kind == "service"
        else read_raw(url, nats_url)
    )
