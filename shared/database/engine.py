"""The door to a service's database: every change runs in one transaction that ends here.

Deadlocks and serialization failures are retried; a database that is away becomes Unavailable.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import TypeVar
from uuid import UUID

import asyncpg
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy import func, insert, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.orm.unitofwork import UOWTransaction

from shared.clock import Clock
from shared.database.aggregate import Aggregate
from shared.database.backbone import Change, ServiceState
from shared.database.work import Origin, Work
from shared.errors import Failure, Unavailable
from shared.ids import new_id
from shared.settings import ServiceSettings

T = TypeVar("T")

DEADLOCK = "40P01"
SERIALIZATION_FAILURE = "40001"
RETRIES = 3


class RollBack(Exception):
    """Leaves a transaction without keeping it."""

    def __init__(self, result: object) -> None:
        self.result = result


class Database:
    """One service's PostgreSQL."""

    def __init__(
        self,
        service: str,
        settings: ServiceSettings,
        clock: Clock,
        make_id: Callable[[], UUID] = new_id,
    ) -> None:
        self.service = service
        self.clock = clock
        self.settings = settings
        self.make_id = make_id
        self.wake_relay: Callable[[], None] = lambda: None
        self.wake_due: Callable[[], None] = lambda: None
        self._epoch: int | None = None
        self.engine = create_async_engine(
            make_url(settings.database_url.get_secret_value()).set(drivername="postgresql+asyncpg"),
            pool_size=settings.database_pool,
            max_overflow=0,
            pool_timeout=5,
            hide_parameters=True,  # what people wrote must not reach a log through an error
            connect_args={
                "timeout": 5,
                "command_timeout": 30,
                "ssl": _tls(settings),
                "server_settings": {
                    "lock_timeout": "4s",
                    "idle_in_transaction_session_timeout": "60s",
                },
            },
        )
        self.sessions = async_sessionmaker(self.engine, expire_on_commit=False)

    async def run(
        self,
        use_case: Callable[[Work], Awaitable[T]],
        origin: Origin,
    ) -> T:
        """Run a use case in one transaction and keep it; events leave when it is committed.

        Raises what the use case raises, and Unavailable when PostgreSQL is away.
        """
        for attempt in range(RETRIES + 1):
            try:
                return await self._run_once(use_case, origin)
            except StaleDataError:
                if attempt == RETRIES:
                    raise
            except DBAPIError as error:
                if _state_of(error) not in (DEADLOCK, SERIALIZATION_FAILURE) or attempt == RETRIES:
                    raise
        raise AssertionError("unreachable")

    async def _run_once(self, use_case: Callable[[Work], Awaitable[T]], origin: Origin) -> T:
        async with self._open_session() as session:
            with _reaching_database("database_away"):
                work = await self.begin(session, origin)
            try:
                result = await use_case(work)
                await work.flush()
            except RollBack as rolled_back:
                return rolled_back.result  # type: ignore[return-value]
            with _reaching_database("outcome_unknown"):
                await session.commit()
        if work.wake.relay:
            self.wake_relay()
        if work.wake.due:
            self.wake_due()
        return result

    async def begin(self, session: AsyncSession, origin: Origin) -> Work:
        """A Work on a session whose transaction someone else ends."""
        work = Work(
            session=session,
            service=self.service,
            now=self.clock.now(),
            origin=origin,
            new_id=self.make_id,
            epoch=await self._read_epoch(session),
            settings=self.settings,
        )
        session.info["now"] = work.now
        return work

    async def read(self, query: Callable[[AsyncSession], Awaitable[T]]) -> T:
        """Run a query; raises Unavailable when PostgreSQL is away."""
        async with self._open_session() as session:
            return await query(session)

    @asynccontextmanager
    async def _open_session(self) -> AsyncIterator[AsyncSession]:
        """A session with its connection; to close it on a broken one may fail, too."""
        with _using_database():
            async with self.sessions() as session:
                with _reaching_database("database_away"):
                    await session.connection()
                yield session

    async def notify(self, channel: str) -> None:
        """Tell whoever listens on a channel; raises Unavailable when PostgreSQL is away."""
        with _reaching_database("database_away"):
            async with self.engine.begin() as connection:
                await connection.execute(select(func.pg_notify(channel, "")))

    async def _read_epoch(self, session: AsyncSession) -> int:
        if self._epoch is None:
            self._epoch = await session.scalar(select(ServiceState.epoch)) or 1
        return self._epoch

    async def connect_raw(self) -> asyncpg.Connection:
        """A connection outside the pool, for locks and LISTEN."""
        dsn = self.settings.database_url.get_secret_value()
        return await asyncpg.connect(dsn, timeout=5, ssl=_tls(self.settings))

    async def close(self) -> None:
        await self.engine.dispose()


