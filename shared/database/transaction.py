"""The transaction of one unit of work: it begins with the first statement, or never."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession

from shared.database.records import Act, as_json


class Transaction:
    """A session of SQLAlchemy that is opened when it is asked for."""

    def __init__(self, open_session: Callable[..., AsyncSession]) -> None:
        self._open_session = open_session
        self._session: AsyncSession | None = None
        self.info: dict[str, Any] = {}
        """What whoever listens to the session finds in it."""

    @property
    def session(self) -> AsyncSession:
        if self._session is None:
            self._session = self._open_session(info=self.info)
        return self._session

    @property
    def begun(self) -> bool:
        return self._session is not None and self._session.in_transaction()

    async def begin(self) -> None:
        """Whatever is sent from now on can be undone."""
        await self.session.connection()

    async def fetch(self, statement: str, *arguments: object) -> list[asyncpg.Record]:
        """Rows of one plain statement, in a quarter of the ORM's time.

        It does not send what the session holds first.
        """
        if not self.begun:
            await self.begin()
        adapter: Any = self.session.sync_session.connection().connection.dbapi_connection
        plain: asyncpg.Connection = adapter.driver_connection
        if not plain.is_in_transaction():
            await adapter._start_transaction()  # as SQLAlchemy does before its own first statement
        rows: list[asyncpg.Record] = await plain.fetch(statement, *arguments)
        return rows

    async def keep(self, statement: str, act: Act) -> bool:
        """Keep an act by a statement of `with_records`, or none of it; what went before stands."""
        try:
            async with self.session.begin_nested():
                await self.begin()
                return bool(await self.fetch(statement, *map(as_json, act.parts)))
        except asyncpg.IntegrityConstraintViolationError:
            return False

    async def flush(self) -> None:
        """Send what the session holds."""
        session = self._session
        if session is not None and (session.new or session.dirty or session.deleted):
            await session.flush()

    async def commit(self) -> None:
        if self._session is not None:
            await self._session.commit()

    async def close(self) -> None:
        """Give the connection back; what is still open is undone, whoever gives up waiting."""
        if self.begun:
            await asyncio.shield(asyncio.ensure_future(self.session.close()))
        elif self._session is not None:
            await self._session.close()
