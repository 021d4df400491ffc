"""The directory, profiles, suspension and leaving."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shared.events import members as events
from tests.members.making import done, if_match, refused

pytestmark = pytest.mark.asyncio

SUSPENSION = {"reason": "Lý do riêng tư ABC", "reason_code": "report_missing"}


async def test_names_are_found_without_marks_and_stand_in_vietnamese_order(network):
    await network.members("Đông Hồ", "Không gian sáng tạo", "Ấm Áp", "Dó", "An Nhiên")
    found = done(await network.public.get("/v1/members", params={"q": "khong gian SANG tao"}))
    assert [one["name"] for one in found["items"]] == ["Không gian sáng tạo"]
    found = done(await network.public.get("/v1/members", params={"q": "dong ho"}))
    assert [one["name"] for one in found["items"]] == ["Đông Hồ"]
    names, cursor = [], None
    while True:
        params = {"limit": 2, "sort": "name", **({"cursor": cursor} if cursor else {})}
        page = done(await network.public.get("/v1/members", params=params))
        names += [one["name"] for one in page["items"]]
        if not (cursor := page["next_cursor"]):
            break
    assert names == ["An Nhiên", "Ấm Áp", "Dó", "Đông Hồ", "Không gian sáng tạo"]
    assert done(await network.public.get("/v1/members", params={"q": "100%_"}))["items"] == []


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({"field": "design"}, 1),
        ({"field": "film"}, 0),
        ({"kind": "art_space"}, 1),
        ({"kind": "museum"}, 0),
        ({"status": "active"}, 1),
        ({"status": "suspended"}, 0),
        ({"ward": "phuong hoan kiem"}, 0),
        ({"q": "a\x00b"}, None),
        ({"sort": "readers"}, None),
    ],
)
async def test_the_directory_filters_and_never_tells_a_private_ward(network, filters, count):
    await network.member()
    answer = await network.public.get("/v1/members", params=filters)
    if count is None:
        assert answer.status_code == 422
    else:
        assert len(done(answer)["items"]) == count


async def test_outsiders_see_the_public_entry_and_the_member_itself_more(network):
    entry = await network.member()
    url = f"/v1/members/{entry['member_id']}"
    outside = await network.public.get(url)
    assert (done(outside)["address"], done(outside)["private"]) == (None, None)
    assert "phố Mẫu" not in outside.text
    inside = done(await network.applicant.get(url))
    assert inside["private"]["address"]["line"] == "Số 1 phố Mẫu"
    assert inside["actions"]["change"]["allowed"] is True


async def test_a_member_changes_its_profile_and_makes_its_address_public(network):
    entry = await network.member()
    url = f"/v1/members/{entry['member_id']}"
    shown = done(await network.applicant.get(url))
    change = {
        "website": "https://mau.example",
        "fields": ["music"],
        "description": {"vi": "Giới thiệu", "en": "About"},
        "address_public": True,
    }
    changed = done(await network.applicant.patch(url, json=change, headers=if_match(shown)))
    assert changed["address"] == {"line": "Số 1 phố Mẫu", "ward": "Phường Hoàn Kiếm"}
    (event,) = await network.service.published(events.MemberProfileChangedV1)
    assert (event.website, event.address.ward) == ("https://mau.example", "Phường Hoàn Kiếm")
    assert [one.code for one in event.fields] == ["music"]
    params = {"ward": "phuong hoan kiem"}
    assert len(done(await network.public.get("/v1/members", params=params))["items"]) == 1
    hide = {"address": None}
    hidden = done(await network.applicant.patch(url, json=hide, headers=if_match(changed)))
    assert (hidden["address"], hidden["address_public"]) == (None, False)


async def test_name_and_kind_are_changed_by_officers_only(network):
    entry = await network.member()
    url = f"/v1/members/{entry['member_id']}"
    shown = done(await network.applicant.get(url))
    change = {"name": "Tên Mới"}
    answer = await network.applicant.patch(url, json=change, headers=if_match(shown))
    refused(answer, 403, "officer_only_fields")
    changed = done(await network.officer.patch(url, json=change, headers=if_match(shown)))
    assert changed["name"] == "Tên Mới"
    stranger = network.service.as_("member", sub="x", member="00000000-0000-7000-8000-000000000001")
    answer = await stranger.patch(url, json={"website": None}, headers=if_match(changed))
    refused(answer, 403, "member_not_yours")
    missing = {"address": None, "address_public": True}
    answer = await network.officer.patch(url, json={"address": None}, headers=if_match(changed))
    changed = done(answer)
    answer = await network.officer.patch(
        url, json={"address_public": True}, headers=if_match(changed)
    )
    refused(answer, 422, "address_to_publish_missing")
    assert missing


async def test_a_suspension_says_why_to_the_member_alone(network):
    entry = await network.member()
    url = f"/v1/members/{entry['member_id']}"
    suspended = done(await network.officer.post(f"{url}/suspend", json=SUSPENSION))
    assert suspended["status"] == "suspended"
    (public,) = await network.service.published(events.MemberSuspendedV1)
    assert "ABC" not in public.model_dump_json()
    assert public.status.code == "suspended"
    (private,) = await network.service.published(events.MemberSuspensionExplainedV1)
    assert (private.reason, private.reason_code.code) == (SUSPENSION["reason"], "report_missing")
    assert "ABC" not in (await network.public.get(url)).text
    assert "ABC" in (await network.applicant.get(url)).text
    refused(await network.officer.post(f"{url}/suspend", json=SUSPENSION), 409, "wrong_status")
    reinstated = done(await network.officer.post(f"{url}/reinstate", json={"reason": "Xong"}))
    assert reinstated["status"] == "active"
    assert len(await network.service.published(events.MemberReinstatedV1)) == 1
    refused(
        await network.officer.post(f"{url}/reinstate", json={"reason": "x"}), 409, "wrong_status"
    )


async def test_a_suspension_with_a_last_day_ends_by_itself_when_that_day_is_over(network):
    entry = await network.member()
    url = f"/v1/members/{entry['member_id']}"
    body = {**SUSPENSION, "until": "2026-11-24"}
    done(await network.officer.post(f"{url}/suspend", json=body))
    network.clock.advance(timedelta(hours=38, minutes=59))  # 23:59 of the 24th in Hanoi
    await network.service.do_due()
    assert done(await network.public.get(url))["status"] == "suspended"
    network.clock.advance(timedelta(minutes=1))
    await network.service.do_due()
    assert done(await network.public.get(url))["status"] == "active"


async def test_only_an_officer_suspends(network):
    entry = await network.member()
    url = f"/v1/members/{entry['member_id']}"
    for who in (network.applicant, network.decider, network.reviewers[0], network.operator):
        refused(await who.post(f"{url}/suspend", json=SUSPENSION), 403, "role_needed")
        refused(await who.post(f"{url}/reinstate", json={"reason": "x"}), 403, "role_needed")
    past = {**SUSPENSION, "until": "2026-11-22"}
    refused(await network.officer.post(f"{url}/suspend", json=past), 409, "until_in_past")
    assert done(await network.public.get(url))["status"] == "active"


async def test_who_leaves_loses_certificate_and_grants_and_leaves_the_directory(network):
    entry = await network.member()
    url = f"/v1/members/{entry['member_id']}"
    left = done(await network.applicant.post(f"{url}/leave"))
    assert (left["status"], left["certificate_number"]) == ("left", None)
    assert len(await network.service.published(events.MemberLeftV1)) == 1
    (revoked,) = await network.service.published(events.CertificateRevokedV1)
    assert (revoked.number, revoked.status.code) == (entry["certificate_number"], "revoked")
    assert (await network.service.published(events.GrantChangedV1))[-1].ended is True
    assert done(await network.applicant.get("/v1/me"))["member_ids"] == []
    assert done(await network.public.get("/v1/members"))["items"] == []
    assert len(done(await network.public.get("/v1/members?status=left"))["items"]) == 1
    certificate = f"/v1/certificates/{entry['certificate_number']}"
    assert done(await network.public.get(certificate))["status"] == "revoked"
    refused(await network.officer.post(f"{url}/leave"), 409, "wrong_status")
