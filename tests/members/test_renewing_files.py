"""A new file begins from an earlier one: what fits is there already, nothing of others' leaks."""

from __future__ import annotations

import pytest

from tests.members.making import done, if_match, path, refused
from tests.members.test_documents import PDF, PDF_TYPE

pytestmark = pytest.mark.asyncio

PLAN = {"code": "plan", "kind": "line", "title": {"vi": "Kế hoạch"}}
TEAM = {"code": "team", "kind": "line", "title": {"vi": "Nhân sự"}}


async def begin(who, call, **body):
    return await who.post("/v1/applications", json={"call_id": call["id"], **body})


async def filled_file(network):
    call = await network.call(form={"questions": [PLAN, TEAM]})
    draft = await network.draft(call["id"], online_url="https://mau.example")
    change = {"answers": {"plan": "Mười buổi", "team": "Ba người"}}
    draft = done(await network.applicant.patch(path(draft), json=change, headers=if_match(draft)))
    url = f"{path(draft)}/documents/photo"
    headers = {**PDF_TYPE, **if_match(draft)}
    done(await network.applicant.put(url, content=PDF, headers=headers))
    return done(await network.applicant.post(f"{path(draft)}/submit"))


async def test_a_second_round_begins_with_what_fits_of_the_first(network):
    first = await filled_file(network)
    number = {**TEAM, "kind": "whole_number"}
    later = await network.call(form={"questions": [PLAN, number]})
    body = {"from_application_id": first["id"], "applicant": {"fields": ["music"]}}
    draft = done(await begin(network.applicant, later, **body), 201)
    assert draft["from_application_id"] == first["id"]
    assert draft["answers"] == {"plan": "Mười buổi"}
    applicant, before = draft["applicant"], first["applicant"]
    assert applicant["fields"] == ["music"]
    assert applicant["contact"].pop("id") != before["contact"].pop("id")
    for name in ("name", "kind", "ownership", "address", "online_url", "contact"):
        assert applicant[name] == before[name]
    (copy,) = draft["documents"]
    assert copy["sha256"] == first["documents"][0]["sha256"]
    assert (await network.applicant.get(copy["url"])).content == PDF
    done(await network.applicant.post(f"{path(draft)}/submit"))


async def test_a_member_renews_from_its_last_file_and_becomes_no_second_member(network):
    entry = await network.member()
    later = await network.call(eligibility={"membership": "members_only"})
    applicant = network.service.as_(sub="applicant")
    draft = done(await begin(applicant, later, from_member_id=entry["member_id"]), 201)
    assert draft["renews_member_id"] == entry["member_id"]
    assert draft["applicant"]["name"] == "Không gian sáng tạo Mẫu"
    file = done(await applicant.post(f"{path(draft)}/submit"))
    for number in (0, 1):
        done(await network.review(file, number), 201)
    done(await network.decider.post(f"{path(file)}/decision", json={"outcome": "approve"}))
    body = {
        "title": {"vi": "Lễ"},
        "held_at": network.instant(days=7),
        "place": "Bảo tàng Hà Nội",
        "application_ids": [file["id"]],
    }
    refused(await network.officer.post("/v1/ceremonies", json=body), 409, "renewal_admits_nobody")


async def test_who_has_left_applies_anew(network):
    entry = await network.member()
    done(await network.officer.post(f"/v1/members/{entry['member_id']}/leave"))
    later = await network.call()
    body = {"from_application_id": entry["application_id"]}
    draft = done(await begin(network.service.as_(sub="applicant"), later, **body), 201)
    assert draft["renews_member_id"] is None


async def test_nobody_begins_from_a_file_of_others(network):
    entry = await network.member()
    later = await network.call()
    for body in (
        {"from_application_id": entry["application_id"]},
        {"from_member_id": entry["member_id"]},
        {"from_application_id": "00000000-0000-7000-8000-000000000000"},
    ):
        for who in (network.stranger, network.officer):
            refused(await begin(who, later, **body), 422, "not_found")


async def test_an_erased_contact_does_not_come_back(network):
    first = await filled_file(network)
    contact = first["applicant"]["contact"]["id"]
    done(await network.officer.post(f"/v1/contacts/{contact}/erase"))
    later = await network.call()
    draft = done(await begin(network.applicant, later, from_application_id=first["id"]), 201)
    assert draft["applicant"]["contact"] is None


async def test_without_an_earlier_file_a_name_is_needed(network):
    call = await network.call()
    refused(await begin(network.applicant, call), 422, "field_missing")
