"""Writing and reviewing over HTTP: who may, who may not, and what is never silent."""

from __future__ import annotations

from datetime import timedelta

import pytest

from services.promotion.usecases.publish_items import PUBLISH_ITEM
from shared.events.members import (
    MemberLeftV1,
    MemberProfileChangedV1,
    MemberReinstatedV1,
    MemberSuspendedV1,
)
from shared.events.promotion import (
    ItemChangesRequestedV1,
    ItemPublishedV1,
    ItemScheduledV1,
)
from tests.promotion.making import (
    MEMBER,
    OTHER_MEMBER,
    act,
    booking,
    drafted,
    in_hours,
    item_of,
    member,
    published,
)

NEWS = {
    "title": {"vi": "Xưởng mở cửa"},
    "summary": {"vi": "Mỗi sáng thứ bảy.", "en": "Each Saturday."},
    "kind": "news",
}


async def write(promotion, **more):
    await promotion.deliver(member())
    client = promotion.as_("member", member=MEMBER)
    answer = await client.post("/v1/items", json=NEWS | more)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def test_a_member_writes_for_its_only_membership(promotion):
    item = await write(promotion, body={"vi": "Một\r\n\r\nHai"}, license="cc-by-4.0")
    assert item["member_id"] == str(MEMBER)
    assert item["body"] == {"vi": "Một\n\nHai", "en": None}
    assert item["languages"] == ["vi"]
    assert item["author"].endswith("|member")
    assert item["actions"]["submit"]["allowed"]
    assert [one["code"] for one in item["actions"]["approve"]["failing"]] == [
        "role_needed",
        "author_may_not_approve",
    ]


async def test_a_member_cannot_write_for_another(promotion):
    await promotion.deliver(member(), member(id=OTHER_MEMBER))
    client = promotion.as_("member", member=MEMBER)
    answer = await client.post("/v1/items", json={**NEWS, "member_id": str(OTHER_MEMBER)})
    assert (answer.status_code, answer.json()["code"]) == (403, "member_not_yours")
    nobody = await promotion.as_("member").post("/v1/items", json=NEWS)
    assert (nobody.status_code, nobody.json()["code"]) == (403, "member_needed")


async def test_a_member_that_was_not_heard_of_is_not_yet_known(promotion):
    answer = await promotion.as_("member", member=MEMBER).post("/v1/items", json=NEWS)
    assert (answer.status_code, answer.json()["code"]) == (409, "not_yet_known")
    assert answer.headers["retry-after"]


async def test_a_booking_that_has_its_item_gets_no_second_one(promotion):
    event, item = await drafted(promotion)
    answer = await promotion.as_("editor").post(
        "/v1/items", json={**NEWS, "booking_id": str(event.id)}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "booking_has_item")
    assert item["id"] in answer.json()["detail"]


@pytest.mark.parametrize("role", ["officer", "host", "reviewer", "operator", "auditor"])
async def test_wrong_roles_are_refused(promotion, role):
    _, item = await drafted(promotion)
    for name in ("approve", "publish"):
        answer = await promotion.as_(role).post(f"/v1/items/{item['id']}/{name}")
        assert (answer.status_code, answer.json()["code"]) == (403, "role_needed")
    assert (await promotion.http.post(f"/v1/items/{item['id']}/approve")).status_code == 401


async def test_drafts_are_hidden_from_the_public_and_from_other_members(promotion):
    _, item = await drafted(promotion)
    stranger = promotion.as_("member", sub="stranger", member=OTHER_MEMBER)
    assert (await promotion.http.get(f"/v1/items/{item['id']}")).status_code == 404
    assert (await stranger.get(f"/v1/items/{item['id']}")).status_code == 404
    assert (await stranger.post(f"/v1/items/{item['id']}/submit")).status_code == 404
    assert (await promotion.http.get("/v1/items")).json()["items"] == []
    own = promotion.as_("member", member=MEMBER)
    assert (await own.get(f"/v1/items/{item['id']}")).status_code == 200
    assert (await promotion.http.get(f"/v1/items/{item['id']}/page")).status_code == 404


async def test_an_editor_who_edited_the_text_cannot_approve_it(promotion):
    _, item = await drafted(promotion)
    first = promotion.as_("editor", sub="first")
    edited = await first.patch(
        f"/v1/items/{item['id']}",
        json={"title": {"en": "Clay day"}, "body": {"vi": "Vào cửa tự do."}},
        headers={"If-Match": f'"{item["version"]}"'},
    )
    assert edited.status_code == 200, edited.text
    assert edited.json()["title"] == {"vi": item["title"]["vi"], "en": "Clay day"}
    assert edited.json()["author"].endswith("|first")
    refused = await first.post(f"/v1/items/{item['id']}/approve")
    assert (refused.status_code, refused.json()["code"]) == (403, "author_may_not_approve")
    second = await promotion.as_("editor", sub="second").post(f"/v1/items/{item['id']}/approve")
    assert second.status_code == 200


