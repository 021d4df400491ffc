"""What an error of PostgreSQL means: that it is away or busy, or that our statement was wrong.

The same error comes bare from a plain statement, and wrapped from one that SQLAlchemy sent.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from shared.errors import Failure, Unavailable

LOCK_NOT_AVAILABLE = "55P03"

CONNECTION_BROKEN = (
    PoolTimeout,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
)
"""Nothing but PostgreSQL can be meant. The last is how the client says that an answer broke off."""

DATABASE_AWAY = (
    *CONNECTION_BROKEN,
    ConnectionError,
    asyncio.TimeoutError,
    asyncpg.CannotConnectNowError,
    asyncpg.TooManyConnectionsError,
)


@contextmanager
def reaching_database(code: str) -> Iterator[None]:
    """Around nothing but PostgreSQL itself: any failure to reach it becomes Unavailable."""
    try:
        with using_database():
            yield
    except (*DATABASE_AWAY, OSError) as error:
        raise Unavailable(Failure(code)) from error


@contextmanager
def using_database() -> Iterator[None]:
    """Around code that also does other things: only what PostgreSQL said counts as its absence."""
    try:
        yield
    except CONNECTION_BROKEN as error:
        raise Unavailable(Failure("database_away")) from error
    except (DBAPIError, asyncpg.PostgresError) as error:
        if state_of(error) == LOCK_NOT_AVAILABLE:
            raise Unavailable(Failure("database_busy")) from error
        if _is_away(error):
            raise Unavailable(Failure("database_away")) from error
        raise


def _is_away(error: DBAPIError | asyncpg.PostgresError) -> bool:
    """Whether PostgreSQL itself is out of reach; no fault of our statement."""
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    return (state_of(error) or "").startswith(("08", "57P", "53", "3D"))


def state_of(error: DBAPIError | asyncpg.PostgresError) -> str | None:
    """The SQLSTATE."""
    return getattr(error.orig if isinstance(error, DBAPIError) else error, "sqlstate", None)


def constraint_of(error: DBAPIError) -> str | None:
    """The name of the constraint that a statement broke, if it was one."""
    cause = getattr(error.orig, "__cause__", None)
    return getattr(cause, "constraint_name", None)
