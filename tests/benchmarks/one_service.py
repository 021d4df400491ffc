"""One service under measurement, in a process of its own: what a request takes, and what it is made
of (its statements sent bare, and a signed-in route that answers with as large a body).
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg

from deploy.embedded.network import python_environment
from deploy.embedded.part import Part, last_lines, start_part, stop_process
from deploy.embedded.probe import http_status
from deploy.waiting import wait_until
from tests.support.ports import free_port

REQUESTS = 200
Statement = tuple[str, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class OneService:
    """A running service, and a connection that plans each statement for its arguments."""

    port: int
    token: str
    connection: asyncpg.Connection
    requests: int
    """So many are one turn."""

    async def p95_of_gets(self, paths: Sequence[str]) -> float:
        """Milliseconds for GETs one after the other on one connection, the paths in turn."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:

            async def get(number: int) -> None:
                await self._exchange(paths[number % len(paths)], reader, writer)

            return await _p95(get, self.requests)
        finally:
            writer.close()

    async def p95_of_bodies(self, size: int) -> float:
        """Milliseconds for a route that signs in and answers with so many bytes."""
        return await self.p95_of_gets([f"/bench/body/{size}"])

    async def p95_of_statements(self, statements: Sequence[Statement]) -> float:
        """Milliseconds for statements sent as the service sends them, in turn."""

        async def send(number: int) -> None:
            text, arguments = statements[number % len(statements)]
            assert await self.connection.fetch(text, *arguments)

        return await _p95(send, self.requests)

    async def ask(self, path: str) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            return await self._exchange(path, reader, writer)
        finally:
            writer.close()

    async def _exchange(
        self, path: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bytes:
        request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {self.token}"
        writer.write(f"{request}\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200 "), head
        length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
        return await reader.readexactly(int(length))


async def _p95(turn: Callable[[int], Awaitable[None]], count: int) -> float:
    """Milliseconds within which 95 of 100 were done."""
    seconds = []
    for number in range(count):
        begun = time.perf_counter()
        await turn(number)
        seconds.append(time.perf_counter() - begun)
    return 1000 * statistics.quantiles(seconds, n=20)[18]


@asynccontextmanager
async def open_service(
    name: str, folder: Path, database: str, requests: int = REQUESTS
) -> AsyncIterator[OneService]:
    """The service on a database; it ends with this block, and with this process."""
    await asyncio.to_thread(folder.mkdir)
    port = free_port()
    module = ("-m", "tests.benchmarks.service_server")
    command = [sys.executable, *module, name, str(folder), str(port), database]
    part = Part(name, command, folder / "server.log", environment=python_environment())
    process = await start_part(part)
    connection = await asyncpg.connect(database)
    await connection.execute("SET plan_cache_mode = force_custom_plan")
    try:
        await wait_until(lambda: _answers(process, port, part.log))
        yield OneService(port, (folder / "token").read_text(), connection, requests)
    finally:
        await connection.close()
        await stop_process(part, process)


async def _answers(process: asyncio.subprocess.Process, port: int, log: Path) -> bool:
    assert process.returncode is None, f"the server ended: {last_lines(log, 60)}"
    return await http_status(f"http://127.0.0.1:{port}/livez") == 200
