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

from deploy.embedded.part import Part, start_part
from deploy.embedded.postgres import EmbeddedPostgres, unprivileged_user
from deploy.waiting import wait_until
from shared.database.migrations import migrate
from tests.support.ports import free_port

FORGETFUL = ("-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off")
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
async def running_postgres(folder: Path) -> AsyncIterator[TestPostgres]:
    """Start the embedded server below `folder`, stop it at the end."""
    embedded = EmbeddedPostgres(folder, free_port())
    command = await asyncio.to_thread(embedded.prepare)
    owner = unprivileged_user()
    part = Part(
        name="postgres",
        command=[*command, *FORGETFUL],
        log=folder / "postgres.log",
        user=(owner.pw_uid, owner.pw_gid) if owner else None,
    )
    process = await start_part(part)
    try:
        url = embedded.superuser_url()
        await _until_it_answers(url)
        yield TestPostgres(url)
    finally:
        process.kill()  # nothing in it is kept, so it need not stop in order
        await process.wait()
        embedded.discard()


async def _until_it_answers(url: str) -> None:
    connection = await wait_until(
        lambda: asyncpg.connect(url), away=(OSError, asyncpg.CannotConnectNowError)
    )
    await connection.close()
