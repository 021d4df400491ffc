"""How items are shown: the public sees what its event says, those inside the rest."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from services.promotion.addresses import page_address
from services.promotion.api.answers.posts import PostOut, show_post
from services.promotion.domain import rules
from services.promotion.domain.statuses import RETRACTED, SHOWN
from services.promotion.domain.wording import languages_of
from services.promotion.models import Item
from services.promotion.texts import ITEM_KINDS, VOCABULARY
from shared.events.base import Bilingual
from shared.http.act import View
from shared.http.fields import Actions, Answer
from shared.texts import Text
from shared.vocabulary import label_of

SYSTEM_AUTHOR = "system"
TOMBSTONE = frozenset(
    {
        *("id", "status", "status_label", "version", "created_at", "updated_at", "revision"),
        *("retracted_at", "retraction_code", "retraction_label"),
    }
)
"""What outsiders get of a retracted item."""


class NamedOut(Answer):
    """Another thing by id and Vietnamese name."""

    id: UUID
    name: str


class PlaceOut(Answer):
    """Where it happens: a place of the network, or words."""

    space: NamedOut | None
    venue: NamedOut | None
    text: str | None


class AttentionOut(Answer):
    """Why an editor must look at it, and since when."""

    code: str
    detail: str
    since: datetime | None


class InsideOut(Answer):
    """What editors and the member see besides."""

    review_note: str | None
    approved_by: str | None
    retraction_reason: str | None
    attention: AttentionOut | None


class ItemDateOut(Answer):
    id: UUID
    starts_at: datetime
    ends_at: datetime
    space: str
    stands: bool
    """It takes or took place; else it was called off."""


class ItemOut(Answer):
    """An item. `inside`, `authors`, `publish_at` and `posts` are null for the public.

    Once it is retracted the public gets what `TOMBSTONE` names, the rest is null or empty.
    """

    id: UUID
    status: str
    status_label: str
    version: int
    created_at: datetime
    updated_at: datetime
    kind: str | None
    kind_label: str | None
    title: Bilingual | None
    summary: Bilingual | None
    body: Bilingual | None
    languages: list[str]
    license: str | None
    license_label: str | None
    member: NamedOut | None
    member_id: UUID | None
    booking_id: UUID | None
    place: PlaceOut | None
    starts_at: datetime | None
    ends_at: datetime | None
    dates: list[ItemDateOut] | None
    """Of a booking each date, in order, also those called off."""
    slug: str | None
    url: str | None
    published_at: datetime | None
    public_updated_at: datetime | None
    revision: int
    retracted_at: datetime | None
    retraction_code: str | None
    retraction_label: str | None
    inside: InsideOut | None
    authors: list[str] | None
    """Issuer and subject of everyone who wrote words of the present text, or `system`."""
    publish_at: datetime | None
    posts: list[PostOut] | None
    actions: Actions


def show_item(item: Item, view: View) -> ItemOut:
    inside = _may_see_inside(item, view)
    shown = _show_whole(item, view, inside=inside)
    return shown if inside or item.status != RETRACTED else _bare(shown)


def _bare(shown: ItemOut) -> ItemOut:
    """What outsiders get of a retracted item: no word that could tell what it said."""
    hidden: dict[str, Any] = dict.fromkeys(ItemOut.model_fields.keys() - TOMBSTONE)
    return shown.model_copy(update=hidden | {"languages": [], "actions": {}})


def _show_whole(item: Item, view: View, *, inside: bool) -> ItemOut:
    body = _bilingual(item.body_vi, item.body_en)
    title, summary = (item.title_vi, item.title_en), (item.summary_vi, item.summary_en)
    member = _member(item)
    return ItemOut(
        id=item.id,
        status=item.status,
        status_label=label_of(VOCABULARY, "item_status", item.status).say(view.locale),
        version=item.version,
        created_at=item.created_at,
        updated_at=item.updated_at,
        kind=item.kind,
        kind_label=_kind_label(item, view),
        title=Bilingual(vi=item.title_vi, en=item.title_en),
        summary=Bilingual(vi=item.summary_vi, en=item.summary_en),
        body=body,
        languages=[*languages_of([title, summary, (body.vi, body.en) if body else None])],
        license=item.license,
        license_label=_label("license", item.license, view),
        member=member,
        member_id=item.member_id,
        booking_id=item.booking_id,
        place=_place(item),
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        dates=[ItemDateOut.model_validate(one) for one in item.dates],
        slug=item.slug,
        url=page_address(view.settings, item.id) if item.status in SHOWN else None,
        published_at=item.published_at,
        public_updated_at=item.public_updated_at,
        revision=item.revision,
        retracted_at=item.retracted_at,
        retraction_code=item.retraction_code,
        retraction_label=_label("retraction_code", item.retraction_code, view),
        inside=_inside(item, view) if inside else None,
        authors=(item.text_authors or [SYSTEM_AUTHOR]) if inside else None,
        publish_at=item.publish_at if inside else None,
        posts=[show_post(post, view) for post in item.posts] if inside else None,
        actions=_actions(item, view),
    )


def _may_see_inside(item: Item, view: View) -> bool:
    return view.caller.may_read(item.who_may_read() - {"public"})


def _inside(item: Item, view: View) -> InsideOut:
    return InsideOut(
        review_note=item.review_note,
        approved_by=item.approved_by,
        retraction_reason=item.retraction_reason,
        attention=_attention(item, view),
    )


def _attention(item: Item, view: View) -> AttentionOut | None:
    if item.attention_code is None:
        return None
    detail = label_of(VOCABULARY, "attention_code", item.attention_code).say(view.locale)
    return AttentionOut(code=item.attention_code, detail=detail, since=item.attention_at)


def _actions(item: Item, view: View) -> Actions:
    piece, caller, now = item.piece, view.caller, view.now
    return {
        "change": view.action(rules.may_change(piece, caller)),
        "submit": view.action(rules.may_submit(piece, caller, now)),
        "request_changes": view.action(rules.may_request_changes(piece, caller)),
        "approve": view.action(rules.may_approve(piece, caller, now)),
        "schedule": view.action(rules.may_schedule(piece, caller, now)),
        "publish": view.action(rules.may_publish(piece, caller, now)),
        "correct": view.action(rules.may_correct(piece, caller)),
        "retract": view.action(rules.may_retract(piece, caller)),
    }


def _kind_label(item: Item, view: View) -> str:
    """Our label, or for a kind that we do not know the one that the booking carried."""
    carried = Text(item.kind_label_vi, item.kind_label_en or item.kind_label_vi)
    return ITEM_KINDS.get(item.kind, carried).say(view.locale)


def _label(list_name: str, code: str | None, view: View) -> str | None:
    return label_of(VOCABULARY, list_name, code).say(view.locale) if code else None


def _bilingual(vi: str | None, en: str | None) -> Bilingual | None:
    return Bilingual(vi=vi, en=en) if vi else None


def _member(item: Item) -> NamedOut | None:
    if item.member_id is None:
        return None
    name = item.member.name if item.member else item.member_name
    return NamedOut(id=item.member_id, name=name or "")


def _place(item: Item) -> PlaceOut | None:
    if item.space_id is None and item.place_text is None:
        return None
    return PlaceOut(
        space=NamedOut(id=item.space_id, name=item.space_name or "") if item.space_id else None,
        venue=NamedOut(id=item.venue_id, name=item.venue_name or "") if item.venue_id else None,
        text=item.place_text,
    )
