"""When an effect is committed: PostgreSQL itself says so, the same for every reader."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import asyncpg

TELL = """
CREATE OR REPLACE FUNCTION tell_of_effect() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN PERFORM pg_notify('effect', NEW.plant::text); RETURN NULL; END $$;
CREATE OR REPLACE TRIGGER tell_of_effect AFTER INSERT ON seen
FOR EACH ROW EXECUTE FUNCTION tell_of_effect();
"""


class Arrivals:
    """Waits for the effects of single events in one database."""

    def __init__(self) -> None:
        self._waiting: dict[str, asyncio.Future[None]] = {}

    def expect(self, plant: UUID) -> asyncio.Future[None]:
        """To be called before the event can possibly have arrived."""
        future = self._waiting[str(plant)] = asyncio.get_running_loop().create_future()
        return future

    @asynccontextmanager
    async def listening(self, url: str) -> AsyncIterator[None]:
        connection = await asyncpg.connect(url)
        await connection.execute(TELL)
        await connection.add_listener("effect", self._note)
        try:
            yield
        finally:
            await connection.close()

    def _note(self, _connection: object, _pid: int, _channel: str, plant: str) -> None:
        if waiting := self._waiting.pop(plant, None):
            waiting.set_result(None)
