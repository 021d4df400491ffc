"""Items of bookings: drafted by the system once per booking, and kept true to the booking's facts.

Place and time are facts: they follow the booking in every status. The text follows only while
nobody has touched the system's draft.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm.attributes import set_committed_value

from services.promotion import events_out
from services.promotion.domain.statuses import (
    CANCELLED,
    DRAFT,
    PUBLISHED,
    RETRACTED,
    UNPUBLISHED,
    after,
)
from services.promotion.domain.wording import draft_summary
from services.promotion.models import Item, KnownMember
from services.promotion.usecases.publish_items import (
    EXPIRE_ITEM,
    PUBLISH_ITEM,
    take_back_item,
)
from services.promotion.usecases.write_items import index_item
from shared.database.work import Subject, Work
from shared.events.bookings import BookingState, PublicActivity

CALLED_OFF, NOT_PUBLIC = "booking_cancelled", "activity_not_public"
BY_BOOKING = (CALLED_OFF, NOT_PUBLIC)
"""Why an item is retracted that nobody took back: its booking was called off or is not public."""
WORDS = (
    *("title_vi", "title_en", "summary_vi", "summary_en", "body_vi", "body_en", "license"),
    *("kind", "kind_label_vi", "kind_label_en", "text_authors", "edited"),
)
FACTS = ("space_id", "space_name", "venue_id", "venue_name", "starts_at", "ends_at", "dates")
STANDING = ("confirmed", "completed")
"""Statuses of a date that takes or took place."""


async def follow_booking(work: Work, event: BookingState) -> None:
    """A booking stands at the time and place given: draft its item, or bring it up to date."""
    item = await _find_item(work, event.id)
    if event.activity is None:
        await _drop(work, item, NOT_PUBLIC)
    elif item is None:
        await _draft_item(work, event, event.activity)
    elif item.status == PUBLISHED:
        await _correct_facts(work, item, event)
    elif item.status == RETRACTED and item.retraction_code in BY_BOOKING:
        await _draft_again(work, item, event, event.activity)
    else:
        _revise_draft(item, event, event.activity)


async def drop_booking(work: Work, event: BookingState) -> None:
    """A booking will not take place: its draft goes, its published item is retracted."""
    await _drop(work, await _find_item(work, event.id), CALLED_OFF)


async def finish_booking(work: Work, event: BookingState) -> None:
    """A booking took place: its item expires when the activity is over."""
    item = await _find_item(work, event.id)
    if item is not None and item.status == PUBLISHED:
        await work.schedule(EXPIRE_ITEM, str(item.id), max(event.ends_at, work.now))


async def _find_item(work: Work, booking_id: UUID) -> Item | None:
    found: Item | None = await work.session.scalar(
        select(Item)
        .where(Item.booking_id == booking_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if found is not None:
        work.subject = Subject(Item.KIND, str(found.id))
    return found


async def _draft_again(
    work: Work, former: Item, event: BookingState, activity: PublicActivity
) -> None:
    """The rain was none, the place is open again: what was retracted stays so, in its feeds, and
    its words are a draft that an editor may publish."""
    former.booking_id = None
    await work.session.flush()
    item = await _draft_item(work, event, activity)
    if former.edited:
        _take(item, {name: getattr(former, name) for name in WORDS})
        index_item(item)


async def _draft_item(work: Work, event: BookingState, activity: PublicActivity) -> Item:
    member = event.member
    known = await work.session.get(KnownMember, member.id) if member else None
    item = Item(
        status=DRAFT,
        revision=0,
        booking_id=event.id,
        posts=[],
        text_authors=[],
        edited=False,
        **_facts_of(event, []),
        **_text_of(event, activity),
    )
    set_committed_value(item, "member", known)
    index_item(item)
    work.add(item)
    await work.record("draft_item")
    return item


def _revise_draft(item: Item, event: BookingState, activity: PublicActivity) -> None:
    """Unpublished items follow; a cancelled one whose booking stands again is a draft again."""
    if item.status == CANCELLED:
        item.status = after(item.status, "revive")
    if item.status not in UNPUBLISHED:
        return
    _take(item, _facts_of(event, item.dates))
    if item.status == DRAFT and not item.edited:
        _take(item, _text_of(event, activity))
    index_item(item)


async def _correct_facts(work: Work, item: Item, event: BookingState) -> None:
    facts = _facts_of(event, item.dates)
    if all(getattr(item, name) == facts[name] for name in FACTS):
        return
    _take(item, facts)
    item.revision += 1
    item.public_updated_at = work.now
    index_item(item)
    if not work.origin.announced:
        events_out.publish_item_corrected(work, item)
    await work.schedule(EXPIRE_ITEM, str(item.id), event.ends_at)
    await work.record("correct_item_by_booking")


async def _drop(work: Work, item: Item | None, code: str) -> None:
    if item is None:
        return
    if item.status in UNPUBLISHED:
        item.status, item.publish_at = after(item.status, "cancel"), None
        await work.unschedule(PUBLISH_ITEM, str(item.id))
        await work.record("cancel_item_by_booking", reason=code)
    elif item.status == PUBLISHED and work.origin.announced:
        # A repeated state may have no effect outside: an editor decides.
        item.attention_code, item.attention_at = code, work.now
    elif item.status == PUBLISHED:
        await take_back_item(work, item, code, reason=None)
        await work.record("retract_item_by_booking", reason=code)


def _facts_of(event: BookingState, known: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """`known` are the dates that the item had before."""
    return {
        "space_id": event.space.id,
        "space_name": event.space.name,
        "venue_id": event.venue.id,
        "venue_name": event.venue.name,
        "starts_at": event.starts_at,
        "ends_at": event.ends_at,
        "dates": _dates_of(event, known),
    }


def _dates_of(event: BookingState, known: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    first = [one["id"] for one in known if one["first"]] or [str(one.id) for one in event.dates[:1]]
    return [
        {
            "id": str(one.id),
            "starts_at": one.starts_at.astimezone(UTC).isoformat(),
            "ends_at": one.ends_at.astimezone(UTC).isoformat(),
            "space_id": str(one.space.id),
            "space": one.space.name,
            "stands": one.status.code in STANDING,
            "first": str(one.id) in first,
        }
        for one in event.dates
    ]


def _text_of(event: BookingState, activity: PublicActivity) -> dict[str, Any]:
    """The system's draft: the member's own words, and a plain sentence where there are none."""
    member_name = event.member.name if event.member else ""
    summary_vi, summary_en = draft_summary(member_name, event.space.name, event.venue.name)
    if activity.summary is not None and activity.summary.vi:
        summary_vi, summary_en = activity.summary.vi, activity.summary.en or ""
    return {
        "title_vi": activity.title.vi,
        "title_en": activity.title.en,
        "summary_vi": summary_vi,
        "summary_en": summary_en or None,
        "kind": activity.kind.code,
        "kind_label_vi": activity.kind.label.vi,
        "kind_label_en": activity.kind.label.en,
        "member_id": event.member.id if event.member else None,
        "member_name": member_name or None,
    }


def _take(item: Item, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(item, name, value)
