"""Grants are asked anew for every request, by many requests at once in one question."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from shared.auth.caller import Caller
from shared.auth.grants import Grants
from shared.database.backbone import KnownGrant
from shared.database.engine import Database
from shared.errors import Unavailable
from shared.ids import new_id
from tests.shared.conftest import Garden
from tests.support.running import START


async def give(
    database: Database, subject: str, role: str, until: datetime | None = None, ended: bool = False
) -> None:
    async with database.sessions() as session, session.begin():
        session.add(
            KnownGrant(
                id=new_id(),
                issuer="city",
                subject=subject,
                role=role,
                valid_from=START - timedelta(days=1),
                valid_until=until,
                ended=ended,
            )
        )


def person(subject: str, issuer: str = "city") -> Caller:
    return Caller(issuer=issuer, subject=subject)


async def test_those_who_ask_together_get_each_their_own(garden: Garden) -> None:
    database = garden[0].database
    await give(database, "an", "officer")
    await give(database, "binh", "editor")
    await give(database, "binh", "reviewer")
    grants = Grants(database, {"officer": ["decider"]})

    people = [person("an"), person("binh"), person("chi"), person("an", issuer="elsewhere")]
    found = await asyncio.gather(*(grants.join(one) for one in people))
    assert [set(one.roles) for one in found] == [
        {"officer", "decider"},
        {"editor", "reviewer"},
        set(),
        set(),
    ]


async def test_a_grant_that_ends_counts_at_once(garden: Garden) -> None:
    running, _ = garden
    grants = Grants(running.database, {})
    await give(running.database, "an", "officer", until=START + timedelta(hours=1))
    await give(running.database, "an", "editor")
    assert (await grants.join(person("an"))).roles == {"officer", "editor"}

    running.clock.advance(timedelta(hours=1))
    assert (await grants.join(person("an"))).roles == {"editor"}
    async with running.database.sessions() as session, session.begin():
        await session.execute(text("UPDATE known_grants SET ended = true"))
    assert (await grants.join(person("an"))).roles == frozenset()


async def test_everyone_who_asked_is_told_that_the_database_is_away(
    garden: Garden, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> None:
        raise Unavailable

    grants = Grants(garden[0].database, {})
    with monkeypatch.context() as patched:
        patched.setattr(garden[0].database, "fetch", away)
        answers = await asyncio.gather(
            *(grants.join(person(name)) for name in "abc"), return_exceptions=True
        )
    assert all(isinstance(one, Unavailable) for one in answers)
    assert (await grants.join(person("an"))).roles == frozenset()


async def test_one_who_gives_up_waiting_does_not_take_the_others_along(garden: Garden) -> None:
    grants = Grants(garden[0].database, {})
    await give(garden[0].database, "an", "officer")
    impatient, patient = (asyncio.ensure_future(grants.join(person("an"))) for _ in range(2))
    impatient.cancel()
    assert (await patient).roles == {"officer"}