DATABASE_AWAY = (
    ConnectionError,
    PoolTimeout,
    asyncio.TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.TooManyConnectionsError,
    asyncpg.InterfaceError,
)


LOCK_NOT_AVAILABLE = "55P03"


@contextmanager
def _reaching_database(code: str) -> Iterator[None]:
    """Around nothing but PostgreSQL itself: any failure to reach it becomes Unavailable."""
    try:
        with _using_database():
            yield
    except (*DATABASE_AWAY, OSError) as error:
        raise Unavailable(Failure(code)) from error


@contextmanager
def _using_database() -> Iterator[None]:
    """Around code that also does other things: only what PostgreSQL said counts as its absence."""
    try:
        yield
    except (PoolTimeout, asyncpg.PostgresConnectionError, asyncpg.InterfaceError) as error:
        raise Unavailable(Failure("database_away")) from error
    except DBAPIError as error:
        if _state_of(error) == LOCK_NOT_AVAILABLE:
            raise Unavailable(Failure("database_busy")) from error
        if is_away(error):
            raise Unavailable(Failure("database_away")) from error
        raise


def is_away(error: DBAPIError) -> bool:
    """Whether a database error means that PostgreSQL itself is out of reach, not our statement."""
    state = _state_of(error) or ""
    return error.connection_invalidated or state.startswith(("08", "57P", "53", "3D"))


def _state_of(error: DBAPIError) -> str | None:
    return getattr(error.orig, "sqlstate", None)


def constraint_of(error: DBAPIError) -> str | None:
    """The name of the constraint that a statement broke, if it was one."""
    cause = getattr(error.orig, "__cause__", None)
    return getattr(cause, "constraint_name", None)


def _tls(settings: ServiceSettings) -> ssl.SSLContext | bool:
    return ssl.create_default_context() if settings.database_tls else False


@sqlalchemy_event.listens_for(Session, "before_flush")
def _stamp_aggregates(session: Session, _context: UOWTransaction, _instances: object) -> None:
    """Keep `readers` and `updated_at` of every changed aggregate true."""
    for row in (*session.new, *session.dirty):
        if isinstance(row, Aggregate) and (row in session.new or session.is_modified(row)):
            readers = sorted(row.who_may_read())
            if row.readers != readers:
                row.readers = readers
            row.updated_at = session.info.get("now", row.updated_at)


@sqlalchemy_event.listens_for(Session, "after_flush")
def _note_changes(session: Session, _context: UOWTransaction) -> None:
    """One row in `changes` for each aggregate that this flush wrote."""
    rows = [row for row in (*session.new, *session.dirty) if isinstance(row, Aggregate)]
    noted = [
        _change_of(row, session) for row in rows if row in session.new or session.is_modified(row)
    ]
    if noted:
        session.execute(insert(Change), noted)


def _change_of(row: Aggregate, session: Session) -> dict[str, object]:
    return {
        "kind": row.KIND,
        "aggregate_id": row.id,
        "version": row.version,
        "readers": row.readers,
        "recorded_at": session.info.get("now", row.updated_at),
    }
