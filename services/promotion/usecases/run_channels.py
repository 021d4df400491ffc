"""Turning channels off and on, and settling by hand what a channel left unclear."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from services.promotion import events_out
from services.promotion.domain.channels import may_disable, may_enable, may_resolve
from services.promotion.domain.delivery import (
    DELIVERED,
    FAILED,
    QUEUED,
    RETRACTED,
)
from services.promotion.models import Channel, Post
from services.promotion.usecases.publish_items import DELIVER_POST, not_before
from shared.database.work import Work
from shared.errors import refuse_if


async def disable_channel(work: Work, channel_id: UUID) -> Channel:
    """Nothing new goes to the channel; what it shows stays, and can still be taken down."""
    channel = await work.lock(Channel, channel_id)
    refuse_if(may_disable(channel.status, work.caller))
    channel.enabled = False
    return channel


async def enable_channel(work: Work, channel_id: UUID) -> Channel:
    """The channel takes items again; what waited for it goes out now."""
    channel = await work.lock(Channel, channel_id)
    refuse_if(may_enable(channel.status, work.caller))
    channel.enabled = True
    waiting = await work.session.scalars(
        select(Post).where(Post.channel == channel.code, Post.status == QUEUED)
    )
    for post in waiting.all():
        await work.schedule(DELIVER_POST, str(post.id), not_before(post, work.now))
    return channel


async def resolve_post(
    work: Work, post_id: UUID, shown: bool, external_url: str | None = None
) -> Post:
    """A person has looked: the channel shows the item, or it does not."""
    post = await work.lock(Post, post_id)
    refuse_if(may_resolve(post.status, work.caller))
    post.busy_until = post.error_code = None
    post.tries = 0
    if post.wanted == "withdrawn":
        post.status = DELIVERED if shown else RETRACTED
    else:
        post.status = DELIVERED if shown else FAILED
    post.external_url = external_url or post.external_url
    events_out.publish_post_outcome(work, post)
    if post.wanted == "withdrawn" and shown:
        await work.schedule(DELIVER_POST, str(post.id), work.now)
    else:
        await work.unschedule(DELIVER_POST, str(post.id))
    return post
