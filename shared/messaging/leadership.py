"""One active replica for each service publishes and reads events; the others stand by.

The leader holds a PostgreSQL advisory lock on a connection of its own. When that connection ends,
so does its leadership, and what it had under way is fenced by the reader's row lock.
"""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Awaitable, Callable
from contextlib import suppress

import asyncpg

from shared.database.absence import DATABASE_AWAY
from shared.database.engine import Database
from shared.describing import describe_error
from shared.telemetry import LEADER, log

JOURNAL_CHANNEL = "hcn_journal"
RETRY_SECONDS = 1.0
HEARTBEAT_SECONDS = 5.0


class Leadership:
    """Runs `lead` whenever this process is the leader, and cancels it when it no longer is."""

    def __init__(self, database: Database, wake: Callable[[], None]) -> None:
        self.database = database
        self.wake = wake
        self.leading = False
        self._key = zlib.crc32(f"hcn-leader-{database.service}".encode())

    async def run(self, lead: Callable[[], Awaitable[None]]) -> None:
        """Stand by, lead, stand by again, until cancelled."""
        while True:
            try:
                await self._lead_once(lead)
            except (*DATABASE_AWAY, OSError) as error:
                log.warning("leadership_lost", error=repr(error))
            except Exception as error:
                log.error("leader_failed", error=describe_error(error))
            await asyncio.sleep(RETRY_SECONDS)

    async def _lead_once(self, lead: Callable[[], Awaitable[None]]) -> None:
        connection = await self.database.connect_raw()
        try:
            if not await connection.fetchval("SELECT pg_try_advisory_lock($1)", self._key):
                return
            await connection.add_listener(JOURNAL_CHANNEL, lambda *_: self.wake())
            log.info("leading")
            self.leading = True
            LEADER.set(1)
            await self._lead_while_connected(connection, lead)
        finally:
            self.leading = False
            LEADER.set(0)
            await _close(connection)

    async def _lead_while_connected(
        self, connection: asyncpg.Connection, lead: Callable[[], Awaitable[None]]
    ) -> None:
        ended = asyncio.Event()
        connection.add_termination_listener(lambda _: ended.set())
        leading = asyncio.ensure_future(lead())
        lost = asyncio.ensure_future(_until_lost(connection, ended))
        try:
            await asyncio.wait({leading, lost}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            lost.cancel()
            leading.cancel()
            outcome = (await asyncio.gather(leading, return_exceptions=True))[0]
        if isinstance(outcome, Exception):
            raise outcome


async def _until_lost(connection: asyncpg.Connection, ended: asyncio.Event) -> None:
    """Return when the connection has ended, or no longer answers."""
    while not ended.is_set():
        try:
            await connection.fetchval("SELECT 1", timeout=HEARTBEAT_SECONDS)
        except (TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(ended.wait(), HEARTBEAT_SECONDS)


async def _close(connection: asyncpg.Connection) -> None:
    try:
        await connection.close(timeout=1)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError):
        connection.terminate()
