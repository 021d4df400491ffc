"""NATS servers for tests: a bare one with JetStream, and one with the network's accounts."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import nats
from nats.aio.client import Client

from deploy.embedded.nats import EmbeddedNats, server_binary
from deploy.embedded.part import Part
from deploy.nats.settings import TopologySettings
from deploy.waiting import wait_until
from tests.support.containers import Container
from tests.support.ports import free_port
from tests.support.servers import Process, Server, images


@dataclass
class TestNats:
    """A server without accounts and rights, which a test can kill and start again."""

    __test__ = False

    port: int
    server: Server

    @property
    def url(self) -> str:
        return f"nats://127.0.0.1:{self.port}"

    async def start(self) -> None:
        await self.server.start()
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
        await self.server.kill()

    async def lose_everything(self) -> None:
        """End it and delete its streams; `start` begins anew."""
        await self.server.remove()


@asynccontextmanager
async def running_nats(folder: Path) -> AsyncIterator[TestNats]:
    port = free_port()
    server = TestNats(port, _bare_server(folder, port))
    await server.start()
    try:
        yield server
    finally:
        await server.server.remove()


def _bare_server(folder: Path, port: int) -> Server:
    options = ["-js", "-p", str(port)]
    if chosen := images():
        return Container(chosen.nats, [*options, "-sd", "/data"], ports={port: port})
    command = [server_binary(), *options, "-sd", str(folder), "-a", "127.0.0.1"]
    return Process(Part("nats", command, folder / "nats.log"), partial(_delete_streams, folder))


def configured_server(embedded: EmbeddedNats, settings: TopologySettings) -> Server:
    """A server with the network's accounts, as `hcn up` would start it."""
    if chosen := images():
        config = replace(embedded, listen="0.0.0.0").write_config(settings)
        return Container(
            chosen.nats,
            ["--config", str(config)],
            ports={port: port for port in (embedded.port, embedded.monitor_port)},
            files=(config,),
        )
    command = embedded.prepare(settings)
    part = Part("nats", command, embedded.folder / "server.log")
    return Process(part, partial(_delete_streams, embedded.folder))


def _delete_streams(folder: Path) -> None:
    shutil.rmtree(folder / "jetstream", ignore_errors=True)
