"""How many statements a request needs."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any

from sqlalchemy import event

from tests.bookings.making import City


async def count_statements(city: City, request: Awaitable[Any]) -> int:
    """Those that go through SQLAlchemy while a request that succeeds runs."""
    engine = city.service.database.engine.sync_engine
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    answer = await request
    event.remove(engine, "before_cursor_execute", note)
    assert answer.status_code == 200, answer.text
    return len(seen)
