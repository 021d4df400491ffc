"""One running promotion service for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.promotion.outside import elsewhere, outside
from tests.support.running import RunningService

__all__ = ["elsewhere", "outside"]


@pytest_asyncio.fixture
async def promotion(running) -> AsyncIterator[RunningService]:
    async with running("promotion") as service:
        yield service
