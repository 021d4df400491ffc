"""Single statements beside SQLAlchemy's pool: connections are few, reused, never handed on ill."""

from __future__ import annotations

import asyncio

import asyncpg
import pytest

from deploy.waiting import wait_until
from shared.database.absence import DATABASE_AWAY
from shared.database.plain import PlainConnections

PID = "SELECT pg_backend_pid()"
END_ALL_OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
HOLD = "SELECT pg_backend_pid(), pg_sleep(0.05)"


@pytest.fixture
async def plain(postgres):
    url = await postgres.create()
    connections = PlainConnections(lambda: asyncpg.connect(url), most=2)
    yield connections
    connections.close()
    await postgres.drop(url)


async def pid_of(plain: PlainConnections, statement: str = PID) -> int:
    return int((await plain.fetch(statement))[0][0])


async def test_one_after_the_other_shares_a_connection(plain):
    assert await pid_of(plain) == await pid_of(plain)


async def test_more_at_once_than_allowed_wait_for_their_turn(plain):
    pids = await asyncio.gather(*(pid_of(plain, HOLD) for _ in range(8)))
    assert len(set(pids)) == 2


async def test_a_statement_that_is_refused_costs_no_connection(plain):
    first = await pid_of(plain)
    with pytest.raises(asyncpg.DivisionByZeroError):
        await plain.fetch("SELECT 1 / 0")
    assert await pid_of(plain) == first


async def test_an_answer_nobody_waits_for_reaches_nobody_else(plain):
    asked = asyncio.ensure_future(plain.fetch("SELECT 'late', pg_sleep(5)"))
    await asyncio.wait([asked], timeout=0.05)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    assert (await plain.fetch("SELECT 'mine'"))[0][0] == "mine"


async def test_a_connection_that_postgresql_ended_is_replaced(plain):
    await asyncio.gather(pid_of(plain, HOLD), pid_of(plain, HOLD))
    await plain.fetch(END_ALL_OTHERS)
    assert await wait_until(lambda: pid_of(plain), away=DATABASE_AWAY)
