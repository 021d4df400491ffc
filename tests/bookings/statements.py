"""How many statements a request needs."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any

from tests.bookings.making import City
from tests.support.statements import counted


async def count_statements(city: City, request: Awaitable[Any]) -> int:
    """Those that go through SQLAlchemy while a request that succeeds runs."""
    with counted(city.service) as seen:
        answer = await request
    assert answer.status_code == 200, answer.text
    return len(seen)
