"""What PostgreSQL is asked while a test looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from shared.auth.grants import IN_FORCE
from shared.database.engine import Database
from shared.database.plain import PlainConnections
from shared.database.transaction import Transaction
from tests.support.running import RunningService

Statement = tuple[str, list[Any]]


@contextmanager
def counted(service: RunningService) -> Iterator[list[str]]:
    """The statements that the service sends through SQLAlchemy within the block."""
    seen: list[str] = []

    def note(statement: str, _values: Sequence[Any]) -> None:
        seen.append(statement)

    with _noting_engine(service.database, note):
        yield seen


@contextmanager
def noted(database: Database) -> Iterator[list[Statement]]:
    """Every statement that is sent within the block, plain ones too, with its values; but what ends
    a step, what a caller may do, and that there is something to publish."""
    seen: list[Statement] = []

    def note(statement: str, values: Sequence[Any]) -> None:
        if statement != IN_FORCE and not any(one in statement for one in ("SAVEPOINT", "notify")):
            seen.append((statement, list(values)))

    def noting(send: Callable[..., Any]) -> Callable[..., Any]:
        async def noting_send(self: object, statement: str, *values: Any) -> Any:
            note(statement, values)
            return await send(self, statement, *values)

        return noting_send

    with pytest.MonkeyPatch.context() as patch, _noting_engine(database, note):
        for kind in (PlainConnections, Transaction):
            patch.setattr(kind, "fetch", noting(kind.fetch))
        yield seen


@contextmanager
def _noting_engine(
    database: Database, note: Callable[[str, Sequence[Any]], None]
) -> Iterator[None]:
    """Call `note` with all that goes through SQLAlchemy."""
    engine = database.engine.sync_engine

    def hear(_connection: Any, _cursor: Any, statement: str, values: Any, *_more: Any) -> None:
        note(statement, values[0] if isinstance(values, list) else values)

    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", hear)
