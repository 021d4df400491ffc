"""Calls of every kind through HTTP: drafts, conditions, review rules, archive."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from shared.events.members import CallClosedV1, CallExtendedV1, CallOpenedV1
from tests.members.making import APPLICANT, CRITERIA, done, if_match, path, refused

pytestmark = pytest.mark.asyncio

KINDS = ("membership", "incubation", "pilot", "unesco_exchange", "training", "award")


def url(call, tail=""):
    return f"/v1/calls/{call['id']}{tail}"


async def change(network, call, **body):
    return await network.officer.patch(url(call), json=body, headers=if_match(call))


@pytest.mark.parametrize("kind", KINDS)
async def test_one_engine_runs_calls_of_every_kind(network, kind):
    call = await network.call(kind=kind)
    assert call["kind_label"] != kind
    (opened,) = await network.service.published(CallOpenedV1)
    assert opened.kind.code == kind
    listed = done(await network.public.get("/v1/calls", params={"kind": kind}))["items"]
    assert [one["id"] for one in listed] == [call["id"]]


async def test_only_a_membership_call_leads_to_a_ceremony(network):
    call = await network.call(kind="training")
    application = await network.approved(call["id"])
    body = {
        "title": {"vi": "Lễ mẫu"},
        "held_at": network.instant(days=7),
        "place": "Bảo tàng Hà Nội",
        "application_ids": [application["id"]],
    }
    answer = await network.officer.post("/v1/ceremonies", json=body)
    refused(answer, 409, "not_a_membership_call")


async def test_a_call_says_what_it_is_for_whom_and_how_it_is_judged(network):
    call = await network.call(
        kind="incubation",
        description={"vi": "Ươm tạo tài năng trẻ.\nBa tháng.", "en": "Young talents."},
        eligibility={"fields": ["crafts"], "ownership": ["informal"], "membership": "members_only"},
        review={
            "quorum": 2,
            "reviewers_per_file": 3,
            "sealed": False,
            "review_deadline": network.instant(days=45),
            "tie_rule": "earlier",
            "spread_limit": 25.5,
        },
    )
    shown = done(await network.public.get(url(call), headers={"Accept-Language": "en"}))
    assert shown["description"]["vi"].endswith("Ba tháng.")
    assert shown["eligibility"]["fields"] == [{"code": "crafts", "label": "Crafts and folk art"}]
    assert shown["eligibility"]["ownership"][0]["code"] == "community"
    assert shown["eligibility"]["membership"]["label"] == "Members of the network only"
    assert shown["review"]["tie_rule"]["code"] == "earlier"
    assert (shown["review"]["reviewers_per_file"], shown["review"]["sealed"]) == (3, False)
    assert shown["review"]["spread_limit"] == 25.5


async def test_review_rules_that_cannot_be_kept_are_all_named(network):
    body = {
        "title": {"vi": "Đợt mẫu"},
        "opens_at": network.instant(),
        "closes_at": network.instant(days=1),
        "criteria": CRITERIA,
        "review": {"quorum": 3, "reviewers_per_file": 2, "review_deadline": network.instant()},
    }
    answer = await network.officer.post("/v1/calls", json=body)
    refused(answer, 422, "quorum_above_reviewers", "review_before_opening")


async def test_a_draft_is_seen_by_staff_alone_until_it_is_published(network):
    draft = await network.call(draft=True)
    assert draft["status"] == "draft"
    await network.service.do_due()
    assert await network.service.published(CallOpenedV1) == []
    for who in (network.public, network.applicant, network.decider):
        refused(await who.get(url(draft)), 404, "not_found")
        refused(await who.get(url(draft, "/form.pdf")), 404, "not_found")
        assert done(await who.get("/v1/calls"))["items"] == []
    body = {"call_id": draft["id"], "applicant": APPLICANT}
    refused(await network.applicant.post("/v1/applications", json=body), 422, "not_found")
    done(await change(network, draft, criteria=CRITERIA[:1], eligibility={"fields": ["music"]}))
    published = done(await network.officer.post(url(draft, "/publish")))
    assert (published["status"], len(published["criteria"])) == ("open", 1)
    assert done(await network.public.get(url(draft)))["id"] == draft["id"]
    assert len(await network.service.published(CallOpenedV1)) == 1
    refused(await network.officer.post(url(draft, "/publish")), 409, "wrong_status")


async def test_a_draft_whose_closing_has_passed_is_not_published(network):
    draft = await network.call(draft=True, closes_at=network.instant(hours=1))
    network.clock.advance(timedelta(hours=2))
    refused(await network.officer.post(url(draft, "/publish")), 422, "closes_in_past")


async def test_what_applicants_rely_on_is_fixed_from_the_opening_on(network):
    call = await network.call(opens_at=network.instant(hours=1), review={"quorum": 2})
    changed = done(await change(network, call, eligibility={"kinds": ["museum"]}))
    assert changed["eligibility"]["kinds"][0]["code"] == "museum"
    cleared = done(await change(network, changed, eligibility=None, description=None))
    assert cleared["eligibility"]["kinds"] == []
    network.clock.advance(timedelta(hours=1))
    answer = await change(network, cleared, eligibility={"kinds": ["museum"]}, criteria=CRITERIA)
    refused(answer, 409, "conditions_are_fixed")
    judged = done(await change(network, cleared, review={"reviewers_per_file": 4}))
    assert (judged["review"]["reviewers_per_file"], judged["quorum"]) == (4, 2)


async def test_review_rules_change_until_the_call_is_archived(network):
    call = await network.call()
    closed = done(await network.officer.post(url(call, "/close")))
    later = network.instant(days=90)
    changed = done(await change(network, closed, review={"review_deadline": later}))
    assert changed["review"]["review_deadline"] is not None
    refused(await change(network, changed, title={"vi": "Khác"}), 409, "call_closed")
    archived = done(await network.officer.post(url(call, "/archive")))
    assert archived["status"] == "archived"
    answer = await change(network, archived, review={"sealed": False}, title={"vi": "Khác"})
    refused(answer, 409, "call_archived")
    refused(await network.officer.post(url(call, "/archive")), 409, "wrong_status")


async def test_a_call_that_ran_out_unseen_is_closed_before_it_is_archived(network):
    call = await network.call(closes_at=network.instant(hours=1))
    refused(await network.officer.post(url(call, "/archive")), 409, "wrong_status")
    network.clock.advance(timedelta(hours=2))
    officer = network.service.as_("officer")
    done(await officer.post(url(call, "/archive")))
    await network.service.do_due()
    assert len(await network.service.published(CallClosedV1)) == 1
    for status, count in (("archived", 1), ("closed", 0), ("open", 0)):
        found = done(await network.public.get("/v1/calls", params={"status": status}))["items"]
        assert len(found) == count, status


async def test_the_closing_of_an_open_call_moves_with_a_reason_only(network):
    call = await network.call(closes_at=network.instant(days=1))
    answer = await change(network, call, closes_at=network.instant(days=2))
    refused(answer, 422, "closing_reason_needed")
    earlier = {"closes_at": network.instant(hours=1), "reason": "Nhầm giờ"}
    changed = done(await change(network, call, **earlier))
    assert await network.service.published(CallExtendedV1) == []
    same = {"closes_at": changed["closes_at"], "title": {"vi": "Đợt mẫu sửa"}}
    done(await change(network, changed, **same))
    future = await network.call(opens_at=network.instant(days=1))
    done(await change(network, future, closes_at=network.instant(days=40)))
    assert await network.service.published(CallExtendedV1) == []


# --- eligibility at hand-in


async def test_who_is_not_eligible_is_told_everything_at_the_hand_in(network):
    call = await network.call(
        eligibility={"kinds": ["museum"], "fields": ["music"], "membership": "members_only"},
        form={"documents": ["photo"]},
    )
    draft = await network.draft(call["id"])
    expected = ("document_missing", "kind_not_eligible", "field_not_eligible", "members_only")
    assert {one["code"] for one in draft["lacks"]} == set(expected)
    refused(await network.applicant.post(f"{path(draft)}/submit"), 409, *expected)


async def test_a_call_for_members_takes_files_of_active_members_alone(network):
    entry = await network.member()
    member = network.service.as_("member", sub="applicant", member=entry["member_id"])
    call = await network.call(kind="training", eligibility={"membership": "members_only"})
    draft = await network.draft(call["id"], member)
    assert draft["lacks"] == []
    suspend = {"reason": "Lý do", "reason_code": "other"}
    member_url = f"/v1/members/{entry['member_id']}"
    done(await network.officer.post(f"{member_url}/suspend", json=suspend))
    refused(await member.post(f"{path(draft)}/submit"), 409, "members_only")
    done(await network.officer.post(f"{member_url}/reinstate", json={"reason": "Đã khắc phục"}))
    done(await member.post(f"{path(draft)}/submit"))
    newcomers = await network.call(eligibility={"membership": "not_yet_members"})
    other = await network.draft(newcomers["id"], member)
    refused(await member.post(f"{path(other)}/submit"), 409, "not_yet_members_only")


async def test_each_list_takes_a_fixed_number_of_statements(network):
    async def count(who, listed: str) -> int:
        statements: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
            statements.append(statement)

        engine = network.service.database.engine.sync_engine
        event.listen(engine, "before_cursor_execute", note)
        assert done(await who.get(listed))["items"]
        event.remove(engine, "before_cursor_execute", note)
        return len(statements)

    async def grow(call, number) -> None:
        await network.call(form={"documents": ["photo"]})
        more = {"subject": f"s-{number}", "until": network.instant(days=60), "reason": "Lý do"}
        done(await network.officer.post(url(call, "/extensions"), json=more), 201)

    call = await network.call(form={"documents": ["photo"]})
    await grow(call, 0)
    extensions = url(call, "/extensions")
    few = [await count(network.public, "/v1/calls"), await count(network.officer, extensions)]
    for number in range(1, 6):
        await grow(call, number)
    many = [await count(network.public, "/v1/calls"), await count(network.officer, extensions)]
    assert many == few
    assert many[0] <= 2  # calls, and the present version of their forms
    assert many[1] <= 2  # the caller's grants, extensions
