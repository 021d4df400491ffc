"""One running promotion service for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.support.running import RunningService


@pytest_asyncio.fixture
async def promotion(running) -> AsyncIterator[RunningService]:
    async with running("promotion") as service:
        yield service
