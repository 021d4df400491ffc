"""The migration makes the very constraints and indexes that the models describe."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from services.bookings.models import Base
from tests.support.postgres import TestPostgres

CATALOGUE = text(
    """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
     WHERE conrelid::regclass::text = ANY(:tables)
    UNION ALL
    SELECT tablename, indexname, indexdef FROM pg_indexes WHERE tablename = ANY(:tables)
    UNION ALL
    SELECT table_name, column_name, data_type || is_nullable || coalesce(collation_name, '')
      FROM information_schema.columns WHERE table_name = ANY(:tables)
    """
)
TABLES = sorted(Base.metadata.tables)


async def catalogue(url: str, make: bool) -> set[tuple[str, str, str]]:
    engine = create_async_engine(make_url(url).set(drivername="postgresql+asyncpg"))
    async with engine.begin() as connection:
        if make:
            await connection.execute(text("CREATE EXTENSION btree_gist"))
            await connection.run_sync(Base.metadata.create_all)
        found = {tuple(row) for row in await connection.execute(CATALOGUE, {"tables": TABLES})}
    await engine.dispose()
    return found


async def test_constraints_and_indexes_are_those_of_the_models(postgres: TestPostgres) -> None:
    migrated, modelled = await postgres.database("bookings"), await postgres.create()
    assert await catalogue(migrated, make=False) == await catalogue(modelled, make=True)
    for url in (migrated, modelled):
        await postgres.drop(url)
