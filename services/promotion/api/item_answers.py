"""How items and posts are shown: the public sees what its event says, those inside the rest."""

from __future__ import annotations

from typing import Any

from services.promotion.addresses import addresses
from services.promotion.api.item_forms import InsideOut, ItemOut, Named, PlaceOut, PostOut
from services.promotion.domain import rules
from services.promotion.domain.delivery import POST_STATUSES
from services.promotion.domain.statuses import RETRACTED, SHOWN, STATUSES
from services.promotion.domain.wording import languages_of
from services.promotion.models import Item, Post
from services.promotion.texts import (
    ATTENTION_CODES,
    ITEM_KINDS,
    LICENSES,
    POST_ERRORS,
    RETRACTION_CODES,
)
from shared.events.base import Bilingual
from shared.http.act import View
from shared.texts import Text

STAFF = ("editor", "officer", "operator", "auditor")
SYSTEM_AUTHOR = "system"


def show_item(item: Item, view: View) -> ItemOut:
    inside = _may_see_inside(item, view)
    retracted = item.status == RETRACTED
    body = None if retracted and not inside else _bilingual(item.body_vi, item.body_en)
    title, summary = (item.title_vi, item.title_en), (item.summary_vi, item.summary_en)
    member = _member(item)
    return ItemOut(
        id=item.id,
        status=item.status,
        status_label=STATUSES[item.status].say(view.locale),
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
        license_label=_label(LICENSES, item.license, view),
        member=member,
        member_id=item.member_id,
        booking_id=item.booking_id,
        place=_place(item),
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        slug=item.slug,
        url=addresses.page(item.id) if item.status in SHOWN else None,
        published_at=item.published_at,
        public_updated_at=item.public_updated_at,
        revision=item.revision,
        retracted_at=item.retracted_at,
        retraction_code=item.retraction_code,
        retraction_label=_label(RETRACTION_CODES, item.retraction_code, view),
        inside=_inside(item, view) if inside else None,
        author=(item.text_author or SYSTEM_AUTHOR) if inside else None,
        publish_at=item.publish_at if inside else None,
        posts=[show_post(post, view) for post in item.posts] if inside else None,
        actions=_actions(item, view),
    )


def show_post(post: Post, view: View) -> PostOut:
    error = post.error_code
    return PostOut(
        id=post.id,
        item_id=post.item_id,
        channel=post.channel,
        status=post.status,
        status_label=POST_STATUSES[post.status].say(view.locale),
        wanted=post.wanted,
        external_url=post.external_url,
        error={"code": error, "detail": _label(POST_ERRORS, error, view) or error}
        if error
        else None,
        attempts=post.attempts,
        delivered_at=post.delivered_at,
        version=post.version,
        created_at=post.created_at,
        updated_at=post.updated_at,
    )


def _may_see_inside(item: Item, view: View) -> bool:
    return view.caller.has_role(*STAFF) or item.member_id in view.caller.member_ids


def _inside(item: Item, view: View) -> InsideOut:
    code = item.attention_code
    return InsideOut(
        review_note=item.review_note,
        approved_by=item.approved_by,
        retraction_reason=item.retraction_reason,
        attention={
            "code": code,
            "detail": _label(ATTENTION_CODES, code, view) or code,
            "since": item.attention_at,
        }
        if code
        else None,
    )


def _actions(item: Item, view: View) -> dict[str, Any]:
    piece, caller, now = item.piece, view.caller, view.now
    return {
        "edit": view.action(rules.may_edit(piece, caller)),
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


def _label(texts: dict[str, Text], code: str | None, view: View) -> str | None:
    return view.label(texts.get(code)) if code else None


def _bilingual(vi: str | None, en: str | None) -> Bilingual | None:
    return Bilingual(vi=vi, en=en) if vi else None


def _member(item: Item) -> Named | None:
    if item.member_id is None:
        return None
    name = item.member.name if item.member else item.member_name
    return Named(id=item.member_id, name=name or "")


def _place(item: Item) -> PlaceOut | None:
    if item.space_id is None and item.place_text is None:
        return None
    return PlaceOut(
        space=Named(id=item.space_id, name=item.space_name or "") if item.space_id else None,
        venue=Named(id=item.venue_id, name=item.venue_name or "") if item.venue_id else None,
        text=item.place_text,
    )
