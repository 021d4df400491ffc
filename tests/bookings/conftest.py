"""A city with one venue whose bookings service runs in the test's process."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from typing import Any

import pytest
import pytest_asyncio

from tests.bookings.making import City
from tests.bookings.statements import count_statements
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
    return partial(count_statements, city)
