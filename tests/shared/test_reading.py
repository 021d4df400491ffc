"""Reading one row: by the short way and by the ORM's, with connections that break meanwhile."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select, text

from services.members.models import Application, Member
from shared.database.backbone import Change
from shared.database.lookup import lookup_of
from shared.errors import Unavailable
from shared.ids import new_id
from tests.shared.conftest import Garden
from tests.shared.garden import Plant
from tests.support.running import START


async def plant(garden: Garden) -> str:
    answer = await garden[0].as_("officer").post("/v1/plants", json={"name": "Sen"})
    return str(answer.json()["id"])


async def test_the_short_way_reads_what_the_orm_reads(garden: Garden) -> None:
    id = await plant(garden)
    database, lookup = garden[0].database, lookup_of(Plant)
    assert lookup is not None
    async with database.sessions() as session:
        loaded = await session.get(Plant, id)
    assert loaded is not None
    [record] = await database.fetch(lookup.statement, loaded.id)
    short = lookup.reader.make(record)
    names = lookup.reader.columns
    assert {name: getattr(short, name) for name in names} == {
        name: getattr(loaded, name) for name in names
    }


def test_what_has_relationships_goes_the_way_of_the_orm() -> None:
    assert lookup_of(Application) is None
    assert lookup_of(Member) is not None


async def test_connections_that_postgresql_ended_are_replaced_unnoticed(garden: Garden) -> None:
    id, officer = await plant(garden), garden[0].as_("officer")
    answers = await asyncio.gather(*(officer.get(f"/v1/plants/{id}") for _ in range(10)))
    assert {one.status_code for one in answers} == {200}
    raw = await garden[0].database.connect_raw()
    await raw.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    await raw.close()
    answers = [await officer.get(f"/v1/plants/{id}") for _ in range(10)]
    assert {one.status_code for one in answers} <= {200, 503}
    assert answers[-1].status_code == 200


async def test_a_plain_statement_on_a_locked_table_is_busy_not_broken(
    garden: Garden,
) -> None:
    database = garden[0].database
    async with database.engine.begin() as connection:
        await connection.execute(text("LOCK TABLE known_grants IN ACCESS EXCLUSIVE MODE"))
        with pytest.raises(Unavailable) as refused:
            await database.fetch("SELECT count(*) FROM known_grants")
    assert refused.value.failures[0].code == "database_busy"


async def test_changes_of_an_undone_step_are_not_told(garden: Garden) -> None:
    database = garden[0].database
    async with database.sessions() as session, session.begin():
        for name in ("kept", "undone"):
            session.info["changes"] = []
            step = await session.begin_nested()
            session.add(Plant(**_columns(name)))
            await session.flush()
            await (step.commit() if name == "kept" else step.rollback())
    async with database.sessions() as session:
        assert len((await session.scalars(select(Change))).all()) == 1


def _columns(name: str) -> dict[str, object]:
    return {
        "id": new_id(),
        "name": name,
        "height": 0,
        "owner": "nobody",
        "event_sequence": 0,
        "created_at": START,
        "updated_at": START,
    }
