"""Who acts for a member: contacts, delegates for a time, and the representative's succession."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shared.events import members as events
from tests.members.making import at_once, done, refused

pytestmark = pytest.mark.asyncio

PAPER = {"title": "Giấy chứng tử", "number": "01", "issued_by": "UBND phường Hoàn Kiếm"}


async def member_ids(client) -> list[str]:
    return done(await client.get("/v1/me"))["member_ids"]


async def test_the_representative_names_a_contact_and_delegates_for_a_time(network):
    entry = await network.member()
    url = f"/v1/members/{entry['member_id']}/people"
    body = {"subject": "contact", "capacity": "contact"}
    refused(await network.stranger.post(url, json=body), 403, "role_needed")
    done(await network.applicant.post(url, json=body), 201)
    contact = network.service.as_(sub="contact")
    assert await member_ids(contact) == [entry["member_id"]]
    refused(await contact.post(url, json={**body, "subject": "other"}), 403, "representative_only")
    delegate = {"subject": "deputy", "capacity": "delegate"}
    refused(await network.applicant.post(url, json=delegate), 422, "delegation_needs_end")
    long = {**delegate, "valid_until": network.instant(days=400)}
    refused(await network.applicant.post(url, json=long), 422, "delegation_too_long")
    short = {**delegate, "valid_until": network.instant(days=10)}
    given = done(await network.applicant.post(url, json=short), 201)
    assert given["on_behalf_of"].endswith("|applicant")
    people = done(await network.applicant.get(url))["items"]
    assert [one["capacity"]["code"] for one in people] == ["representative", "contact", "delegate"]
    assert await member_ids(network.service.as_(sub="deputy")) == [entry["member_id"]]
    network.clock.advance(timedelta(days=10))
    assert await member_ids(network.service.as_(sub="deputy")) == []


async def test_someone_acts_for_several_spaces_and_gives_one_up(network):
    one, two = await network.members("Mẫu Một", "Mẫu Hai")
    assert sorted(await member_ids(network.applicant)) == sorted(
        [one["member_id"], two["member_id"]]
    )
    url = f"/v1/members/{one['member_id']}/people"
    contact = done(
        await network.applicant.post(url, json={"subject": "c", "capacity": "contact"}), 201
    )
    client = network.service.as_(sub="c")
    ended = done(await client.post(f"{url}/{contact['id']}/end"))
    assert ended["status"] == "ended"
    refused(await network.officer.post(f"{url}/{contact['id']}/end"), 409, "grant_ended")
    (holder,) = [
        person
        for person in done(await network.officer.get(url))["items"]
        if person["capacity"]["code"] == "representative"
    ]
    answer = await network.applicant.post(f"{url}/{holder['id']}/end")
    refused(answer, 409, "representative_to_be_replaced")


async def test_after_a_death_another_person_represents_and_delegations_end(network):
    entry = await network.member()
    base = f"/v1/members/{entry['member_id']}"
    deputy = {"subject": "deputy", "capacity": "delegate", "valid_until": network.instant(days=9)}
    done(await network.applicant.post(f"{base}/people", json=deputy), 201)
    body = {
        "subject": "heir",
        "cause": "death",
        "effective_on": "2026-11-20",
        "reason": "Người đại diện qua đời",
        "contact": {"name": "Trần Văn Mẫu", "email": "moi@mau.example"},
    }
    url = f"{base}/representative"
    refused(
        await network.applicant.post(url, json=body),
        403,
        "representative_only",
        "document_needed",
        "before_admission",
    )
    body |= {"document": PAPER, "effective_on": "2026-11-24"}
    refused(await network.officer.post(url, json=body), 409, "day_to_come")
    body |= {"effective_on": "2026-11-23"}
    fact = done(await network.officer.post(url, json=body), 201)
    assert fact["reason_code"]["code"] == "death"
    assert fact["document"]["number"] == "01"
    assert await member_ids(network.applicant) == []
    assert await member_ids(network.service.as_(sub="deputy")) == []
    heir = network.service.as_(sub="heir")
    assert await member_ids(heir) == [entry["member_id"]]
    linked = (await network.service.published(events.MemberContactLinkedV1))[-1]
    told = (await network.service.published(events.ContactChangedV1))[-1]
    assert (linked.contact_ids, told.email) == ([told.id], "moi@mau.example")
    refused(await network.officer.post(url, json=body), 409, "representative_already")


async def test_of_two_new_representatives_at_once_the_last_one_stands_alone(network):
    entry = await network.member()
    url = f"/v1/members/{entry['member_id']}/representative"
    body = {"cause": "appointed", "reason": "Cử người mới"}
    answers = await at_once(
        *(network.officer.post(url, json={**body, "subject": f"rep-{n}"}) for n in range(4))
    )
    assert [answer.status_code for answer in answers] == [201] * 4
    held = [await member_ids(network.service.as_(sub=f"rep-{n}")) for n in range(4)]
    assert sorted(len(one) for one in held) == [0, 0, 0, 1]


async def test_staff_take_each_others_place_for_a_time_and_the_trail_says_so(network):
    body = {
        "subject": "deputy",
        "role": "decider",
        "on_behalf_of": "decider",
        "reason": "Nghỉ phép",
    }
    refused(await network.operator.post("/v1/grants", json=body), 422, "delegation_needs_end")
    body |= {"valid_until": network.instant(days=5)}
    same = {**body, "subject": "decider"}
    refused(await network.operator.post("/v1/grants", json=same), 422, "delegated_to_oneself")
    grant = done(await network.operator.post("/v1/grants", json=body), 201)
    assert grant["on_behalf_of"].endswith("|decider")
    entry = await network.member()
    removal = {"reason": "Lý do", "reason_code": "other"}
    deputy = network.service.as_(sub="deputy")
    done(await deputy.post(f"/v1/members/{entry['member_id']}/remove", json=removal))
    params = {"member_id": entry["member_id"]}
    (fact,) = done(await network.officer.get("/v1/member-facts", params=params))["items"]
    assert (fact["recorded_by"], fact["on_behalf_of"]) != (None, None)
    assert fact["on_behalf_of"] == grant["on_behalf_of"]
    trail = done(await network.officer.get("/v1/audit", params={"subject_id": entry["member_id"]}))
    assert trail["items"][0]["on_behalf_of"] == grant["on_behalf_of"]
