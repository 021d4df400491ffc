"""The migrations make exactly the tables, constraints and indexes that the models describe."""

from __future__ import annotations

import importlib

import pytest
from sqlalchemy import MetaData, text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from deploy.nats.topology import SERVICES
from shared.database.backbone import Backbone

CATALOGUE = text(
    """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
     WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
    UNION ALL
    SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL
    SELECT table_name, column_name,
           data_type || is_nullable || coalesce(collation_name, '') || coalesce(column_default, '')
      FROM information_schema.columns WHERE table_schema = 'public'
    """
)


async def catalogue(url: str, make: tuple[MetaData, ...] = ()) -> set[tuple[str, str, str]]:
    """What a database consists of, after making the tables of `make` in it."""
    engine = create_async_engine(make_url(url).set(drivername="postgresql+asyncpg"))
    async with engine.begin() as connection:
        if make:
            for extension in ("btree_gist", "pg_trgm"):
                await connection.execute(text(f"CREATE EXTENSION {extension}"))
        for metadata in make:
            await connection.run_sync(metadata.create_all)
        rows = await connection.execute(CATALOGUE)
        found = {tuple(row) for row in rows if "alembic_version" not in row[0]}
    await engine.dispose()
    return found


@pytest.mark.parametrize("service", SERVICES)
async def test_models_and_migrations_agree(postgres, service):
    own = importlib.import_module(f"services.{service}.models").Base.metadata
    migrated, modelled = await postgres.database(service), await postgres.create()
    assert await catalogue(migrated) == await catalogue(modelled, (Backbone.metadata, own))
    for url in (migrated, modelled):
        await postgres.drop(url)
