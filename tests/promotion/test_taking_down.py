"""What is taken back goes from the channel, whatever is under way there."""

from __future__ import annotations

import asyncio

from sqlalchemy import text, update

from services.promotion.domain.delivery import Failed
from services.promotion.models import Post
from shared.events.promotion import PostUnconfirmedV1
from tests.promotion.making import act, published
from tests.promotion.outside import later, post_of


async def waits_for_a_lock(promotion):
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    return await promotion.database.read(lambda session: session.scalar(waiting))


async def test_a_retraction_is_repeated_until_the_channel_shows_nothing(elsewhere, outside):
    item = await published(elsewhere)
    await elsewhere.do_due()
    outside.answers["retract"] = [Failed("busy", passing=True)]
    await act(elsewhere, item, "retract", reason_code="content_error")
    await elsewhere.do_due()
    assert (await post_of(elsewhere, item))["status"] == "delivered"
    await later(elsewhere, minutes=2)
    assert (await post_of(elsewhere, item))["status"] == "retracted"
    assert outside.shown == set()


async def test_a_retraction_that_cannot_be_had_is_not_called_done(elsewhere, outside):
    item = await published(elsewhere)
    await elsewhere.do_due()
    outside.answers["retract"] = [Failed("not_allowed")] * 9
    await act(elsewhere, item, "retract", reason_code="content_error")
    for _ in range(5):
        await later(elsewhere, hours=7)
    post = await post_of(elsewhere, item)
    assert (post["status"], post["wanted"]) == ("unconfirmed", "withdrawn")
    assert len(await elsewhere.published(PostUnconfirmedV1)) == 1


async def test_what_never_went_out_is_retracted_without_a_call(elsewhere, outside):
    item = await published(elsewhere)
    await act(elsewhere, item, "retract", reason_code="content_error")
    await elsewhere.do_due()
    assert outside.calls == []
    assert (await post_of(elsewhere, item))["status"] == "retracted"


async def test_a_retraction_during_a_call_waits_for_its_end_and_then_takes_down(elsewhere, outside):
    item = await published(elsewhere)
    submit = outside.submit

    async def retract_meanwhile(post):
        answer = await submit(post)
        await act(elsewhere, item, "retract", reason_code="content_error")
        return answer

    outside.submit = retract_meanwhile
    await elsewhere.do_due()
    await elsewhere.do_due()
    assert outside.calls == ["submit", "retract"]
    assert outside.shown == set()
    assert (await post_of(elsewhere, item))["status"] == "retracted"


async def test_a_retraction_waits_for_a_delivery_that_settles_at_the_same_moment(promotion):
    item = await published(promotion)
    async with promotion.database.sessions() as session:
        await session.begin()
        await session.execute(update(Post).values(version=Post.version + 1))
        retracting = asyncio.create_task(act(promotion, item, "retract", reason_code="other"))
        async with asyncio.timeout(10):
            while not await waits_for_a_lock(promotion):
                pass
        await session.commit()
    assert (await retracting)["status"] == "retracted"
    await promotion.do_due()
    answer = await promotion.as_("editor").get("/v1/posts?status=retracted")
    assert len(answer.json()["items"]) == 3
