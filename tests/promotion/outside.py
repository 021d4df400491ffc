"""A channel elsewhere that a test can make time out, die or refuse."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import insert, update

from services.promotion.channels.registry import ADAPTERS
from services.promotion.domain.delivery import Delivered, Failed, NotThere
from services.promotion.models import Channel
from shared.ids import new_id


class Outside:
    """A channel elsewhere: what it shows, which calls it saw, and how it misbehaves."""

    def __init__(self):
        self.shown = set()
        self.calls = []
        self.answers = {}

    def make(self, _tools):
        return self

    async def submit(self, post):
        self.calls.append("submit")
        return self._answer("submit", lambda: self.shown.add(post.item_id), Delivered("http://x"))

    async def check(self, post):
        self.calls.append("check")
        there = post.item_id in self.shown
        return self._answer("check", lambda: None, Delivered("http://x") if there else NotThere())

    async def retract(self, post):
        self.calls.append("retract")
        return self._answer("retract", lambda: self.shown.discard(post.item_id), NotThere())

    def _answer(self, deed, effect, usual):
        planned = self.answers.get(deed, [])
        answer = planned.pop(0) if planned else usual
        if not isinstance(answer, Failed):
            effect()
        if isinstance(answer, BaseException):
            raise answer
        return answer


@pytest.fixture
def outside(monkeypatch):
    channel = Outside()
    monkeypatch.setitem(ADAPTERS, "stand_in", channel.make)
    return channel


@pytest.fixture
async def elsewhere(promotion, outside):
    """Promotion with the stand-in as its only enabled channel."""
    assert outside.calls == []
    async with promotion.database.sessions() as session, session.begin():
        await session.execute(update(Channel).values(enabled=False))
        await session.execute(
            insert(Channel).values(
                id=new_id(),
                code="elsewhere",
                kind="stand_in",
                name_vi="Kênh thử",
                name_en="Stand-in",
                enabled=True,
                address="http://127.0.0.1:1",
                needs_time=False,
                attempts_allowed=3,
                retry_seconds=60,
                version=1,
                event_sequence=0,
                readers=["public"],
                created_at=promotion.clock.now(),
                updated_at=promotion.clock.now(),
            )
        )
    return promotion


async def post_of(promotion, item):
    answer = await promotion.as_("editor").get(f"/v1/items/{item['id']}/posts")
    [post] = answer.json()["items"]
    return post


async def later(promotion, **by):
    promotion.clock.advance(timedelta(**by))
    await promotion.do_due()
