"""The door to a service's database: every change runs in one transaction that ends here.

Deadlocks and serialization failures are retried; a database that is away becomes Unavailable.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar
from uuid import UUID

import asyncpg
import orjson
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy import insert
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.orm.unitofwork import UOWTransaction

from shared.clock import Clock
from shared.database.absence import reaching_database, state_of, using_database
from shared.database.aggregate import Aggregate
from shared.database.backbone import Change
from shared.database.plain import PlainConnections
from shared.database.records import change_of
from shared.database.sharing import SharedStatements
from shared.database.transaction import Transaction
from shared.database.work import Origin, Work
from shared.errors import Failure, Unavailable
from shared.ids import new_id
from shared.settings import ServiceSettings

T = TypeVar("T")

DEADLOCK = "40P01"
SERIALIZATION_FAILURE = "40001"
RETRIES = 3
PLAIN_CONNECTIONS = 4
"""A plain statement is short: more of them at once only wait for PostgreSQL instead of here."""


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
        self._plain = PlainConnections(self._connect_plain, PLAIN_CONNECTIONS)
        self._searching = PlainConnections(self._connect_searching, PLAIN_CONNECTIONS)
        self._writing = PlainConnections(self._connect_plain, PLAIN_CONNECTIONS)
        self._shared = SharedStatements(self.fetch, self._writing)
        self.engine = create_async_engine(
            make_url(settings.database_url.get_secret_value()).set(drivername="postgresql+asyncpg"),
            pool_size=settings.database_pool,
            max_overflow=0,
            pool_timeout=5,
            hide_parameters=True,  # what people wrote must not reach a log through an error
            async_creator=self._connect,
        )
        sqlalchemy_event.listen(self.engine.sync_engine, "checkout", _refuse_closed)
        self.sessions = async_sessionmaker(self.engine, expire_on_commit=False)
        self._reading = async_sessionmaker(
            self.engine.execution_options(isolation_level="AUTOCOMMIT"), expire_on_commit=False
        )

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
            except StaleDataError as error:
                if attempt == RETRIES:
                    raise Unavailable(Failure("database_busy")) from error
            except (DBAPIError, asyncpg.PostgresError) as error:
                if state_of(error) not in (DEADLOCK, SERIALIZATION_FAILURE) or attempt == RETRIES:
                    raise
        raise AssertionError("unreachable")

    async def _run_once(self, use_case: Callable[[Work], Awaitable[T]], origin: Origin) -> T:
        async with self._transaction() as transaction:
            work = await self.begin(transaction, origin)
            try:
                result = await use_case(work)
                await work.flush()
            except RollBack as rolled_back:
                return rolled_back.result  # type: ignore[return-value]
            with reaching_database("outcome_unknown"):
                await transaction.commit()
        if work.wake.relay:
            self.wake_relay()
        if work.wake.due:
            self.wake_due()
        return result

    async def begin(self, transaction: Transaction, origin: Origin) -> Work:
        """A Work in a transaction that someone else ends."""
        work = Work(
            transaction=transaction,
            service=self.service,
            now=self.clock.now(),
            origin=origin,
            new_id=self.make_id,
            epoch=await self._read_epoch(),
            settings=self.settings,
            glance=self._shared.glance,
            keep=self._shared.keep,
        )
        transaction.info |= {"now": work.now, "changes": work.records.changes}
        return work

    async def read(self, query: Callable[[AsyncSession], Awaitable[T]]) -> T:
        """Run a query; raises Unavailable when PostgreSQL is away.

        Each statement stands by itself and sees what is committed, as it would in a transaction of
        PostgreSQL's usual isolation, without the two round trips that begin and end one.
        """
        with using_database():
            session = self._reading()
            try:
                return await query(session)
            finally:
                await session.close()

    async def fetch(self, statement: str, *arguments: object) -> list[asyncpg.Record]:
        """Rows of one plain statement, which commits by itself; for what every request asks.

        Raises Unavailable when PostgreSQL is away.
        """
        with reaching_database("database_away"):
            return await self._plain.fetch(statement, *arguments)

    async def search(self, statement: str, *arguments: object) -> list[asyncpg.Record]:
        """Rows of one plain statement whose best plan hangs on its arguments.

        Planned anew each time: after some calls PostgreSQL may else settle for one plan for all,
        and a search for a rare word would read every row. Raises Unavailable when it is away.
        """
        with reaching_database("database_away"):
            return await self._searching.fetch(statement, *arguments)

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[Transaction]:
        """Undone unless it is committed; to close it on a broken connection may fail."""
        with using_database():
            transaction = Transaction(self.sessions)
            try:
                yield transaction
            finally:
                await transaction.close()

    async def notify(self, channel: str) -> None:
        """Tell whoever listens on a channel; raises Unavailable when PostgreSQL is away."""
        await self.fetch("SELECT pg_notify($1, '')", channel)

    async def _read_epoch(self) -> int:
        if self._epoch is None:
            found = await self.fetch("SELECT epoch FROM service_state")
            self._epoch = found[0]["epoch"] if found else 1
        return self._epoch

    async def _connect(self) -> asyncpg.Connection:
        """For SQLAlchemy's pool."""
        with reaching_database("database_away"):
            return await self.connect_raw()

    async def connect_raw(self) -> asyncpg.Connection:
        """A connection outside SQLAlchemy's pool, for locks and LISTEN."""
        dsn = self.settings.database_url.get_secret_value()
        return await asyncpg.connect(dsn, **self._connect_arguments())

    async def _connect_plain(self) -> asyncpg.Connection:
        """One that reads JSON as SQLAlchemy's connections do, within rows of rows as well."""
        connection = await self.connect_raw()
        for name, version in (("json", b""), ("jsonb", b"\x01")):
            await connection.set_type_codec(
                name,
                schema="pg_catalog",
                encoder=lambda text, version=version: version + text.encode(),
                decoder=lambda sent, version=version: orjson.loads(sent[len(version) :]),
                format="binary",
            )
        return connection

    async def _connect_searching(self) -> asyncpg.Connection:
        connection = await self._connect_plain()
        await connection.execute("SET plan_cache_mode = force_custom_plan")
        return connection

    def _connect_arguments(self) -> dict[str, Any]:
        return {
            "timeout": 5,
            "command_timeout": 30,
            "ssl": self.settings.database_tls_context(),
            "server_settings": {
                "lock_timeout": "4s",
                "idle_in_transaction_session_timeout": "60s",
            },
        }

    async def close(self) -> None:
        self._plain.close()
        self._searching.close()
        self._writing.close()
        await self.engine.dispose()


