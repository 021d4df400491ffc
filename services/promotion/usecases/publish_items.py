"""An item in public: published now or at its time, corrected, retracted, expired.

Feeds change in this same transaction; every enabled channel gets a post that is then delivered.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from services.promotion import events_out, queries
from services.promotion.domain import rules
from services.promotion.domain.delivery import QUEUED
from services.promotion.domain.statuses import PUBLISHED, SCHEDULED, after
from services.promotion.domain.wording import slug_of
from services.promotion.models import Channel, Item, Post
from services.promotion.usecases.write_items import index_item
from shared.database.work import Work
from shared.errors import Failure, Invalid, refuse_if
from shared.telemetry import log

PUBLISH_ITEM = "publish_item"
EXPIRE_ITEM = "expire_item"
DELIVER_POST = "deliver_post"
SLUG_LOCK = 1_886_547_823


async def publish_item(work: Work, item_id: UUID) -> Item:
    """Show an approved item to the public, on every enabled channel."""
    item = await work.lock(Item, item_id)
    refuse_if(rules.may_publish(item.piece, work.caller, work.now))
    return await _put_out(work, item)


async def publish_scheduled_item(work: Work, item_id: UUID) -> None:
    """Its time has come: publish it, or hold it for an editor when a rule forbids it now."""
    item = await work.lock(Item, item_id)
    if item.status != SCHEDULED or item.publish_at is None:
        return
    if item.publish_at > work.now:
        await work.schedule(PUBLISH_ITEM, str(item.id), item.publish_at)
        return
    failures = rules.may_publish(item.piece, work.caller, work.now)
    if failures:
        await _hold(work, item, failures)
    else:
        await _put_out(work, item)
        await work.record("publish_scheduled_item")


async def correct_item(work: Work, item_id: UUID, changes: dict[str, Any]) -> Item:
    """Replace words of a published item; its id, slug and place in feeds stay.

    It shows at once, because another person wrote the text. Who corrects is then its author, so
    that the next correction needs somebody else again.
    """
    item = await work.lock(Item, item_id)
    refuse_if(rules.may_correct(item.piece, work.caller))
    changed = {name: value for name, value in changes.items() if getattr(item, name) != value}
    if not changed:
        raise Invalid(Failure("nothing_to_correct"))
    for name, value in changed.items():
        setattr(item, name, value)
    item.text_authors = [work.caller.key]
    item.edited = True
    item.revision += 1
    item.public_updated_at = work.now
    index_item(item)
    events_out.publish_item_corrected(work, item)
    return item


async def retract_item(work: Work, item_id: UUID, code: str, reason: str | None) -> Item:
    """Take an item back from every channel."""
    item = await work.lock(Item, item_id)
    refuse_if(rules.may_retract(item.piece, work.caller))
    return await take_back_item(work, item, code, reason)


async def take_back_item(work: Work, item: Item, code: str, reason: str | None) -> Item:
    """The retraction itself, for whoever decided it."""
    posts = await _lock_posts(work, item)
    item.status = after(item.status, "retract")
    item.retracted_at = item.public_updated_at = work.now
    item.retraction_code, item.retraction_reason = code, reason
    item.attention_code = item.attention_at = None
    item.revision += 1
    for post in posts:
        post.wanted, post.tries = "withdrawn", 0
    events_out.publish_item_retracted(work, item)
    for post in posts:
        # While a call is under way, its own end goes on with the retraction.
        await work.schedule(DELIVER_POST, str(post.id), not_before(post, work.now))
    await work.unschedule(EXPIRE_ITEM, str(item.id))
    return item


async def expire_item(work: Work, item_id: UUID) -> None:
    """The activity is over; it leaves the feeds, its page stays."""
    item = await work.lock(Item, item_id)
    if item.status != PUBLISHED or item.ends_at is None:
        return
    if item.ends_at > work.now:
        await work.schedule(EXPIRE_ITEM, str(item.id), item.ends_at)
        return
    item.status = after(item.status, "expire")
    item.public_updated_at = work.now
    events_out.publish_item_expired(work, item)
    await work.record("expire_item")


async def _put_out(work: Work, item: Item) -> Item:
    slug = item.slug or await _find_slug(work, item.title_vi)
    channels = await queries.find_channels_for(work.session, timed=item.starts_at is not None)
    item.status = after(item.status, "publish")
    item.slug = slug
    item.publish_at = None
    item.published_at = item.public_updated_at = work.now
    item.attention_code = item.attention_at = None
    if item.member is not None:
        item.member_name = item.member.name
    item.posts = [_queue_post(work, item, channel) for channel in channels]
    events_out.publish_item_published(work, item)
    for post in item.posts:
        await work.schedule(DELIVER_POST, str(post.id), work.now)
    await work.unschedule(PUBLISH_ITEM, str(item.id))
    if item.ends_at is not None:
        await work.schedule(EXPIRE_ITEM, str(item.id), item.ends_at)
    return item


async def _find_slug(work: Work, title: str) -> str:
    """A free slug; publications wait for each other here, so two titles never take the same."""
    await work.session.execute(select(func.pg_advisory_xact_lock(SLUG_LOCK)))
    base = slug_of(title)
    return slug_of(title, await queries.find_taken_slugs(work.session, base))


def _queue_post(work: Work, item: Item, channel: Channel) -> Post:
    return work.add(
        Post(
            item_id=item.id,
            member_id=item.member_id,
            channel=channel.code,
            status=QUEUED,
            wanted="shown",
            attempts=0,
            tries=0,
            calls=0,
        )
    )


async def _lock_posts(work: Work, item: Item) -> Sequence[Post]:
    """The posts as they are once any delivery that settles right now has committed."""
    query = select(Post).where(Post.item_id == item.id).order_by(Post.id).with_for_update()
    found = await work.session.scalars(query.execution_options(populate_existing=True))
    return found.all()


def not_before(post: Post, now: datetime) -> datetime:
    """When a post may be taken up: now, or once the call under way is over."""
    return max(post.busy_until, now) if post.busy_until else now


async def _hold(work: Work, item: Item, failures: list[Failure]) -> None:
    """Never silent: the item is approved again, says why, and stands in the editors' list."""
    item.status = after(item.status, "hold")
    item.publish_at = None
    item.attention_code, item.attention_at = failures[0].code, work.now
    codes = ", ".join(failure.code for failure in failures)
    log.warning("scheduled_item_held", item=str(item.id), why=codes)
    await work.record("hold_scheduled_item", reason=codes)
