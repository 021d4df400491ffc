"""Reads of promotion."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Text, cast, exists, func, or_, select, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import lazyload

from services.promotion.domain.statuses import PUBLISHED, RETRACTED
from services.promotion.models import Channel, Item, Post
from shared.auth.caller import Caller
from shared.database.narrowing import narrow
from shared.vietnamese import fold


def select_items(
    caller: Caller,
    *,
    q: str | None = None,
    status: str | None = None,
    kind: str | None = None,
    member_id: UUID | None = None,
    booking_id: UUID | None = None,
    needs_attention: bool | None = None,
    begins: datetime | None = None,
    ends: datetime | None = None,
) -> Select[tuple[Item]]:
    """Items by the filters that are given; `begins` and `ends` bound the activity's time.

    Words of a retracted item find it only for those who still see them.
    """
    query: Select[tuple[Item]] = select(Item)
    query = narrow(
        query,
        (Item.status, status),
        (Item.kind, kind),
        (Item.member_id, member_id),
        (Item.booking_id, booking_id),
    )
    if q:
        query = query.where(Item.search.contains(fold(q), autoescape=True), _shows_words(caller))
    if needs_attention is not None:
        query = query.where(Item.attention_code.is_not(None) == needs_attention)
    if begins is not None:
        query = query.where(Item.ends_at > begins)
    return query.where(Item.starts_at < ends) if ends is not None else query


def _shows_words(caller: Caller) -> ColumnElement[bool]:
    if caller.is_system:
        return true()
    inside = [tag for tag in caller.tags if tag != "public"]
    return or_(Item.status != RETRACTED, Item.readers.overlap(cast(inside, ARRAY(Text))))


def select_posts(
    channel: str | None = None, status: str | None = None, item_id: UUID | None = None
) -> Select[tuple[Post]]:
    query: Select[tuple[Post]] = select(Post)
    return narrow(query, (Post.channel, channel), (Post.status, status), (Post.item_id, item_id))


def is_shown_on(channel: str) -> ColumnElement[bool]:
    """Whether a feed shows an item: it is published and wanted there. The one definition of it."""
    post = exists().where(Post.item_id == Item.id, Post.channel == channel, Post.wanted == "shown")
    return (Item.status == PUBLISHED) & post


async def find_feed_items(session: AsyncSession, channel: str, limit: int) -> Sequence[Item]:
    """What a feed shows, the newest change first."""
    found = await session.scalars(
        select(Item)
        .options(lazyload(Item.posts))
        .where(is_shown_on(channel))
        .order_by(Item.public_updated_at.desc(), Item.id.desc())
        .limit(limit)
    )
    return found.all()


async def find_feed_tombstones(
    session: AsyncSession, channel: str, now: datetime, days: int
) -> Sequence[Item]:
    """Items that the feed showed and that were retracted within these days, newest first."""
    found = await session.scalars(
        select(Item)
        .options(lazyload(Item.posts))
        .where(
            Item.status == RETRACTED,
            Item.retracted_at > now - timedelta(days=days),
            exists().where(Post.item_id == Item.id, Post.channel == channel),
        )
        .order_by(Item.retracted_at.desc(), Item.id.desc())
    )
    return found.all()


async def find_feed_updated(session: AsyncSession, channel: str) -> datetime:
    """When the feed last changed; before its first item, when the channel began."""
    changed = await session.scalar(
        select(func.max(Item.public_updated_at)).where(
            exists().where(Post.item_id == Item.id, Post.channel == channel)
        )
    )
    if changed is not None:
        return changed
    return (await session.scalars(select(Channel.created_at).where(Channel.code == channel))).one()


async def find_taken_slugs(session: AsyncSession, base: str) -> Sequence[str]:
    """Slugs that begin with this one."""
    found = await session.scalars(
        select(Item.slug).where(Item.slug.startswith(base, autoescape=True))
    )
    return [slug for slug in found if slug]


async def find_channels_for(session: AsyncSession, *, timed: bool) -> Sequence[Channel]:
    """Enabled channels that take an item with, or without, a time."""
    query = select(Channel).where(Channel.enabled).order_by(Channel.code)
    return (await session.scalars(query if timed else query.where(~Channel.needs_time))).all()


async def find_channel(session: AsyncSession, code: str) -> Channel:
    return (await session.scalars(select(Channel).where(Channel.code == code))).one()
