"""Posts on a channel that times out, dies, refuses: never twice, never silent."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from services.promotion.domain.delivery import Failed, Unconfirmed
from services.promotion.models import Post
from shared.database.backbone import DueWork
from shared.events.promotion import PostDeliveredV1, PostFailedV1, PostUnconfirmedV1
from tests.promotion.making import act, drafted, published
from tests.promotion.outside import later, post_of


async def test_a_post_is_delivered_once_however_often_work_is_done(elsewhere, outside):
    item = await published(elsewhere)
    for _ in range(3):
        await later(elsewhere, hours=1)
    assert outside.calls == ["submit"]
    assert (await post_of(elsewhere, item))["status"] == "delivered"
    [event] = await elsewhere.published(PostDeliveredV1)
    assert event.external_url == "http://x"


async def test_a_time_out_is_resolved_by_a_check_and_not_by_a_second_post(elsewhere, outside):
    outside.answers["submit"] = [Unconfirmed("timed_out")]
    item = await published(elsewhere)
    await elsewhere.do_due()
    assert (await post_of(elsewhere, item))["status"] == "unconfirmed"
    [event] = await elsewhere.published(PostUnconfirmedV1)
    assert event.error_code == "timed_out"
    await later(elsewhere, minutes=2)
    assert outside.calls == ["submit", "check"]
    assert (await post_of(elsewhere, item))["status"] == "delivered"


async def test_a_process_that_dies_after_the_call_posts_nothing_twice(elsewhere, outside):
    outside.answers["submit"] = [RuntimeError("killed after the channel took it")]
    item = await published(elsewhere)
    await elsewhere.do_due()
    assert (await post_of(elsewhere, item))["status"] == "queued"
    await later(elsewhere, minutes=2)
    assert outside.calls == ["submit", "check"]
    assert (await post_of(elsewhere, item))["status"] == "delivered"
    assert [e.error_code for e in await elsewhere.published(PostUnconfirmedV1)] == ["no_answer"]


async def test_a_process_killed_before_the_call_posts_once_after_the_check(elsewhere, outside):
    """The kill itself: `prepare` is committed, nothing after it ever happens."""
    item = await published(elsewhere)
    due = elsewhere.service.due

    async def killed(_begun, _origin):
        raise KeyboardInterrupt

    alive, due._call_outside = due._call_outside, killed
    with pytest.raises(KeyboardInterrupt):
        await due.do_due()
    due._call_outside = alive
    await elsewhere.do_due()
    assert outside.calls == []
    await later(elsewhere, seconds=61)
    assert outside.calls == ["check"]
    await later(elsewhere, minutes=2)
    assert outside.calls == ["check", "submit"]
    assert (await post_of(elsewhere, item))["status"] == "delivered"


async def test_without_the_begun_mark_the_item_would_be_posted_twice(elsewhere, outside):
    """Negative control: the same death, with what `prepare` wrote taken away."""
    outside.answers["submit"] = [RuntimeError("killed after the channel took it")]
    await published(elsewhere)
    await elsewhere.do_due()
    async with elsewhere.database.sessions() as session, session.begin():
        await session.execute(update(Post).values(busy_until=None))
    await later(elsewhere, minutes=2)
    assert outside.calls == ["submit", "submit"]


async def test_an_unconfirmed_post_is_at_last_left_to_a_person(elsewhere, outside):
    outside.answers["submit"] = [Unconfirmed("timed_out")]
    outside.answers["check"] = [Unconfirmed("timed_out")] * 9
    item = await published(elsewhere)
    for _ in range(6):
        await later(elsewhere, hours=7)
    assert outside.calls == ["submit", "check", "check"]
    post = await post_of(elsewhere, item)
    assert post["status"] == "unconfirmed"
    found = {"shown": True, "reason": "Đã xem trên kênh"}
    path = f"/v1/posts/{post['id']}/resolve"
    refused = await elsewhere.as_("editor").post(path, json=found | {"external_url": "x:y"})
    assert refused.json()["code"] == "field_not_web_address"
    answer = await elsewhere.as_("editor").post(path, json=found)
    assert (answer.status_code, answer.json()["status"]) == (200, "delivered")
    again = await elsewhere.as_("editor").post(
        f"/v1/posts/{post['id']}/resolve", json={"shown": True, "reason": "Lần nữa"}
    )
    assert (again.status_code, again.json()["code"]) == (409, "wrong_status")


async def test_a_passing_refusal_is_tried_again_and_a_final_one_is_told(elsewhere, outside):
    outside.answers["submit"] = [Failed("busy", passing=True), Failed("not_allowed")]
    item = await published(elsewhere)
    await elsewhere.do_due()
    await later(elsewhere, minutes=2)
    await later(elsewhere, hours=9)
    assert outside.calls == ["submit", "submit"]
    post = await post_of(elsewhere, item)
    assert (post["status"], post["error"]["code"]) == ("failed", "not_allowed")
    assert len(await elsewhere.published(PostFailedV1)) == 1


async def test_a_call_that_lost_its_lease_changes_nothing(elsewhere, outside):
    item = await published(elsewhere)
    submit = outside.submit

    async def outlive_the_lease(post):
        await submit(post)
        outside.submit = submit
        await later(elsewhere, seconds=61)  # another replica checks and finds it shown
        return Failed("late")

    outside.submit = outlive_the_lease
    await elsewhere.do_due()
    assert outside.calls == ["submit", "check"]
    assert (await post_of(elsewhere, item))["status"] == "delivered"
    assert await elsewhere.published(PostFailedV1) == []


async def test_what_a_person_settled_is_not_undone_by_a_call_under_way(elsewhere, outside):
    outside.answers["submit"] = [Unconfirmed("timed_out")]
    item = await published(elsewhere)
    await elsewhere.do_due()

    async def resolve_meanwhile(_post):
        post = await post_of(elsewhere, item)
        found = {"shown": False, "reason": "Đã xem trên kênh"}
        await elsewhere.as_("editor").post(f"/v1/posts/{post['id']}/resolve", json=found)
        return Unconfirmed("timed_out")

    outside.check = resolve_meanwhile
    await later(elsewhere, minutes=2)
    assert (await post_of(elsewhere, item))["status"] == "failed"


async def test_enabling_a_channel_waits_for_the_call_under_way(elsewhere, outside):
    item = await published(elsewhere)
    [channel] = [
        one
        for one in (await elsewhere.http.get("/v1/channels")).json()["items"]
        if one["code"] == "elsewhere"
    ]
    submit = outside.submit

    async def switch_meanwhile(post):
        for name in ("disable", "enable"):
            path = f"/v1/channels/{channel['id']}/{name}"
            await elsewhere.as_("editor").post(path, json={"reason": "Thử"})
        await elsewhere.do_due()
        return await submit(post)

    outside.submit = switch_meanwhile
    await elsewhere.do_due()
    assert outside.calls == ["submit"]
    assert (await post_of(elsewhere, item))["status"] == "delivered"


async def test_a_post_says_who_may_resolve_it(elsewhere, outside):
    outside.answers["submit"] = [Unconfirmed("timed_out")]
    item = await published(elsewhere)
    assert not (await post_of(elsewhere, item))["actions"]["resolve"]["allowed"]
    await elsewhere.do_due()
    assert (await post_of(elsewhere, item))["actions"]["resolve"]["allowed"]
    [seen] = (await elsewhere.as_("officer").get("/v1/posts")).json()["items"]
    [failure] = seen["actions"]["resolve"]["failing"]
    assert failure["code"] == "role_needed"


async def test_a_disabled_channel_gets_nothing_until_it_is_enabled(elsewhere, outside):
    item = await published(elsewhere)
    channels = (await elsewhere.http.get("/v1/channels")).json()["items"]
    [channel] = [one for one in channels if one["code"] == "elsewhere"]
    path = f"/v1/channels/{channel['id']}"
    editor = elsewhere.as_("editor")
    assert (await editor.post(f"{path}/disable", json={"reason": "Bảo trì"})).status_code == 200
    await later(elsewhere, hours=1)
    assert outside.calls == []
    assert (await post_of(elsewhere, item))["status"] == "queued"
    assert (await editor.post(f"{path}/enable", json={"reason": "Xong"})).status_code == 200
    await later(elsewhere, hours=1)
    assert outside.calls == ["submit"]


async def test_an_item_without_a_time_is_not_sent_to_the_calendar(promotion):
    draft = {"title": {"vi": "Tin"}, "summary": {"vi": "Tin"}, "kind": "news"}
    item = (await promotion.as_("officer").post("/v1/items", json=draft)).json()
    await act(promotion, item, "approve")
    shown = await act(promotion, item, "publish")
    assert {post["channel"] for post in shown["posts"]} == {"atom", "json_feed"}


async def test_nothing_is_left_to_do_when_all_is_delivered(promotion):
    _, item = await drafted(promotion)
    await act(promotion, item, "approve")
    await act(promotion, item, "publish")
    await promotion.do_due()
    async with promotion.database.sessions() as session:
        rows = (await session.execute(DueWork.__table__.select())).all()
    assert [row.kind for row in rows] == ["expire_item"]
