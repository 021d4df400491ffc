"""Connections for single plain statements, outside SQLAlchemy's pool.

What every request and every event asks (grants, one row, what waits to go) passes here: to check a
connection out of SQLAlchemy and in again costs 140-280 µs, more than the question itself (40-60).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import asyncpg


class PlainConnections:
    """Up to `most` connections, each made when none is idle."""

    def __init__(self, connect: Callable[[], Awaitable[asyncpg.Connection]], most: int) -> None:
        self._connect = connect
        self._places = asyncio.Semaphore(most)
        self._idle: list[asyncpg.Connection] = []

    async def fetch(self, statement: str, *arguments: object) -> list[asyncpg.Record]:
        """Rows of one statement, which commits by itself."""
        async with self._places:
            connection = self._find_idle() or await self._connect()
            try:
                rows: list[asyncpg.Record] = await connection.fetch(statement, *arguments)
            except asyncpg.PostgresError:
                self._idle.append(connection)  # what was refused is undone, the answer is whole
                raise
            except BaseException:
                connection.terminate()  # what it still has to say must not answer the next one
                raise
            self._idle.append(connection)
            return rows

    def _find_idle(self) -> asyncpg.Connection | None:
        while self._idle:
            connection = self._idle.pop()
            if not connection.is_closed():
                return connection
        return None

    def close(self) -> None:
        """End what is idle."""
        while self._idle:
            self._idle.pop().terminate()
