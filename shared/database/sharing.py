"""Statements that are sent once for all who need them in the same moment."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from itertools import chain
from uuid import UUID

import asyncpg

from shared.database.absence import reaching_database
from shared.database.plain import PlainConnections
from shared.database.records import Act, as_json
from shared.together import Together

Fetch = Callable[..., Awaitable[list[asyncpg.Record]]]


class SharedStatements:
    """Each a transaction by itself; what changes something may wait, so it goes another way."""

    def __init__(self, read: Fetch, writing: PlainConnections) -> None:
        self._read = read
        self._writing = writing
        self._glances: dict[str, Together[UUID, asyncpg.Record | None]] = {}
        self._keeps: dict[str, Together[Act, bool]] = {}

    async def glance(self, statement: str, id: UUID) -> asyncpg.Record | None:
        """The row with this `id` that a plain statement finds: what is committed, unlocked.

        The statement takes a list of ids. Raises Unavailable when PostgreSQL is away.
        """
        if statement not in self._glances:
            self._glances[statement] = Together(partial(self._glance_all, statement))
        return await self._glances[statement].ask(id)

    async def _glance_all(self, statement: str, ids: Sequence[UUID]) -> list[asyncpg.Record | None]:
        found = {row["id"]: row for row in await self._read(statement, list(ids))}
        return [found.get(id) for id in ids]

    async def keep(self, statement: str, act: Act) -> bool:
        """Keep an act by a statement of `with_records`; what PostgreSQL refuses undoes all of them.

        Raises Unavailable when PostgreSQL is away or the outcome is unknown.
        """
        if statement not in self._keeps:
            self._keeps[statement] = Together(partial(self._keep_all, statement))
        return await self._keeps[statement].ask(act)

    async def _keep_all(self, statement: str, acts: Sequence[Act]) -> list[bool]:
        parts = [list(chain(*rows)) for rows in zip(*(act.parts for act in acts), strict=True)]
        try:
            with reaching_database("outcome_unknown"):
                rows = await self._writing.fetch(statement, *map(as_json, parts))
        except asyncpg.IntegrityConstraintViolationError:
            return [False] * len(acts)
        kept = {row["id"] for row in rows}
        return [act.id in kept for act in acts]
