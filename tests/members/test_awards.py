"""Awards: no achievement rewarded twice, no person named without consent, nobody grants the own."""

from __future__ import annotations

import pytest

from shared.events import members as events
from tests.members.making import at_once, done, refused
from tests.members.year import Year

pytestmark = pytest.mark.asyncio

PERSON = {"name": "Nguyễn Thị Nghệ", "subject": "artisan"}
GRANT = {"reason": "Theo biên bản họp xét"}
CONSENT = {"given_on": "2026-11-20", "text_version": "2026-1", "proof": "Phiếu số 12"}


@pytest.fixture
def year(network) -> Year:
    return Year(network)


async def with_achievement(network, year, **changes) -> tuple[str, str]:
    member = (await network.member(**changes))["member_id"]
    return member, (await year.enter(member))["id"]


async def test_an_award_is_nominated_granted_and_public_with_a_drafted_decision(network, year):
    member, achievement = await with_achievement(network, year)
    award = await year.nominate(member, [achievement])
    url = f"/v1/awards/{award['id']}"
    assert (await network.public.get(url)).status_code == 404
    granted = done(await year.judge.post(f"{url}/grant", json=GRANT))
    assert (granted["status"], granted["granted_on"]) == ("granted", "2026-11-23")
    shown = done(await network.public.get(url))
    assert shown["recipient"]["member_name"] == "Không gian sáng tạo Mẫu"
    assert shown["inside"] is None
    (told,) = await network.service.published(events.AwardGrantedV1)
    assert told.person is None
    assert (told.member.name, told.title.vi) == (
        "Không gian sáng tạo Mẫu",
        "Chuỗi xưởng gốm cộng đồng",
    )
    document = done(await year.officer.get(f"/v1/documents/{granted['inside']['document_id']}"))
    assert (document["kind"], document["status"]) == ("decision", "drafted")
    body = {"reason": "Phát hiện khai gian", "reason_code": "false_achievement"}
    revoked = done(await year.judge.post(f"{url}/revoke", json=body))
    assert revoked["status"] == "revoked"
    (gone,) = await network.service.published(events.AwardRevokedV1)
    assert gone.revocation_code.code == "false_achievement"
    assert "Phát hiện" not in gone.model_dump_json()
    assert "Phát hiện" not in (await network.public.get(url)).text
    await year.nominate(member, [achievement])


async def test_one_achievement_is_not_rewarded_twice_not_even_at_once(network, year):
    member, achievement = await with_achievement(network, year)
    body = {
        "year": 2026,
        "form": "department_merit",
        "title": {"vi": "Thành tích"},
        "recipient": {"kind": "organisation", "member_id": member},
        "contribution_ids": [achievement],
        "statement": "Đều đặn",
    }
    answers = await at_once(*(year.officer.post("/v1/awards", json=body) for _ in range(6)))
    assert sorted(one.status_code for one in answers) == [201, 409, 409, 409, 409, 409]
    for one in answers:
        if one.status_code == 409:
            refused(one, 409, "achievement_rewarded_already")
    (won,) = [one.json() for one in answers if one.status_code == 201]
    void = {"reason_code": "not_proven", "reason": "Kiểm tra lại"}
    answer = await year.officer.post(f"/v1/contributions/{achievement}/void", json=void)
    refused(answer, 409, "achievement_in_award")
    decline = f"/v1/awards/{won['id']}/decline"
    done(await year.judge.post(decline, json={"reason": "Chưa đủ"}))
    await year.nominate(member, [achievement])


