"""Reviewing and scheduling over HTTP: who may, who may not, and what is never silent."""

from __future__ import annotations

from datetime import timedelta

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
    act,
    booking,
    drafted,
    in_hours,
    item_of,
    member,
    published,
    write,
)


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
    assert refused.json()["code"] == "member_left"
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
    assert (third.status_code, third.json()["code"]) == (409, "wrong_status")
    [failure] = third.json()["errors"]
    assert failure["values"] == {"status": "published", "needed": ["approved", "scheduled"]}
    assert "“Đã đăng”" in failure["detail"]
    assert "Đã duyệt, Đã hẹn giờ đăng" in failure["detail"]
    assert len(await promotion.published(ItemPublishedV1)) == 1


async def test_a_dry_run_changes_nothing(promotion):
    _, item = await drafted(promotion)
    await act(promotion, item, "approve")
    tried = await promotion.as_("editor").post(f"/v1/items/{item['id']}/publish?dry_run=true")
    assert tried.json()["result"]["status"] == "published"
    assert await promotion.published(ItemPublishedV1) == []


async def test_a_retraction_needs_some_reason(promotion):
    item = await published(promotion)
    editor = promotion.as_("editor")
    for body in ({}, {"reason_code": "nonsense"}):
        assert (await editor.post(f"/v1/items/{item['id']}/retract", json=body)).status_code == 422
    officer = promotion.as_("officer")
    done = await officer.post(f"/v1/items/{item['id']}/retract", json={"reason": "Sai giờ"})
    assert (done.status_code, done.json()["retraction_code"]) == (200, "other")
