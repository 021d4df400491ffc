"""One service in production mode, with TLS on every side, on the embedded binaries.

They lack TLS for PostgreSQL, so a door in front of it speaks PostgreSQL's way of asking for TLS.
"""

from __future__ import annotations

import asyncio
import json
import ssl
import struct
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import httpx
from joserfc.jwk import KeySet
from sqlalchemy.engine import make_url

from deploy.containers.certificates import CERTIFICATE, KEY, TRUSTED, Authority
from deploy.embedded.nats import server_binary
from deploy.embedded.network import python_environment
from deploy.embedded.part import Part, start_part, stop_process
from deploy.embedded.probe import http_status
from deploy.nats.accounts import HCN
from deploy.nats.admin import connect_admin
from deploy.nats.declared import declared_durables
from deploy.nats.keys import KeyFolder
from deploy.nats.provision import provision
from deploy.nats.server import ServerPlace, server_config
from deploy.nats.settings import TopologySettings
from deploy.nats.topology import build_topology
from deploy.nats.users import issue_users
from deploy.waiting import wait_until
from tests.support import tokens
from tests.support.ports import free_port
from tests.support.postgres import TestPostgres

HOST = "localhost"
ASK_FOR_TLS = struct.pack("!II", 8, 80877103)


@dataclass
class Production:
    """A running service; `environment` is what it was told."""

    environment: dict[str, str]
    process: asyncio.subprocess.Process
    http: httpx.AsyncClient
    database: str
    """Its database without the door."""
    log: Path


@asynccontextmanager
async def in_production(
    service: str, postgres: TestPostgres, folder: Path
) -> AsyncIterator[Production]:
    """Everything around one service, and the service."""
    authority = Authority(folder / "authority")
    authority.issue(folder, [HOST])
    trusted = str(folder / "authority" / TRUSTED)
    database = await postgres.database(service)
    async with AsyncExitStack() as stack:
        door = await stack.enter_async_context(_door(folder, database))
        issuer = await stack.enter_async_context(_issuer(folder))
        nats = await stack.enter_async_context(_nats(folder, trusted))
        port = free_port()
        environment = {
            "HCN_MODE": "production",
            "HCN_TLS_CA": trusted,
            "HCN_DATABASE_URL": door,
            "HCN_DATABASE_TLS": "true",
            "HCN_NATS_URL": nats,
            "HCN_NATS_CREDS": str(_keys(folder).credentials_file(HCN, service)),
            "HCN_HTTP_PORT": str(port),
            "HCN_HTTP_TLS_CERTIFICATE": str(folder / CERTIFICATE),
            "HCN_HTTP_TLS_KEY": str(folder / KEY),
            "HCN_AUTH_JWKS": issuer,
            "HCN_AUTH_ISSUER": tokens.ISSUER,
            "HCN_FILES_DIR": str(folder / "files"),
        }
        log = folder / f"{service}.log"
        part = Part(
            service,
            [sys.executable, "-m", f"services.{service}"],
            log,
            environment=python_environment() | environment,
        )
        process = await start_part(part)
        stack.push_async_callback(stop_process, part, process)
        context = ssl.create_default_context(cafile=trusted)
        address = f"https://{HOST}:{port}"
        http = httpx.AsyncClient(base_url=address, verify=context, timeout=30)
        await stack.enter_async_context(http)
        yield Production(environment, process, http, database, log)


@asynccontextmanager
async def _door(folder: Path, database: str) -> AsyncIterator[str]:
    """PostgreSQL with TLS: the address of a door that passes on what it deciphers."""
    inside = make_url(database)
    assert inside.host is not None
    assert inside.port is not None
    to_inside = partial(asyncio.open_connection, inside.host, inside.port)
    context = _server_context(folder)

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if await reader.readexactly(8) != ASK_FOR_TLS:
            writer.close()  # whoever does not ask for TLS does not come in
            return
        writer.write(b"S")
        await writer.start_tls(context)
        inner_reader, inner_writer = await to_inside()
        ways = [_pass_on(reader, inner_writer), _pass_on(inner_reader, writer)]
        await asyncio.gather(*ways, return_exceptions=True)

    async with _listening(take) as port:
        yield inside.set(host=HOST, port=port).render_as_string(hide_password=False)


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    finally:
        writer.close()


@asynccontextmanager
async def _issuer(folder: Path) -> AsyncIterator[str]:
    """The sign-in's public keys by https."""
    body = json.dumps(KeySet([tokens.KEY]).as_dict(private=False)).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(head + body)
        await writer.drain()
        writer.close()

    async with _listening(answer, _server_context(folder)) as port:
        yield f"https://{HOST}:{port}/jwks.json"


@asynccontextmanager
async def _listening(take, context: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    open_now: set[asyncio.Task[None]] = set()

    async def noted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        open_now.add(task)
        with suppress(OSError, asyncio.IncompleteReadError):
            await take(reader, writer)
        open_now.discard(task)

    server = await asyncio.start_server(noted, "127.0.0.1", 0, ssl=context)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for task in open_now:
            task.cancel()
        await asyncio.gather(*open_now, return_exceptions=True)


@asynccontextmanager
async def _nats(folder: Path, trusted: str) -> AsyncIterator[str]:
    """A server as `deploy/containers/keys.py` sets it up, provisioned over TLS."""
    keys, settings, declared = _keys(folder), TopologySettings(), declared_durables()
    keys.create(settings)
    issue_users(keys, declared)
    port, monitor = free_port(), free_port()
    place = ServerPlace(
        name="hcn",
        listen=f"127.0.0.1:{port}",
        monitor=f"127.0.0.1:{monitor}",
        data=folder / "nats-data",
        tls=(folder / CERTIFICATE, folder / KEY),
    )
    config = folder / "server.conf"
    config.write_text(server_config(place, keys, settings))
    part = Part("nats", [server_binary(), "--config", str(config)], folder / "nats.log")
    process = await start_part(part)
    try:

        async def healthy() -> bool:
            return await http_status(f"http://127.0.0.1:{monitor}/healthz") == 200

        await wait_until(healthy)
        url = f"tls://{HOST}:{port}"
        topology = build_topology(settings, [one for own in declared.values() for one in own])
        async with connect_admin(url, keys) as admin:
            await provision(admin, topology)
        yield url
    finally:
        await stop_process(part, process)


def _keys(folder: Path) -> KeyFolder:
    return KeyFolder(folder / "keys")


def _server_context(folder: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / CERTIFICATE, folder / KEY)
    return context
