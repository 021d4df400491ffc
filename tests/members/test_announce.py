"""The present state can be told again, and what is private never reaches a public event."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from services.members.events_out import ANNOUNCE
from shared.auth.caller import system_caller
from shared.database.work import Origin, Work
from shared.events import REGISTRY
from shared.events import members as events
from shared.ids import new_id
from tests.members.making import done

pytestmark = pytest.mark.asyncio


async def test_every_aggregate_is_announced_with_its_present_state(network):
    entry = await network.member()
    await network.draft()
    url = f"/v1/members/{entry['member_id']}/suspend"
    body = {"reason": "x", "reason_code": "other"}
    done(await network.officer.post(url, json=body))
    published = [kind for kind in REGISTRY.values() if kind.TYPE.service == "members"]
    before = {kind: len(await network.service.published(kind)) for kind in published}

    async def announce(work: Work) -> None:
        for model, publish in ANNOUNCE:
            for row in (await work.session.scalars(select(model))).all():
                publish(work, row)

    origin = Origin(caller=system_caller("test"), correlation_id=new_id(), announced=True)
    await network.service.database.run(announce, origin)
    more = {kind: len(await network.service.published(kind)) - before[kind] for kind in published}
    assert {kind: count for kind, count in more.items() if count} == {
        events.GrantChangedV1: 1,
        events.ContactChangedV1: 1,  # the contact of the draft stays unknown
        events.CallOpenedV1: 2,
        events.MemberSuspendedV1: 1,
        events.MemberContactLinkedV1: 1,
        events.CertificateIssuedV1: 1,
        events.CeremonyChangedV1: 1,
    }


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
