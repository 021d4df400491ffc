"""(d) One row read, and one written with its event, against a bare FastAPI and asyncpg route.

Both servers are processes of their own with the same Granian, the same size of pool, the same door
(token and grants) and the same relay, which publishes what was written. Ours is the whole service:
roles, who may read, idempotency, audit, log, metrics, trace.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path

import asyncpg
from nats.js.api import StreamConfig

from deploy.embedded.network import python_environment
from deploy.embedded.part import Part, last_lines, start_part, stop_process
from deploy.embedded.probe import http_status
from deploy.waiting import wait_until
from shared.ids import new_id
from tests.benchmarks.http_servers import INSERT_PLANT, POOL, SUBJECT
from tests.benchmarks.http_site import CONNECTIONS, PLANTS, READS, WRITES, Site
from tests.benchmarks.method import Comparison, Contestant
from tests.benchmarks.place import SYNC, Place
from tests.shared.garden import GREW, STREAM, make_garden_database
from tests.support.nats_server import TestNats, running_nats
from tests.support.ports import free_port
from tests.support.running import START
from tests.support.tokens import ISSUER

INSERT_GRANT = """
INSERT INTO known_grants (id, issuer, subject, role, valid_from, ended)
VALUES ($1, $2, $3, 'officer', $4, false)
"""


@asynccontextmanager
async def comparisons(place: Place) -> AsyncIterator[list[Comparison]]:
    async with AsyncExitStack() as stack:
        folder = place.folder / "http"
        folder.mkdir()
        nats = await stack.enter_async_context(running_nats(folder))
        await _add_stream(nats)
        garden, bare = [
            await stack.enter_async_context(_open_site(place, folder / name, nats.url))
            for name in ("garden", "bare")
        ]
        yield [
            await _compare("read", garden, bare, (0.7, 0.5)),
            await _compare("write", garden, bare, (0.5, 0.35)),
        ]


async def _compare(act: str, garden: Site, bare: Site, goal: tuple[float, float]) -> Comparison:
    """Warms both up, and notes how busy each process was: the server must be the bottleneck."""
    ours, theirs = getattr(garden, act), getattr(bare, act)
    warm = {site.name: await getattr(site, act)() for site in (garden, bare)}
    return Comparison(
        key="d1" if act == "read" else "d2",
        title=f"HTTP {act}, of a bare route",
        ours=Contestant("service", ours),
        baseline=Contestant("bare FastAPI and asyncpg", theirs),
        conditions={
            "requests": READS if act == "read" else WRITES,
            "connections": CONNECTIONS,
            "database connections": POOL,
            "events per transaction": 0 if act == "read" else 1,
            "rows": PLANTS,
            "cores used": {
                f"{name}: {part}": round(figures[part], 2)
                for name, figures in warm.items()
                for part in ("server", "load")
            },
            "sync": SYNC,
        },
        goals={"requests/s": goal},
    )


async def _add_stream(nats: TestNats) -> None:
    connection = await nats.connect()
    config = StreamConfig(name=STREAM, subjects=[f"hcn.*.{GREW.TYPE.service}.>"])
    await connection.jetstream().add_stream(config)
    await connection.close()


@asynccontextmanager
async def _open_site(place: Place, folder: Path, nats_url: str) -> AsyncIterator[Site]:
    """A server on a database of its own; it ends with this block, and with this process."""
    folder.mkdir()  # noqa: ASYNC240
    database, port = await make_garden_database(place.postgres), free_port()
    module = ("-m", "tests.benchmarks.http_servers")
    part = Part(
        name=folder.name,
        command=[sys.executable, *module, folder.name, str(folder), str(port), database, nats_url],
        log=folder / "server.log",
        environment=python_environment(),
    )
    plants = await _seed(database)
    process = await start_part(part)
    try:
        await wait_until(lambda: _answers(process, port, part.log))
        yield Site(folder, port, database, process, plants)
    finally:
        await stop_process(part, process)


async def _answers(process: asyncio.subprocess.Process, port: int, log: Path) -> bool:
    assert process.returncode is None, f"the server ended: {last_lines(log)}"
    return await http_status(f"http://127.0.0.1:{port}/openapi.json") == 200


async def _seed(database: str) -> list[str]:
    """Rows to read, and the grant that makes the caller an officer."""
    plants = [new_id() for _ in range(PLANTS)]
    readers = ["role:officer"]
    rows = [(id, readers, START, f"plant {n}", "nobody") for n, id in enumerate(plants)]
    connection = await asyncpg.connect(database)
    try:
        await connection.executemany(INSERT_PLANT, rows)
        yesterday = START - timedelta(days=365)
        await connection.execute(INSERT_GRANT, new_id(), ISSUER, SUBJECT, yesterday)
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()
    return [str(id) for id in plants]
