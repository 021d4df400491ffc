"""A real PostgreSQL for tests: a server for each test process, databases copied from templates."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import asyncpg
from sqlalchemy.engine import make_url

from deploy.embedded.part import Part
from deploy.embedded.postgres import (
    BEHAVIOUR,
    SUPERUSER,
    EmbeddedPostgres,
    server_flags,
    unprivileged_user,
)
from deploy.waiting import wait_until
from shared.database.absence import DATABASE_AWAY
from shared.database.migrations import migrate
from tests.support.containers import Container
from tests.support.ports import free_port
from tests.support.servers import Process, Server, images

FORGETFUL = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
"""Nothing in it outlives the tests, so nothing has to reach the disk."""


KEEP_SEEDS = """
CREATE SCHEMA seeds;
DO $$ DECLARE t text; BEGIN
  FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('CREATE TABLE seeds.%I AS TABLE public.%I', t, t);
  END LOOP;
END $$
"""
"""What migrations put into tables, to have it again after a test."""

EMPTY_ALL = """
SET session_replication_role = replica;
DO $$ DECLARE t text; BEGIN
  FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('DELETE FROM public.%I', t);
    EXECUTE format('INSERT INTO public.%I OVERRIDING SYSTEM VALUE TABLE seeds.%I', t, t);
  END LOOP;
END $$
"""


@dataclass
class TestPostgres:
    """A running server; `database` gives an empty, migrated database of a service."""

    __test__ = False

    superuser_url: str
    templates: dict[str, str] = field(default_factory=dict)
    idle: dict[str, list[str]] = field(default_factory=dict)
    """Databases that a test has given back, emptied, by service."""

    async def database(self, service: str) -> str:
        """DSN of a fresh database with the service's tables."""
        if service not in self.templates:
            self.templates[service] = await self._make_template(service)
        return await self.create(template=self.templates[service])

    async def borrow(self, service: str) -> str:
        """DSN of a database as freshly migrated; one that was given back, when there is one."""
        known = self.idle.get(service)
        return known.pop() if known else await self.database(service)

    async def give_back(self, service: str, url: str) -> None:
        """Empty a database and keep it for the next test: far faster than making one."""
        connection = await asyncpg.connect(url)
        try:
            await connection.execute(EMPTY_ALL)
        finally:
            await connection.close()
        self.idle.setdefault(service, []).append(url)

    async def create(self, template: str = "template1") -> str:
        name = f"test_{uuid4().hex}"
        await self._execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return self._url(name)

    async def drop(self, url: str) -> None:
        await self._execute(f"DROP DATABASE IF EXISTS {make_url(url).database} WITH (FORCE)")

    async def _make_template(self, service: str) -> str:
        name = f"template_{service}"
        await self._execute(f"CREATE DATABASE {name}")
        await asyncio.to_thread(migrate, service, self._url(name))
        connection = await asyncpg.connect(self._url(name))
        await connection.execute(KEEP_SEEDS)
        await connection.close()
        return name

    def _url(self, name: str) -> str:
        url = make_url(self.superuser_url).set(database=name)
        return url.render_as_string(hide_password=False)

    async def _execute(self, statement: str) -> None:
        connection = await asyncpg.connect(self.superuser_url)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()


@asynccontextmanager
async def running_postgres(folder: Path, *, durable: bool = False) -> AsyncIterator[TestPostgres]:
    """Start a server below `folder`, stop it at the end.

    `durable` writes through to the disk as a real installation does; benchmarks need it.
    """
    embedded = EmbeddedPostgres(folder, free_port())
    settings = {"shared_buffers": "256MB"} if durable else FORGETFUL  # as compose.yaml has it
    server = await asyncio.to_thread(postgres_server, embedded, settings)
    try:
        await server.start()
        url = embedded.superuser_url()
        await _until_it_answers(url)
        yield TestPostgres(url)
    finally:
        await server.remove()


def postgres_server(embedded: EmbeddedPostgres, settings: dict[str, str]) -> Server:
    """A server as `hcn up` would start it, but for `settings`."""
    if chosen := images():
        embedded.make_passwords()
        password = make_url(embedded.superuser_url()).password
        return Container(
            chosen.postgres,
            ["postgres", *server_flags(BEHAVIOUR | settings)],
            ports={5432: embedded.port},
            environment={"POSTGRES_USER": SUPERUSER, "POSTGRES_PASSWORD": str(password)},
        )
    owner = unprivileged_user()
    command = [*embedded.prepare(), *server_flags(settings)]
    user = (owner.pw_uid, owner.pw_gid) if owner else None
    part = Part("postgres", command, embedded.folder / "postgres.log", user=user)
    return Process(part, embedded.discard)


async def _until_it_answers(url: str) -> None:
    connection = await wait_until(lambda: asyncpg.connect(url), away=(*DATABASE_AWAY, OSError))
    await connection.close()
