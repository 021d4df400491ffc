"""The migrations make exactly the tables that the models describe."""

from __future__ import annotations

import importlib

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from deploy.nats.topology import SERVICES
from shared.database.backbone import Backbone


@pytest.mark.parametrize("service", SERVICES)
async def test_models_and_migrations_agree(postgres, service):
    url = await postgres.database(service)
    own = importlib.import_module(f"services.{service}.models").Base.metadata
    engine = create_async_engine(make_url(url).set(drivername="postgresql+asyncpg"))

    def compare(connection):
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return [
            difference
            for difference in compare_metadata(context, [own, Backbone.metadata])
            if "alembic_version" not in str(difference)
        ]

    async with engine.connect() as connection:
        differences = await connection.run_sync(compare)
    await engine.dispose()
    await postgres.drop(url)
    assert differences == []