async def test_an_edit_needs_the_present_version(promotion):
    _, item = await drafted(promotion)
    client = promotion.as_("editor")
    path, body = f"/v1/items/{item['id']}", {"title": {"vi": "Khác"}}
    assert (await client.patch(path, json=body)).status_code == 428
    stale = await client.patch(path, json=body, headers={"If-Match": '"9"'})
    assert (stale.status_code, stale.json()["current"]["id"]) == (412, item["id"])


async def test_time_and_place_of_a_booking_are_changed_at_the_booking(promotion):
    _, item = await drafted(promotion)
    answer = await promotion.as_("editor").patch(
        f"/v1/items/{item['id']}", json={"starts_at": in_hours(5)}, headers={"If-Match": "*"}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "time_from_booking")


async def test_an_edited_draft_keeps_its_words_when_the_booking_moves(promotion):
    event, item = await drafted(promotion)
    await promotion.as_("member", member=MEMBER).patch(
        f"/v1/items/{item['id']}", json={"title": {"vi": "Của tôi"}}, headers={"If-Match": "*"}
    )
    later = booking(id=event.id, ends_at=event.ends_at + timedelta(hours=1))
    await promotion.deliver(later)
    moved = await item_of(promotion, event.id)
    assert moved["title"]["vi"] == "Của tôi"
    assert moved["ends_at"] == later.ends_at.isoformat().replace("+00:00", "Z")


async def test_requested_changes_are_told_to_the_author(promotion):
    item = await write(promotion)
    own = promotion.as_("member", member=MEMBER)
    await own.post(f"/v1/items/{item['id']}/submit")
    await act(promotion, item, "request-changes", reason="Ghi rõ giờ mở cửa.")
    [event] = await promotion.published(ItemChangesRequestedV1)
    assert event.reason == "Ghi rõ giờ mở cửa."
    shown = (await own.get(f"/v1/items/{item['id']}")).json()
    assert shown["inside"]["review_note"] == "Ghi rõ giờ mở cửa."
    again = (await own.post(f"/v1/items/{item['id']}/submit")).json()
    assert (again["status"], again["inside"]["review_note"]) == ("submitted", None)


async def test_a_suspended_member_is_not_promoted_until_it_is_reinstated(promotion):
    _, item = await drafted(promotion)
    await promotion.deliver(member(MemberSuspendedV1, "suspended"))
    editor = promotion.as_("editor")
    for name in ("submit", "approve"):
        refused = await editor.post(f"/v1/items/{item['id']}/{name}")
        assert (refused.status_code, refused.json()["code"]) == (409, "member_suspended")
        assert "23/11/2026" in refused.json()["detail"]
    await promotion.deliver(member(MemberReinstatedV1))
    await act(promotion, item, "approve")
    await promotion.deliver(member(MemberLeftV1, "left"))
    refused = await editor.post(f"/v1/items/{item['id']}/publish")
    assert "rời mạng lưới" in refused.json()["detail"]


async def test_the_day_of_a_suspension_survives_further_changes(promotion):
    _, item = await drafted(promotion)
    await promotion.deliver(member(MemberSuspendedV1, "suspended"))
    promotion.clock.advance(timedelta(days=2))
    await promotion.deliver(member(MemberProfileChangedV1, "suspended", name="Tên mới"))
    refused = await promotion.as_("editor").post(f"/v1/items/{item['id']}/approve")
    assert refused.json()["detail"].startswith("Thành viên Tên mới")
    assert "23/11/2026" in refused.json()["detail"]


async def test_a_scheduled_item_goes_out_at_its_time(promotion):
    _, item = await drafted(promotion)
    await act(promotion, item, "approve")
    scheduled = await act(promotion, item, "schedule", publish_at=in_hours(2))
    assert scheduled["status"] == "scheduled"
    assert len(await promotion.published(ItemScheduledV1)) == 1
    promotion.clock.advance(timedelta(hours=1, minutes=59))
    await promotion.do_due()
    assert await promotion.published(ItemPublishedV1) == []
    promotion.clock.advance(timedelta(minutes=1))
    await promotion.do_due()
    [event] = await promotion.published(ItemPublishedV1)
    assert event.published_at == promotion.clock.now()


async def test_a_moved_schedule_goes_out_once_at_the_new_time(promotion):
    _, item = await drafted(promotion)
    await act(promotion, item, "approve")
    await act(promotion, item, "schedule", publish_at=in_hours(2))
    await act(promotion, item, "schedule", publish_at=in_hours(4))
    promotion.clock.advance(timedelta(hours=3))
    await promotion.do_due()
    assert await promotion.published(ItemPublishedV1) == []
    promotion.clock.advance(timedelta(hours=1))
    await promotion.do_due()
    assert len(await promotion.published(ItemPublishedV1)) == 1


