"""The editors' work before publication: give back, approve, set a time."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.promotion import events_out
from services.promotion.domain import rules
from services.promotion.domain.statuses import after
from services.promotion.models import Item
from services.promotion.usecases.publish_items import PUBLISH_ITEM
from shared.database.work import Work
from shared.errors import refuse_if


async def request_item_changes(work: Work, item_id: UUID, reason: str) -> Item:
    """Give an item back to its author; what was scheduled is scheduled no more."""
    item = await work.lock(Item, item_id)
    refuse_if(rules.may_request_changes(item.piece, work.caller))
    item.status = after(item.status, "request_changes")
    item.publish_at = item.approved_by = None
    item.review_note = reason
    events_out.publish_item_changes_requested(work, item, reason)
    await work.unschedule(PUBLISH_ITEM, str(item.id))
    return item


async def approve_item(work: Work, item_id: UUID) -> Item:
    """Accept the present text; its author may not."""
    item = await work.lock(Item, item_id)
    refuse_if(rules.may_approve(item.piece, work.caller, work.now))
    item.status = after(item.status, "approve")
    item.approved_by = work.caller.key
    settle_attention(item)
    events_out.publish_item_approved(work, item)
    return item


async def schedule_item(work: Work, item_id: UUID, publish_at: datetime) -> Item:
    """Have an approved item published at a time; again moves the time."""
    item = await work.lock(Item, item_id)
    refuse_if(rules.may_schedule(item.piece, work.caller, work.now, publish_at))
    item.status = after(item.status, "schedule")
    item.publish_at = publish_at
    settle_attention(item)
    events_out.publish_item_scheduled(work, item, publish_at)
    await work.schedule(PUBLISH_ITEM, str(item.id), publish_at)
    return item


def settle_attention(item: Item) -> None:
    """An editor has looked: nothing asks for attention any more."""
    item.attention_code = item.attention_at = None
