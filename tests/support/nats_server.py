"""A bare NATS server with JetStream for tests of the backbone: no accounts, no rights."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import nats
from nats.aio.client import Client

from deploy.embedded.nats import server_binary
from deploy.embedded.part import Part, start_part
from deploy.waiting import wait_until
from tests.support.ports import free_port


@dataclass
class TestNats:
    """A server that a test can kill and start again on the same data."""

    __test__ = False

    folder: Path
    port: int
    process: asyncio.subprocess.Process | None = None

    @property
    def url(self) -> str:
        return f"nats://127.0.0.1:{self.port}"

    async def start(self) -> None:
        command = [server_binary(), "-js", "-sd", str(self.folder), "-a", "127.0.0.1"]
        part = Part("nats", [*command, "-p", str(self.port)], self.folder / "nats.log")
        self.process = await start_part(part)
        connection = await wait_until(self.connect, away=(Exception,))
        await connection.close()

    async def connect(self) -> Client:
        async def quiet(_error: Exception) -> None:
            return None

        return await nats.connect(
            self.url, allow_reconnect=False, connect_timeout=1, error_cb=quiet
        )

    async def kill(self) -> None:
        """`kill -9`."""
        assert self.process is not None
        self.process.kill()
        await self.process.wait()


@asynccontextmanager
async def running_nats(folder: Path) -> AsyncIterator[TestNats]:
    server = TestNats(folder, free_port())
    await server.start()
    try:
        yield server
    finally:
        await server.kill()
