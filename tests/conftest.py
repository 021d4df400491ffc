"""Fixtures that every test can use."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.support.postgres import TestPostgres, running_postgres
from tests.support.running import RunningService
from tests.support.running import running as run_service


@pytest_asyncio.fixture(scope="session")
async def postgres(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[TestPostgres]:
    """One PostgreSQL server for this test process."""
    async with running_postgres(tmp_path_factory.mktemp("postgres")) as server:
        yield server


@pytest.fixture
def running(
    postgres: TestPostgres, tmp_path: Path
) -> Callable[..., AbstractAsyncContextManager[RunningService]]:
    """`async with running("bookings") as bookings:` runs one service on a fresh database."""

    def start(name: str, **settings: Any) -> AbstractAsyncContextManager[RunningService]:
        return partial(run_service, postgres=postgres, folder=tmp_path)(name, **settings)

    return start