def _refuse_closed(connection: Any, _record: object, _proxy: object) -> None:
    """A connection that PostgreSQL has ended meanwhile is replaced, before anyone notices."""
    if connection.driver_connection.is_closed():
        raise DisconnectionError


@sqlalchemy_event.listens_for(Session, "before_flush")
def _stamp_aggregates(session: Session, _context: UOWTransaction, _instances: object) -> None:
    """Keep `readers` and `updated_at` of every changed aggregate true."""
    for row in _written_aggregates(session):
        readers = sorted(row.who_may_read())
        if row.readers != readers:
            row.readers = readers
        row.updated_at = session.info.get("now", row.updated_at)


@sqlalchemy_event.listens_for(Session, "after_flush")
def _note_changes(session: Session, _context: UOWTransaction) -> None:
    """One row in `changes` for each aggregate that this flush wrote."""
    now = session.info.get("now")
    noted = [change_of(row, now or row.updated_at) for row in _written_aggregates(session)]
    later = session.info.get("changes")
    if later is not None and not session.in_nested_transaction():
        later.extend(noted)  # with the events and the audit entry
    elif noted:
        session.execute(insert(Change), noted)  # goes with its savepoint, if that is undone


def _written_aggregates(session: Session) -> list[Aggregate]:
    """What this flush inserts or updates."""
    new = [row for row in session.new if isinstance(row, Aggregate)]
    dirty = [row for row in session.dirty if isinstance(row, Aggregate)]
    return [*new, *(row for row in dirty if session.is_modified(row))]
