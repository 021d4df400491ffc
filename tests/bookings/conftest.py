"""A city with one venue whose bookings service runs in the test's process."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import event

from tests.bookings.making import City
from tests.support.running import RunningService


@pytest_asyncio.fixture
async def city(
    running: Callable[..., AbstractAsyncContextManager[RunningService]],
) -> AsyncIterator[City]:
    async with running("bookings") as service:
        city = City(service)
        await city.open_venue()
        yield city


@pytest_asyncio.fixture
async def scratch_city(
    running: Callable[..., AbstractAsyncContextManager[RunningService]],
) -> AsyncIterator[City]:
    """A city whose tables a test may change."""
    async with running("bookings", scratch=True) as service:
        city = City(service)
        await city.open_venue()
        yield city


@pytest.fixture
def statements(city: City) -> Callable[[Awaitable[Any]], Awaitable[int]]:
    """`await statements(client.get(url))` counts the statements that a request needs."""
    engine = city.service.database.engine.sync_engine

    async def count(request: Awaitable[Any]) -> int:
        seen: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
            seen.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        answer = await request
        event.remove(engine, "before_cursor_execute", note)
        assert answer.status_code == 200, answer.text
        return len(seen)

    return count