async def test_a_schedule_in_the_past_is_refused(promotion):
    _, item = await drafted(promotion)
    await act(promotion, item, "approve")
    answer = await promotion.as_("editor").post(
        f"/v1/items/{item['id']}/schedule", json={"publish_at": in_hours(-1)}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "publish_at_past")


async def test_a_scheduled_item_of_a_suspended_member_is_held_and_says_so(promotion):
    _, item = await drafted(promotion)
    await act(promotion, item, "approve")
    await act(promotion, item, "schedule", publish_at=in_hours(2))
    await promotion.deliver(member(MemberSuspendedV1, "suspended"))
    promotion.clock.advance(timedelta(hours=2))
    await promotion.do_due()
    assert await promotion.published(ItemPublishedV1) == []
    found = await promotion.as_("editor").get("/v1/items?needs_attention=true")
    [held] = found.json()["items"]
    assert (held["id"], held["status"], held["publish_at"]) == (item["id"], "approved", None)
    assert held["inside"]["attention"]["code"] == "member_suspended"
    audit = await promotion.as_("officer").get(f"/v1/audit?subject_id={item['id']}")
    assert "hold_scheduled_item" in [row["act"] for row in audit.json()["items"]]


async def test_a_cancelled_booking_takes_its_scheduled_item_along(promotion):
    event, item = await drafted(promotion)
    await act(promotion, item, "approve")
    await act(promotion, item, "schedule", publish_at=in_hours(2))
    await promotion.deliver(booking(id=event.id, activity=None, member=None))
    assert (await item_of(promotion, event.id))["status"] == "cancelled"
    assert PUBLISH_ITEM not in await due_kinds(promotion)


async def due_kinds(promotion):
    from sqlalchemy import select

    from shared.database.backbone import DueWork

    async with promotion.database.sessions() as session:
        return list(await session.scalars(select(DueWork.kind)))


async def test_a_double_click_publishes_once(promotion):
    _, item = await drafted(promotion)
    await act(promotion, item, "approve")
    editor = promotion.as_("editor")
    headers = {"Idempotency-Key": "one"}
    first = await editor.post(f"/v1/items/{item['id']}/publish", headers=headers)
    second = await editor.post(f"/v1/items/{item['id']}/publish", headers=headers)
    third = await editor.post(f"/v1/items/{item['id']}/publish")
    assert first.json() == second.json()
    assert (third.status_code, third.json()["code"]) == (409, "status_does_not_fit")
    assert len(await promotion.published(ItemPublishedV1)) == 1


async def test_a_dry_run_changes_nothing(promotion):
    _, item = await drafted(promotion)
    await act(promotion, item, "approve")
    tried = await promotion.as_("editor").post(f"/v1/items/{item['id']}/publish?dry_run=true")
    assert tried.json()["result"]["status"] == "published"
    assert await promotion.published(ItemPublishedV1) == []


async def test_search_folds_marks(promotion):
    item = await published(promotion)
    for words in ("gom dong do", "GỐM", "xuong gom", "kính"):
        found = await promotion.http.get("/v1/items", params={"q": words})
        assert [one["id"] for one in found.json()["items"]] == [item["id"]], words
    assert (await promotion.http.get("/v1/items", params={"q": "100%"})).json()["items"] == []


@pytest.mark.parametrize(
    "body",
    [
        {**NEWS, "title": {"vi": "a\u0000b"}},
        {**NEWS, "title": {"vi": "   "}},
        {**NEWS, "kind": "nonsense"},
        {**NEWS, "license": "nonsense"},
        {**NEWS, "starts_at": in_hours(1)},
        {**NEWS, "starts_at": in_hours(2), "ends_at": in_hours(1)},
        {**NEWS, "starts_at": "0001-01-01T00:00:00+14:00"},
        {**NEWS, "unknown": 1},
        {"kind": "news"},
    ],
)
async def test_wrong_drafts_are_422(promotion, body):
    assert (await promotion.as_("editor").post("/v1/items", json=body)).status_code == 422


@pytest.mark.parametrize("query", ["q=%00", "status=%00", "member_id=x", "from=x", "cursor=x"])
async def test_wrong_filters_are_422(promotion, query):
    assert (await promotion.http.get(f"/v1/items?{query}")).status_code == 422


async def test_a_retraction_needs_some_reason(promotion):
    item = await published(promotion)
    editor = promotion.as_("editor")
    for body in ({}, {"reason_code": "nonsense"}):
        assert (await editor.post(f"/v1/items/{item['id']}/retract", json=body)).status_code == 422
    officer = promotion.as_("officer")
    done = await officer.post(f"/v1/items/{item['id']}/retract", json={"reason": "Sai giờ"})
    assert (done.status_code, done.json()["retraction_code"]) == (200, "other")
