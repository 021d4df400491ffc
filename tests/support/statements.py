"""What PostgreSQL is asked while a test looks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from tests.support.running import RunningService


@contextmanager
def counted(service: RunningService) -> Iterator[list[str]]:
    """The statements that the service sends through SQLAlchemy within the block."""
    engine = service.database.engine.sync_engine
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)
