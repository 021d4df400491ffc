"""Letters about pieces of the network's news, to the member they are about."""

from __future__ import annotations

from services.notifications.events_in.listening import subscriptions
from services.notifications.usecases.find_recipients import to_member
from services.notifications.usecases.queue_letters import queue_letters
from shared.database.work import Work
from shared.events.promotion import ItemChangesRequestedV1, ItemPublishedV1, ItemRetractedV1


@subscriptions.on(ItemPublishedV1)
async def on_item_published(work: Work, event: ItemPublishedV1) -> None:
    if event.member is not None:
        key, to = f"published:{event.id}:{event.published_at}", to_member(event.member.id)
        await queue_letters(work, "item_published", event, key=key, to=to)


@subscriptions.on(ItemRetractedV1)
async def on_item_retracted(work: Work, event: ItemRetractedV1) -> None:
    if event.member is not None:
        key, to = f"retracted:{event.id}:{event.retracted_at}", to_member(event.member.id)
        await queue_letters(work, "item_retracted", event, key=key, to=to)


@subscriptions.on(ItemChangesRequestedV1)
async def on_item_changes_requested(work: Work, event: ItemChangesRequestedV1) -> None:
    if event.member is not None:
        key, to = f"changes:{event.id}:{event.version}", to_member(event.member.id)
        await queue_letters(work, "item_changes_requested", event, key=key, to=to)
