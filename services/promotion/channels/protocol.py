"""What every channel's adapter can do, and what it is told about an item.

An adapter never raises for an expected failure: it answers with an outcome. A time-out is
`Unconfirmed`; the caller then asks `check` and never submits again blindly.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.promotion.domain.delivery import (
    Delivered,
    Failed,
    NotThere,
    Unconfirmed,
)


@dataclass(frozen=True, slots=True)
class Posting:
    """One item as a channel is to show it. `slug` and `post_id` are the same in every attempt."""

    post_id: UUID
    item_id: UUID
    slug: str
    revision: int
    title: tuple[str, str | None]
    summary: tuple[str, str | None]
    body: tuple[str | None, str | None]
    page_url: str
    starts_at: datetime | None
    ends_at: datetime | None
    external_url: str | None


class Channel(Protocol):
    """An outside system, or a feed of our own, that shows items."""

    async def submit(self, post: Posting) -> Delivered | Failed | Unconfirmed:
        """Have the item shown; called once, and again only after a definite "not there"."""
        ...

    async def check(self, post: Posting) -> Delivered | NotThere | Failed | Unconfirmed:
        """Whether the item is shown there now; changes nothing."""
        ...

    async def retract(self, post: Posting) -> NotThere | Failed | Unconfirmed:
        """Have the item shown no more; doing it twice does no harm."""
        ...


@dataclass(frozen=True, slots=True)
class ChannelTools:
    """What an adapter is made with: its channel's code and address, and this service's store."""

    code: str
    address: str
    open_session: Callable[[], AsyncSession]


MakeChannel = Callable[[ChannelTools], Channel]
