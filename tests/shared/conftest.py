"""The garden, and a NATS server for it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.shared.garden import Neighbour, declare_streams, running_garden
from tests.support.nats_server import TestNats, running_nats
from tests.support.postgres import TestPostgres
from tests.support.running import RunningService

Garden = tuple[RunningService, Neighbour]


@pytest_asyncio.fixture
async def garden(postgres: TestPostgres, tmp_path: Path) -> AsyncIterator[Garden]:
    """The garden without NATS."""
    async with running_garden(postgres, tmp_path) as started:
        yield started


@pytest_asyncio.fixture
async def nats_server(tmp_path: Path) -> AsyncIterator[TestNats]:
    """A NATS server of this test's own, which it may kill."""
    folder = tmp_path / "nats"
    folder.mkdir()
    async with running_nats(folder) as server:
        await declare_streams(server)
        yield server
