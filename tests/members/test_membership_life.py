"""What happens to members: removed and appealed, closed, merged, found double, split; history."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shared.events import members as events
from tests.members.making import at_once, done, if_match, refused, statements

pytestmark = pytest.mark.asyncio

REMOVAL = {"reason": "Lý do riêng tư XYZ", "reason_code": "rules_broken"}
PAPER = {"title": "Biên bản thỏa thuận", "number": "12/TT", "issued_on": "2026-11-20"}
WHY = {"reason": "Theo thỏa thuận", "document": PAPER}


def url_of(entry) -> str:
    return f"/v1/members/{entry['member_id']}"


def codes_of(fact) -> list[str]:
    return [one["code"] for one in fact["consequences"]]


async def test_a_removal_revokes_tells_why_to_the_member_alone_and_can_be_appealed(network):
    entry = await network.member()
    url = url_of(entry)
    refused(await network.operator.post(f"{url}/remove", json=REMOVAL), 403, "role_needed")
    removed = done(await network.decider.post(f"{url}/remove", json=REMOVAL))
    assert (removed["status"], removed["certificate_number"]) == ("removed", None)
    (public,) = await network.service.published(events.MemberRemovedV1)
    assert "XYZ" not in public.model_dump_json()
    (told,) = await network.service.published(events.MemberRemovalExplainedV1)
    assert (told.reason, told.appeal_by.isoformat()) == (REMOVAL["reason"], "2027-02-21")
    assert "XYZ" not in (await network.public.get(url)).text
    certificate = f"/v1/certificates/{entry['certificate_number']}"
    assert done(await network.public.get(certificate))["status"] == "revoked"
    assert done(await network.applicant.get("/v1/me"))["member_ids"] == []
    refused(await network.decider.post(f"{url}/remove", json=REMOVAL), 409, "wrong_status")

    appeal = {"reason": "Chúng tôi không đồng ý"}
    refused(await network.stranger.post(f"{url}/appeals", json=appeal), 403, "member_not_yours")
    decision = {"outcome": "uphold", "reason": "Chứng cứ không đủ"}
    other = network.service.as_("decider", sub="other-decider")
    answer = await network.decider.post(f"{url}/appeals/decision", json=decision)
    refused(answer, 403, "own_removal", "no_open_appeal")
    lodged = done(await network.applicant.post(f"{url}/appeals", json=appeal), 201)
    assert lodged["kind"]["code"] == "appeal_lodged"
    refused(
        await network.decider.post(f"{url}/appeals/decision", json=decision), 403, "own_removal"
    )
    upheld = done(await other.post(f"{url}/appeals/decision", json=decision), 201)
    assert sorted(codes_of(upheld)) == ["certificate_restored", "grant_restored"]
    shown = done(await network.applicant.get(url))
    assert (shown["status"], shown["left_on"]) == ("active", None)
    assert shown["certificate_number"] == entry["certificate_number"]
    assert done(await network.public.get(certificate))["status"] == "valid"
    assert done(await network.applicant.get("/v1/me"))["member_ids"] == [entry["member_id"]]
    assert len(await network.service.published(events.MemberReinstatedV1)) == 1


async def test_an_appeal_has_its_time_but_an_officer_enters_any(network):
    entry = await network.member()
    url = url_of(entry)
    done(await network.decider.post(f"{url}/remove", json=REMOVAL))
    network.clock.advance(timedelta(days=91))
    late = network.service.as_(sub="applicant")
    refused(await late.post(f"{url}/appeals", json={"reason": "x"}), 409, "appeal_too_late")
    officer = network.service.as_("officer")
    done(await officer.post(f"{url}/appeals", json={"reason": "Ốm đau"}), 201)
    decision = {"outcome": "dismiss", "reason": "Giữ nguyên"}
    other = network.service.as_("decider", sub="other-decider")
    done(await other.post(f"{url}/appeals/decision", json=decision), 201)
    assert done(await network.public.get(url))["status"] == "removed"
    refused(await other.post(f"{url}/appeals/decision", json=decision), 409, "no_open_appeal")


async def test_a_fact_of_a_later_day_waits_for_it(network):
    entry = await network.member()
    url = url_of(entry)
    close = {"reason": "Ngừng hoạt động", "document": PAPER, "effective_on": "2026-12-01"}
    planned = done(await network.officer.post(f"{url}/close?dry_run=true", json=close))
    assert planned["result"]["status"] == "active"
    done(await network.officer.post(f"{url}/close", json=close))
    suspend = {"reason": "x", "reason_code": "other", "effective_on": "2026-12-02"}
    refused(await network.officer.post(f"{url}/suspend", json=suspend), 409, "wrong_status")
    leave = {"effective_on": "2026-11-30"}
    problem = refused(
        await network.officer.post(f"{url}/leave", json=leave), 409, "later_fact_in_the_way"
    )
    assert problem["errors"][0]["values"]["day"] == "2026-12-01"
    assert done(await network.public.get(url))["status"] == "active"
    network.clock.advance(timedelta(days=7, hours=14, minutes=59))
    await network.service.do_due()
    assert done(await network.public.get(url))["status"] == "active"
    network.clock.advance(timedelta(minutes=1))
    await network.service.do_due()
    closed = done(await network.public.get(url))
    assert (closed["status"], closed["left_on"]) == ("closed", "2026-12-01")
    (left,) = await network.service.published(events.MemberLeftV1)
    assert left.status.code == "closed"


async def test_a_merger_is_previewed_and_carries_people_over(network):
    small, large = await network.members("Xưởng Nhỏ", "Xưởng Lớn")
    url, body = url_of(small), {**WHY, "into": large["member_id"]}
    refused(
        await network.officer.post(f"{url}/merge", json={**body, "into": small["member_id"]}),
        422,
        "same_member",
    )
    preview = done(await network.officer.post(f"{url}/merge?dry_run=true", json=body))["result"]
    expected = ["certificate_revoked", "grant_moved", "contact_moved", "records_follow"]
    assert codes_of(preview) == expected
    assert done(await network.public.get(url))["status"] == "active"
    fact = done(await network.officer.post(f"{url}/merge", json=body), 201)
    assert codes_of(fact) == expected
    merged = done(await network.public.get(url))
    assert merged["status"] == "merged"
    assert merged["successor"] == {"id": large["member_id"], "name": "Xưởng Lớn"}
    (public,) = await network.service.published(events.MemberMergedV1)
    assert str(public.successor.id) == large["member_id"]
    assert done(await network.applicant.get("/v1/me"))["member_ids"] == [large["member_id"]]
    facts = {"member_id": large["member_id"]}
    listed = done(await network.officer.get("/v1/member-facts", params=facts))["items"]
    assert [one["kind"]["code"] for one in listed] == ["absorbed"]
    again = await network.officer.post(f"{url_of(large)}/merge", json={**WHY, "into": url[12:]})
    refused(again, 409, "other_not_a_member")


async def test_what_would_follow_is_shown_before_anyone_decides(network):
    one, two = await network.members("Mẫu Một", "Mẫu Hai")
    url = f"{url_of(one)}/consequences"
    seen = done(await network.decider.get(url, params={"kind": "removed"}))
    assert codes_of(seen) == ["certificate_revoked", "grant_ended", "rights_end"]
    assert seen["consequences"][0]["name"] == one["certificate_number"]
    assert seen["possible"]["allowed"] is True
    seen = done(await network.officer.get(url, params={"kind": "removal_annulled"}))
    assert [one["code"] for one in seen["possible"]["failing"]] == ["wrong_status"]
    into = {"kind": "merged", "into": two["member_id"]}
    assert "grant_moved" in codes_of(done(await network.officer.get(url, params=into)))
    refused(await network.officer.get(url, params={"kind": "merged"}), 422, "other_member_to_name")
    assert done(await network.public.get(url_of(one)))["status"] == "active"


async def test_of_two_mergers_into_each_other_at_once_one_stands(network):
    one, two = await network.members("Mẫu Một", "Mẫu Hai")
    answers = await at_once(
        network.officer.post(f"{url_of(one)}/merge", json={**WHY, "into": two["member_id"]}),
        network.officer.post(f"{url_of(two)}/merge", json={**WHY, "into": one["member_id"]}),
    )
    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert len(await network.service.published(events.MemberMergedV1)) == 1


async def test_a_double_leaves_its_certificate_to_the_entry_that_stays(network):
    double, kept = await network.members("Trùng", "Trùng tên")
    body = {"same_as": kept["member_id"], "reason": "Một không gian nhập hai lần"}
    fact = done(await network.officer.post(f"{url_of(double)}/resolve-double", json=body), 201)
    assert "certificate_moved" in codes_of(fact)
    shown = done(await network.public.get(f"/v1/certificates/{double['certificate_number']}"))
    assert (shown["status"], shown["member"]["id"]) == ("valid", kept["member_id"])


async def test_a_split_forms_members_with_certificates_and_names_a_successor(network):
    entry = await network.member()
    url = url_of(entry)
    part = {"kind": "art_space", "ownership": "private", "fields": ["music"]}
    parts = [
        {**part, "name": "Phần A", "representative": {"subject": "a"}},
        {**part, "name": "Phần B", "representative": {"subject": "b"}},
    ]
    body = {**WHY, "parts": parts[:1], "goes_on": False, "successor": 3}
    answer = await network.officer.post(f"{url}/split", json=body)
    refused(answer, 422, "parts_needed", "successor_not_a_part")
    body |= {"parts": parts, "successor": 1}
    fact = done(await network.officer.post(f"{url}/split", json=body), 201)
    assert len(fact["formed_ids"]) == 2
    formed = done(await network.public.get(f"/v1/members/{fact['formed_ids'][1]}"))
    assert (formed["name"], formed["status"]) == ("Phần B", "active")
    assert formed["certificate_number"]
    gone = done(await network.public.get(url))
    assert (gone["status"], gone["successor"]["name"]) == ("split", "Phần B")
    assert len(await network.service.published(events.MemberMergedV1)) == 1
    me = done(await network.service.as_(sub="a").get("/v1/me"))
    assert me["member_ids"] == [fact["formed_ids"][0]]


async def test_a_part_that_splits_off_leaves_the_space_a_member(network):
    entry = await network.member()
    part = {
        "name": "Phần tách",
        "kind": "gallery",
        "ownership": "private",
        "fields": ["design"],
        "representative": {"subject": "a"},
        "address": {"ward": "phường hàng bạc"},
    }
    body = {**WHY, "parts": [part], "goes_on": True}
    fact = done(await network.officer.post(f"{url_of(entry)}/split", json=body), 201)
    assert codes_of(fact) == ["member_formed", "certificate_issued"]
    assert done(await network.public.get(url_of(entry)))["status"] == "active"
    inside = await network.officer.get(f"/v1/members/{fact['formed_ids'][0]}")
    assert done(inside)["private"]["address"]["ward"] == "Phường Hoàn Kiếm"


async def test_the_history_says_who_did_what_and_why(network):
    entry = await network.member()
    url = url_of(entry)
    shown = done(await network.applicant.get(url))
    change = {"website": "https://mau.example", "address": {"ward": "Phường Hàng Bạc"}}
    changed = done(await network.applicant.patch(url, json=change, headers=if_match(shown)))
    assert changed["private"]["address"]["ward"] == "Phường Hoàn Kiếm"
    suspension = {"reason": "Lý do", "reason_code": "report_missing"}
    done(await network.officer.post(f"{url}/suspend", json=suspension))
    done(await network.officer.post(f"{url}/reinstate", json={"reason": "Đã nộp báo cáo"}))
    history = done(await network.officer.get(f"{url}/history"))["items"]
    assert [one["act"] for one in history] == ["reinstated", "suspended", "profile_changed"]
    assert history[0]["reason"] == "Đã nộp báo cáo"
    assert history[0]["by"].endswith("|officer")
    details = history[2]["fact"]["details"]["changed"]
    assert details["website"] == {"from": None, "to": "https://mau.example"}
    own = done(await network.applicant.get(f"{url}/history"))["items"]
    assert [one["by"] for one in own] == [None, None, None]
    member = network.service.as_("member", sub="x", member="00000000-0000-7000-8000-000000000001")
    refused(await member.get(f"{url}/history"), 403, "member_not_yours")
    pages, cursor = [], None
    while True:
        params = {"limit": 1, **({"before": cursor} if cursor else {})}
        page = done(await network.officer.get(f"{url}/history", params=params))
        pages += [one["act"] for one in page["items"]]
        if not (cursor := page["next_cursor"]):
            break
    assert pages == ["reinstated", "suspended", "profile_changed"]


async def test_lists_of_facts_ask_the_database_a_fixed_number_of_times(network):
    entries = await network.members("Mẫu A", "Mẫu B", "Mẫu C")
    counts = []
    for entry in entries:
        done(await network.officer.post(f"{url_of(entry)}/leave", json={"reason": "Xong"}))
        counts.append(await statements(network, "/v1/member-facts"))
    assert len(set(counts)) == 1
    assert counts[0] <= 2


async def test_wards_are_found_by_present_and_former_names(network):
    for text in ("hoan kiem", "Phường Hàng Bạc", "HÀNG BẠC"):
        (ward,) = done(await network.public.get("/v1/wards", params={"q": text}))["items"]
        assert ward["name"] == "Phường Hoàn Kiếm"
    assert len(done(await network.public.get("/v1/wards"))["items"]) > 51
