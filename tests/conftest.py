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
from tests.support.servers import POSTGRES_VERSIONS, Images, choose


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--containers",
        metavar="POSTGRES_VERSION",
        choices=POSTGRES_VERSIONS,
        help="Run NATS and this PostgreSQL in containers instead of from the embedded binaries.",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Decide where the servers of this run come from."""
    version = config.getoption("containers")
    if version is None:
        return
    from tests.support.containers import NoContainers, require

    chosen = Images.of(version)
    try:
        require(chosen)
    except NoContainers as missing:
        raise pytest.UsageError(str(missing)) from missing
    choose(chosen)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("containers") is None:
        skip = pytest.mark.skip(reason="needs a Docker engine: run with `make test-containers`")
        for item in items:
            if item.get_closest_marker("containers"):
                item.add_marker(skip)


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
