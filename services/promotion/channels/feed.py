"""Our own feeds as channels: shown means that the feed's query returns the item.

A feed changes in the transaction that publishes or retracts, so there is nothing to send: each
deed reads back from our store what the feed shows now.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from services.promotion.channels.protocol import ChannelTools, Posting
from services.promotion.domain.delivery import Delivered, Failed, NotThere, Unconfirmed
from services.promotion.models import Item
from services.promotion.queries import is_shown_on

STORE_AWAY = Unconfirmed("store_away")


class FeedChannel:
    """A feed that this service serves at `tools.address`."""

    def __init__(self, tools: ChannelTools) -> None:
        self._tools = tools

    async def submit(self, post: Posting) -> Delivered | Failed | Unconfirmed:
        found = await self.check(post)
        return Failed("not_in_feed") if isinstance(found, NotThere) else found

    async def check(self, post: Posting) -> Delivered | NotThere | Unconfirmed:
        try:
            shown = await self._is_shown(post)
        except (SQLAlchemyError, OSError, TimeoutError):
            return STORE_AWAY
        return Delivered(self._tools.address) if shown else NotThere()

    async def retract(self, post: Posting) -> NotThere | Failed | Unconfirmed:
        found = await self.check(post)
        return Failed("still_in_feed", passing=True) if isinstance(found, Delivered) else found

    async def _is_shown(self, post: Posting) -> bool:
        query = select(Item.id).where(Item.id == post.item_id, is_shown_on(self._tools.code))
        async with self._tools.open_session() as session:
            return await session.scalar(query) is not None