async def test_a_person_is_named_in_public_only_while_the_consent_stands(network, year):
    member, _ = await with_achievement(network, year)
    recipient = {"kind": "person", "member_id": member, "person": PERSON}
    award = await year.nominate(member, [], recipient=recipient)
    url = f"/v1/awards/{award['id']}"
    done(await year.judge.post(f"{url}/grant", json=GRANT))
    hidden = await network.public.get(url)
    assert PERSON["name"] not in hidden.text
    assert done(hidden)["recipient"]["member_id"] is None
    assert done(await network.public.get(f"/v1/awards?member_id={member}"))["items"] == []
    (told,) = await network.service.published(events.AwardGrantedV1)
    assert (told.person, told.member, told.title) == (None, None, None)
    done(await year.officer.post(f"{url}/consent", json=CONSENT))
    assert done(await network.public.get(url))["recipient"]["person_name"] == PERSON["name"]
    assert (await network.service.published(events.AwardGrantedV1))[-1].person == PERSON["name"]
    artisan = network.service.as_(sub="artisan")
    done(await artisan.post(f"{url}/consent/withdraw"))
    assert PERSON["name"] not in (await network.public.get(url)).text
    assert (await network.service.published(events.AwardGrantedV1))[-1].person is None
    again = await artisan.post(f"{url}/consent/withdraw")
    refused(again, 409, "award_without_consent")
    refused(
        await network.stranger.post(f"{url}/consent/withdraw"),
        403,
        "award_of_other_person",
        "award_without_consent",
    )


async def test_who_nominated_or_belongs_to_the_space_does_not_grant(network, year):
    member, achievement = await with_achievement(network, year)
    award = await year.nominate(member, [achievement])
    url = f"/v1/awards/{award['id']}/grant"
    refused(await year.officer.post(url, json=GRANT), 403, "own_nomination")
    insider = network.service.as_("decider", "member", sub="insider", member=member)
    late = {**GRANT, "granted_on": "2026-12-24"}
    refused(await insider.post(url, json=late), 403, "own_award", "day_in_future")


async def test_a_member_nominates_itself_and_nobody_else_with_its_own_achievements(network, year):
    one, two = await network.members("Xưởng Một", "Xưởng Hai")
    achievement = (await year.enter(one["member_id"]))["id"]
    body = {
        "year": 2026,
        "form": "network_honour",
        "title": {"vi": "Thành tích"},
        "recipient": {"kind": "organisation", "member_id": two["member_id"]},
        "contribution_ids": [achievement],
        "statement": "Đều đặn",
    }
    mine = year.as_member(one["member_id"], sub="somebody")
    refused(await mine.post("/v1/awards", json=body), 403, "nominate_own_space")
    other = year.as_member(two["member_id"], sub="somebody else")
    refused(await other.post("/v1/awards", json=body), 422, "achievement_unknown")
    body["recipient"] = {"kind": "organisation", "person": PERSON}
    body |= {"contribution_ids": [], "year": 2030}
    answer = await year.officer.post("/v1/awards", json=body)
    refused(
        answer,
        422,
        "year_to_come",
        "award_member_needed",
        "award_person_named",
        "achievement_missing",
    )


async def test_several_awards_stand_in_one_decision_with_a_list_all_or_none(network, year):
    entries = await network.members("Xưởng Một", "Xưởng Hai")
    awards = []
    for entry in entries:
        achievement = (await year.enter(entry["member_id"]))["id"]
        awards.append(await year.nominate(entry["member_id"], [achievement]))
    ids = [one["id"] for one in awards]
    done(await year.judge.post(f"/v1/awards/{ids[1]}/decline", json={"reason": "Chờ"}))
    answer = await year.judge.post("/v1/awards/grant", json={**GRANT, "award_ids": ids})
    refused(answer, 409, "wrong_status")
    assert done(await year.officer.get(f"/v1/awards/{ids[0]}"))["status"] == "nominated"
    achievement = (await year.enter(entries[1]["member_id"]))["id"]
    ids[1] = (await year.nominate(entries[1]["member_id"], [achievement]))["id"]
    granted = done(await year.judge.post("/v1/awards/grant", json={**GRANT, "award_ids": ids}))
    documents = {one["inside"]["document_id"] for one in granted["awards"]}
    assert len(documents) == 1
    whole = done(await year.officer.get(f"/v1/documents/{documents.pop()}"))
    assert [row[0] for row in whole["page"]["annex"]["rows"]] == ["Xưởng Một", "Xưởng Hai"]


async def test_the_list_of_awards_keeps_a_budget_of_statements(network, year, statements):
    member, achievement = await with_achievement(network, year)
    await year.nominate(member, [achievement])
    before = await statements(year.officer.get("/v1/awards"))
    await year.nominate(member, [(await year.enter(member))["id"]])
    await year.nominate(member, [(await year.enter(member))["id"]])
    assert await statements(year.officer.get("/v1/awards")) == before <= 3
