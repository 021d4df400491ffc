"""Brings a post to its channel in three steps, so that a crash between them posts nothing twice.

`begin_delivery` commits that the call begins; `call_channel` makes it; `settle_delivery` writes
down what came of it. A begun call whose end is missing is `unconfirmed` and gets a check.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from services.promotion import events_out, queries
from services.promotion.addresses import channel_address, page_address
from services.promotion.channels import protocol
from services.promotion.channels.registry import make_channel
from services.promotion.domain.delivery import (
    DELIVERED,
    RETRACTED,
    UNCONFIRMED,
    Deed,
    Outcome,
    next_deed,
    step_after,
)
from services.promotion.models import Channel, Item, Post
from services.promotion.usecases.publish_items import DELIVER_POST
from shared.database.work import Work

LEASE = timedelta(seconds=60)
LONGEST_WAIT = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Job:
    """One call to make."""

    deed: Deed
    channel: protocol.Channel
    posting: protocol.Posting
    number: int
    """Which of the post's calls this is: a later one has the word."""


async def begin_delivery(work: Work, post_id: UUID) -> Job | None:
    """Commit to a call, or None when there is nothing to do."""
    post = await work.find_locked(Post, post_id)
    if post is None:
        return None
    item = await work.session.get_one(Item, post.item_id)
    channel = await queries.find_channel(work.session, post.channel)
    broken_off = post.busy_until is not None
    deed = next_deed(post.wanted, post.status, begun=broken_off)
    if broken_off and deed == "check":
        post.status, post.error_code = UNCONFIRMED, "no_answer"
        events_out.publish_post_outcome(work, post)
    if deed == "submit" and not channel.enabled:
        return None  # enabling the channel queues it again
    if deed is None:
        _leave(post)
        return None
    post.busy_until = work.now + LEASE
    post.attempts += deed == "submit"
    post.tries += 1
    post.calls += 1
    adapter = make_channel(channel.kind, _tools(work, channel))
    return Job(deed, adapter, _posting_of(work, post, item), number=post.calls)


async def call_channel(job: Job) -> Outcome:
    """Make the call; the adapter turns every expected failure into an outcome."""
    if job.deed == "submit":
        return await job.channel.submit(job.posting)
    if job.deed == "check":
        return await job.channel.check(job.posting)
    return await job.channel.retract(job.posting)


async def settle_delivery(work: Work, job: Job, outcome: Outcome) -> None:
    """Write down what came of a call, tell it, and go on later if the outcome asks for it."""
    post = await work.find_locked(Post, job.posting.post_id)
    if post is None or post.busy_until is None or post.calls != job.number:
        return  # a person or a later call has the word
    channel = await queries.find_channel(work.session, post.channel)
    before = post.status
    may_retry = post.tries < channel.attempts_allowed
    step = step_after(job.deed, before, outcome, may_retry=may_retry)
    post.busy_until = None
    post.status, post.error_code = step.status, step.error_code
    post.external_url = step.external_url or post.external_url
    if step.status == DELIVERED and job.deed != "retract":
        post.delivered_at = post.delivered_at or work.now
        post.tries = 0
    if post.status != before:
        events_out.publish_post_outcome(work, post)
    await _go_on(work, post, job.deed, channel, again=step.again)


async def _go_on(work: Work, post: Post, deed: Deed, channel: Channel, *, again: bool) -> None:
    withdrawn_meanwhile = post.wanted == "withdrawn" and deed != "retract"
    if withdrawn_meanwhile and post.status != RETRACTED:
        await work.schedule(DELIVER_POST, str(post.id), work.now)
    elif again:
        wait = timedelta(seconds=channel.retry_seconds * 2 ** min(post.tries - 1, 20))
        await work.schedule(DELIVER_POST, str(post.id), work.now + min(wait, LONGEST_WAIT))


def _leave(post: Post) -> None:
    """Nothing to call: what was never shown and is not wanted any more counts as taken down."""
    post.busy_until = None
    if post.wanted == "withdrawn":
        post.status, post.error_code = RETRACTED, None


def _posting_of(work: Work, post: Post, item: Item) -> protocol.Posting:
    """The item as a channel is told about it."""
    return protocol.Posting(
        post_id=post.id,
        item_id=item.id,
        slug=item.slug or "",
        revision=item.revision,
        title=(item.title_vi, item.title_en),
        summary=(item.summary_vi, item.summary_en),
        body=(item.body_vi, item.body_en),
        page_url=page_address(work.settings, item.id),
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        external_url=post.external_url,
    )


def _tools(work: Work, channel: Channel) -> protocol.ChannelTools:
    engine = work.session.bind
    assert isinstance(engine, AsyncEngine)
    return protocol.ChannelTools(
        code=channel.code,
        address=channel_address(work.settings, channel.address),
        open_session=lambda: AsyncSession(engine),
    )
