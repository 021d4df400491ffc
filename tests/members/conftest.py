"""The members service with the persons of its story, and shortcuts through the story."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.members.documents import Desk
from tests.members.making import Network


@pytest_asyncio.fixture
async def network(running) -> AsyncIterator[Network]:
    """The members service, running on a fresh database."""
    async with running("members") as service:
        yield Network(service)


@pytest.fixture
def desk(network: Network) -> Desk:
    """The officer's steps with official documents."""
    return Desk(network)
