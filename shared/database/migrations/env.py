"""Run by Alembic for each upgrade; the database's address comes from `alembic_config`."""

from __future__ import annotations

import asyncio

from alembic import context
from sqlalchemy import Connection, text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

config = context.config


def run_offline() -> None:
    context.configure(dialect_name="postgresql", literal_binds=True, as_sql=True)
    with context.begin_transaction():
        context.run_migrations()


def run_on(connection: Connection) -> None:
    context.configure(connection=connection, transaction_per_migration=True)
    with context.begin_transaction():
        # Two `hcn migrate` at once: the second waits here and then finds nothing to do.
        connection.execute(text("SELECT pg_advisory_xact_lock(1751346030)"))
        context.run_migrations()


async def run_online() -> None:
    url = make_url(config.attributes["url"]).set(drivername="postgresql+asyncpg")
    tls = config.attributes.get("tls", False)
    engine = create_async_engine(url, connect_args={"ssl": tls})
    async with engine.connect() as connection:
        await connection.run_sync(run_on)
        await connection.commit()
    await engine.dispose()


if context.is_offline_mode():
    run_offline()
else:
    asyncio.run(run_online())
