"""The present state can be told again, and the tables are what the models say."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select

from services.members.events_out import ANNOUNCE, PUBLISHES
from services.members.models import Base
from shared.auth.caller import system_caller
from shared.database.work import Origin, Work
from shared.events import members as events
from shared.ids import new_id
from tests.members.story import done

pytestmark = pytest.mark.asyncio


async def test_every_aggregate_is_announced_with_its_present_state(network):
    entry = await network.member()
    await network.draft()
    url = f"/v1/members/{entry['member_id']}/suspend"
    body = {"reason": "x", "reason_code": "other"}
    done(await network.officer.post(url, json=body))
    before = {kind: len(await network.service.published(kind)) for kind in PUBLISHES}

    async def announce(work: Work) -> None:
        for model, publish in ANNOUNCE:
            for row in (await work.session.scalars(select(model))).all():
                publish(work, row)

    origin = Origin(caller=system_caller("test"), correlation_id=new_id(), announced=True)
    await network.service.database.run(announce, origin)
    more = {kind: len(await network.service.published(kind)) - before[kind] for kind in PUBLISHES}
    assert {kind: count for kind, count in more.items() if count} == {
        events.GrantChangedV1: 1,
        events.ContactChangedV1: 1,  # the contact of the draft stays unknown
        events.CallOpenedV1: 2,
        events.MemberSuspendedV1: 1,
        events.MemberContactLinkedV1: 1,
        events.CertificateIssuedV1: 1,
        events.CeremonyChangedV1: 1,
    }


async def test_the_migrations_make_exactly_the_tables_of_the_models(network):
    def compare(connection):
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_object": of_this_service}
        )
        return compare_metadata(context, Base.metadata)

    def of_this_service(thing, name, kind, _reflected, _other):
        table = name if kind == "table" else thing.table.name
        return table in Base.metadata.tables

    async with network.service.database.engine.connect() as connection:
        assert await connection.run_sync(compare) == []


async def test_no_private_word_of_the_story_reaches_a_public_event(network):
    from sqlalchemy import text

    entry = await network.member()
    url = f"/v1/members/{entry['member_id']}/suspend"
    done(await network.officer.post(url, json={"reason": "BÍ MẬT", "reason_code": "other"}))
    async with network.service.database.sessions() as session:
        rows = await session.scalars(
            text("SELECT convert_from(envelope, 'UTF8') FROM journal WHERE type LIKE :public"),
            {"public": "hcn.public.%"},
        )
        bodies = "\n".join(rows)
    assert entry["certificate_number"] in bodies
    for private in ("Nguyễn", "lienhe@", "+8491", "phố Mẫu", "BÍ MẬT", "Đủ điều kiện", "Tốt"):
        assert private not in bodies, private
