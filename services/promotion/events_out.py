"""Every event that promotion publishes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from services.promotion.addresses import page_address
from services.promotion.domain.delivery import DELIVERED, FAILED, UNCONFIRMED
from services.promotion.domain.statuses import EXPIRED, PUBLISHED, RETRACTED
from services.promotion.domain.wording import languages_of
from services.promotion.models import Item, Post
from services.promotion.texts import VOCABULARY
from shared.database.aggregate import Aggregate
from shared.database.work import Work
from shared.events.base import Bilingual, Coded, Reference
from shared.events.promotion import (
    ItemApprovedV1,
    ItemChangesRequestedV1,
    ItemCorrectedV1,
    ItemDate,
    ItemExpiredV1,
    ItemNotice,
    ItemPlace,
    ItemPublishedV1,
    ItemRetractedV1,
    ItemScheduledV1,
    ItemState,
    ItemSubmittedV1,
    PostDeliveredV1,
    PostFailedV1,
    PostOutcome,
    PostUnconfirmedV1,
)
from shared.vocabulary import coded

S = TypeVar("S", bound=ItemState)
N = TypeVar("N", bound=ItemNotice)


def publish_item_submitted(work: Work, item: Item) -> None:
    work.publish(item, _notice(ItemSubmittedV1, item))


def publish_item_changes_requested(work: Work, item: Item, reason: str) -> None:
    work.publish(item, _notice(ItemChangesRequestedV1, item, reason=reason))


def publish_item_approved(work: Work, item: Item) -> None:
    work.publish(item, _notice(ItemApprovedV1, item))


def publish_item_scheduled(work: Work, item: Item, publish_at: datetime) -> None:
    work.publish(item, _notice(ItemScheduledV1, item, publish_at=publish_at))


def publish_item_published(work: Work, item: Item) -> None:
    work.publish(item, _state(work, ItemPublishedV1, item))


def publish_item_corrected(work: Work, item: Item) -> None:
    work.publish(item, _state(work, ItemCorrectedV1, item))


def publish_item_retracted(work: Work, item: Item) -> None:
    work.publish(item, _state(work, ItemRetractedV1, item))


def publish_item_expired(work: Work, item: Item) -> None:
    work.publish(item, _state(work, ItemExpiredV1, item))


def publish_post_outcome(work: Work, post: Post) -> None:
    """Delivered, failed or unconfirmed, as the channel answered.

    Nothing for a post that still waits or was taken down.
    """
    kind = _POST_EVENTS.get(post.status)
    if kind is not None:
        work.publish(
            post,
            kind(
                id=post.id,
                item_id=post.item_id,
                channel=post.channel,
                external_url=post.external_url,
                error_code=post.error_code,
            ),
        )


_POST_EVENTS: dict[str, type[PostOutcome]] = {
    DELIVERED: PostDeliveredV1,
    FAILED: PostFailedV1,
    UNCONFIRMED: PostUnconfirmedV1,
}


def announce_item(work: Work, item: Item) -> None:
    """Say an item's public state again; what was never public stays unsaid."""
    again: dict[str, Callable[[Work, Item], None]] = {
        PUBLISHED: publish_item_published,
        RETRACTED: publish_item_retracted,
        EXPIRED: publish_item_expired,
    }
    if item.status in again:
        again[item.status](work, item)


ANNOUNCE: list[tuple[type[Aggregate], Callable[[Work, Item], None]]] = [(Item, announce_item)]


def _notice(kind: type[N], item: Item, **more: object) -> N:
    return kind.model_validate(
        {
            "id": item.id,
            "title": Bilingual(vi=item.title_vi, en=item.title_en),
            "member": _member(item),
            "booking_id": item.booking_id,
            # The row is written once in this transaction, after this event is made.
            "version": (item.version or 0) + 1,
            **more,
        }
    )


def _state(work: Work, kind: type[S], item: Item) -> S:
    """The item as the public knows it: after a retraction nothing of its text and place."""
    retracted = item.status == RETRACTED
    body = (item.body_vi, item.body_en) if item.body_vi else None
    texts = [(item.title_vi, item.title_en), (item.summary_vi, item.summary_en), body]
    title, summary, said = (None if retracted else _bilingual(text) for text in texts)
    return kind.model_validate(
        {
            "id": item.id,
            "slug": None if retracted else item.slug,
            "status": coded(VOCABULARY, "item_status", item.status),
            "kind": Coded(
                code=item.kind, label=Bilingual(vi=item.kind_label_vi, en=item.kind_label_en)
            ),
            "title": title,
            "summary": summary,
            "body": said,
            "languages": [] if retracted else languages_of(texts),
            "url": page_address(work.settings, item.id),
            "member": _member(item),
            "booking_id": item.booking_id,
            "place": None if retracted else _place(item),
            "starts_at": item.starts_at,
            "ends_at": item.ends_at,
            "dates": [] if retracted else [_date(one) for one in item.dates],
            "license": coded(VOCABULARY, "license", item.license) if item.license else None,
            "published_at": item.published_at,
            "updated_at": item.public_updated_at,
            "retracted_at": item.retracted_at,
            "retraction_code": coded(VOCABULARY, "retraction_code", item.retraction_code)
            if item.retraction_code
            else None,
        }
    )


def _date(kept: dict[str, Any]) -> ItemDate:
    return ItemDate(
        id=UUID(kept["id"]),
        starts_at=datetime.fromisoformat(kept["starts_at"]),
        ends_at=datetime.fromisoformat(kept["ends_at"]),
        space=Reference(id=UUID(kept["space_id"]), name=kept["space"]),
        stands=kept["stands"],
    )


def _bilingual(text: tuple[str, str | None] | None) -> Bilingual | None:
    return Bilingual(vi=text[0], en=text[1]) if text else None


def _member(item: Item) -> Reference | None:
    if item.member_id is None:
        return None
    name = item.member.name if item.member else item.member_name
    return Reference(id=item.member_id, name=name or "")


def _place(item: Item) -> ItemPlace | None:
    if item.space_id is None or item.venue_id is None:
        return None
    return ItemPlace(
        space=Reference(id=item.space_id, name=item.space_name or ""),
        venue=Reference(id=item.venue_id, name=item.venue_name or ""),
    )
