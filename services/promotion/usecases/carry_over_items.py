"""A member that goes on as another: items about it that still matter are about the other now.

What was retracted or is over stays as it was shown.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm.attributes import set_committed_value

from services.promotion.domain.statuses import PUBLISHED, UNPUBLISHED
from services.promotion.events_out import publish_item_corrected
from services.promotion.models import Item, KnownMember
from services.promotion.usecases.write_items import index_item
from shared.database.work import Subject, Work
from shared.errors import NotYetKnown


async def carry_over_items(work: Work, member_id: UUID, successor_id: UUID) -> None:
    """Give a member's items to its successor; a published one is corrected.

    Raises NotYetKnown when the successor has not been heard of.
    """
    successor = await work.session.get(KnownMember, successor_id)
    if successor is None:
        raise NotYetKnown("member", successor_id)
    found = await work.session.scalars(
        select(Item)
        .where(Item.member_id == member_id, Item.status.in_([*UNPUBLISHED, PUBLISHED]))
        .order_by(Item.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    for item in found.all():
        item.member_id, item.member_name = successor_id, successor.name
        set_committed_value(item, "member", successor)
        index_item(item)
        work.subject = Subject(Item.KIND, str(item.id))
        await work.record("carry_over_item")
        if item.status == PUBLISHED:
            _correct(work, item)


def _correct(work: Work, item: Item) -> None:
    item.revision += 1
    item.public_updated_at = work.now
    if not work.origin.announced:
        publish_item_corrected(work, item)
