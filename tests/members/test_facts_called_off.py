"""What was to happen to a member is called off before its day, and then never counts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shared.events import members as events
from tests.members.making import at_once, done, refused

pytestmark = pytest.mark.asyncio

PAPER = {"title": "Biên bản thỏa thuận", "number": "12/TT", "issued_on": "2026-11-20"}
LATER = {"reason": "Theo thỏa thuận", "document": PAPER, "effective_on": "2026-12-01"}
WHY = {"reason": "Không gian ở lại"}


def call_off(network, fact):
    return network.officer.post(f"/v1/member-facts/{fact['id']}/call-off", json=WHY)


async def planned(network, member_id, kind):
    found = await network.officer.get("/v1/member-facts", params={"member_id": member_id})
    (fact,) = [one for one in done(found)["items"] if one["kind"]["code"] == kind]
    return fact


async def test_a_closing_that_is_called_off_never_comes(network):
    entry = await network.member()
    url = f"/v1/members/{entry['member_id']}"
    done(await network.officer.post(f"{url}/close", json=LATER))
    fact = await planned(network, entry["member_id"], "closed")
    assert fact["status"] == "to_come"
    shown = done(await call_off(network, fact))
    assert (shown["status"], shown["consequences"]) == ("called_off", [])
    network.clock.advance(timedelta(days=30))
    await network.service.do_due()
    assert done(await network.public.get(url))["status"] == "active"
    again = network.service.as_("officer").post(f"/v1/member-facts/{fact['id']}/call-off", json=WHY)
    refused(await again, 409, "wrong_status")


async def test_a_removal_waits_until_what_is_planned_is_called_off(network):
    entry = await network.member()
    url = f"/v1/members/{entry['member_id']}"
    done(await network.officer.post(f"{url}/close", json=LATER))
    remove = {"reason": "Vi phạm quy chế", "reason_code": "rules_broken"}
    refused(await network.decider.post(f"{url}/remove", json=remove), 409, "later_fact_in_the_way")
    done(await call_off(network, await planned(network, entry["member_id"], "closed")))
    assert done(await network.decider.post(f"{url}/remove", json=remove))["status"] == "removed"


@pytest.mark.parametrize("kind", ["merged", "absorbed"])
async def test_a_merger_is_called_off_for_both_members(network, kind):
    one, other = await network.members("Một", "Hai")
    url = f"/v1/members/{one['member_id']}/merge"
    done(await network.officer.post(url, json={**LATER, "into": other["member_id"]}), 201)
    asked = one if kind == "merged" else other
    done(await call_off(network, await planned(network, asked["member_id"], kind)))
    for member, name in ((one, "merged"), (other, "absorbed")):
        fact = await planned(network, member["member_id"], name)
        assert fact["status"] == "called_off"
    network.clock.advance(timedelta(days=30))
    await network.service.do_due()
    assert await network.service.published(events.MemberMergedV1) == []


async def test_what_has_happened_is_not_called_off(network):
    entry = await network.member()
    done(await network.officer.post(f"/v1/members/{entry['member_id']}/leave"))
    fact = await planned(network, entry["member_id"], "left")
    refused(await call_off(network, fact), 409, "wrong_status")


async def test_called_off_twice_at_once_it_is_called_off_once(network):
    entry = await network.member()
    done(await network.officer.post(f"/v1/members/{entry['member_id']}/close", json=LATER))
    fact = await planned(network, entry["member_id"], "closed")
    answers = await at_once(call_off(network, fact), call_off(network, fact))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
