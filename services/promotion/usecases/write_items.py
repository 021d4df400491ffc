"""Writing an item: by a member for its own space, by an editor or an officer for anyone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm.attributes import set_committed_value

from services.promotion import events_out
from services.promotion.domain import rules
from services.promotion.domain.statuses import DRAFT, after
from services.promotion.models import Item, KnownMember
from services.promotion.texts import ITEM_KINDS
from shared.auth.caller import Caller
from shared.database.work import Work
from shared.errors import Failure, Forbidden, Invalid, Lack, NotYetKnown, Refusal, refuse_if
from shared.vietnamese import fold

WORDS = frozenset(
    {f"{name}_{language}" for name in ("title", "summary", "body") for language in ("vi", "en")}
)
"""Columns whose change makes an author."""
BOOKING_FACTS = frozenset({"starts_at", "ends_at", "place_text"})


@dataclass(frozen=True, slots=True)
class NewItem:
    """What someone writes. `texts` are columns of the text by name, such as `title_vi`."""

    kind: str
    texts: dict[str, str | None]
    member_id: UUID | None = None
    booking_id: UUID | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    more: dict[str, str | None] = field(default_factory=dict)


async def create_item(work: Work, new: NewItem) -> Item:
    """Write a draft. Raises Forbidden for another's space, NotYetKnown for an unheard-of one."""
    member_id = _choose_member(work.caller, new.member_id)
    known = await _find_member(work, member_id)
    if new.booking_id is not None:
        await _refuse_booking(work, new.booking_id)
    _check_times(new.starts_at, new.ends_at)
    item = Item(
        status=DRAFT,
        revision=0,
        posts=[],
        text_authors=[work.caller.key],
        edited=True,
        member_id=member_id,
        member_name=known.name if known else None,
        starts_at=new.starts_at,
        ends_at=new.ends_at,
        dates=[],
        **_kind(new.kind),
        **new.texts,
        **new.more,
    )
    set_committed_value(item, "member", known)
    index_item(item)
    return work.add(item)


async def change_item(work: Work, item_id: UUID, changes: dict[str, Any]) -> Item:
    """Change a draft; who changes its words becomes an author of the text."""
    item = await work.lock(Item, item_id)
    refuse_if(rules.may_change(item.piece, work.caller))
    if item.booking_id is not None and (fixed := BOOKING_FACTS & changes.keys()):
        raise Refusal(*(Failure("time_from_booking", field=name) for name in sorted(fixed)))
    if "kind" in changes:
        changes = changes | _kind(changes["kind"])
    changed = {name: value for name, value in changes.items() if getattr(item, name) != value}
    for name, value in changed.items():
        setattr(item, name, value)
    _check_times(item.starts_at, item.ends_at)
    if changed:
        item.edited = True
        index_item(item)
    if WORDS & changed.keys():
        item.add_author(work.caller.key)
    return item


async def submit_item(work: Work, item_id: UUID) -> Item:
    """Hand an item to the editors."""
    item = await work.lock(Item, item_id)
    refuse_if(rules.may_submit(item.piece, work.caller, work.now))
    item.status = after(item.status, "submit")
    item.review_note = None
    events_out.publish_item_submitted(work, item)
    return item


def index_item(item: Item) -> None:
    """Keep the folded text that `q` searches."""
    words = (
        item.title_vi,
        item.title_en,
        item.summary_vi,
        item.summary_en,
        item.member_name,
        item.space_name,
        item.venue_name,
        item.place_text,
    )
    item.search = fold(" ".join(word for word in words if word))


def _choose_member(caller: Caller, named: UUID | None) -> UUID | None:
    """Staff may name any member or none; a member writes for its own, named if it has several."""
    if caller.has_role(*rules.WRITERS):
        return named
    if named is not None:
        if named not in caller.member_ids:
            raise Forbidden(Lack("member_not_yours", field="member_id"))
        return named
    if not caller.member_ids:
        raise Forbidden(Lack("member_needed"))
    if len(caller.member_ids) > 1:
        raise Invalid(Failure("member_unclear", field="member_id"))
    return caller.member_ids[0]


async def _find_member(work: Work, member_id: UUID | None) -> KnownMember | None:
    if member_id is None:
        return None
    known = await work.session.get(KnownMember, member_id)
    if known is None:
        raise NotYetKnown("member", member_id)
    return known


async def _refuse_booking(work: Work, booking_id: UUID) -> None:
    """Every public booking has its item already; any other is not known to this service."""
    item_id = await work.session.scalar(select(Item.id).where(Item.booking_id == booking_id))
    if item_id is None:
        raise NotYetKnown("booking", booking_id)
    raise Refusal(Failure("booking_has_item", field="booking_id", item_id=str(item_id)))


def _check_times(starts_at: datetime | None, ends_at: datetime | None) -> None:
    if (starts_at is None) != (ends_at is None):
        raise Invalid(Failure("times_together", field="ends_at" if starts_at else "starts_at"))
    if starts_at is not None and ends_at is not None and ends_at <= starts_at:
        raise Invalid(Failure("ends_before_start", field="ends_at"))


def _kind(code: str) -> dict[str, str]:
    label = ITEM_KINDS[code]
    return {"kind": code, "kind_label_vi": label.vi, "kind_label_en": label.en}
