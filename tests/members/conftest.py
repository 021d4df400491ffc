"""The members service with the persons of its story, and shortcuts through the story."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import event

from tests.members.documents import Desk
from tests.members.making import Network


@pytest_asyncio.fixture
async def network(running) -> AsyncIterator[Network]:
    """The members service, running on a fresh database."""
    async with running("members") as service:
        yield Network(service)


@pytest_asyncio.fixture
async def sweeping(running) -> AsyncIterator[Network]:
    """The same, removing stored files as soon as nothing names them."""
    async with running("members", orphan_file_minutes=0) as service:
        yield Network(service)


@pytest.fixture
def desk(network: Network) -> Desk:
    """The officer's steps with official documents."""
    return Desk(network)


@pytest_asyncio.fixture
async def statements(network) -> Callable[[Awaitable[Any]], Awaitable[int]]:
    """`await statements(client.get(url))` counts the statements that a request needs."""
    engine = network.service.database.engine.sync_engine

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
