"""How posts are shown: one item on one channel."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.promotion.domain.channels import may_resolve
from services.promotion.models import Post
from services.promotion.texts import VOCABULARY
from shared.http.act import View
from shared.http.fields import Actions, Answer
from shared.vocabulary import label_of


class PostErrorOut(Answer):
    """What went wrong at the last call."""

    code: str
    detail: str


class PostOut(Answer):
    """One item on one channel."""

    id: UUID
    item_id: UUID
    channel: str
    status: str
    status_label: str
    wanted: str
    external_url: str | None
    error: PostErrorOut | None
    attempts: int
    delivered_at: datetime | None
    version: int
    created_at: datetime
    updated_at: datetime
    actions: Actions


def show_post(post: Post, view: View) -> PostOut:
    return PostOut(
        id=post.id,
        item_id=post.item_id,
        channel=post.channel,
        status=post.status,
        status_label=label_of(VOCABULARY, "post_status", post.status).say(view.locale),
        wanted=post.wanted,
        external_url=post.external_url,
        error=_error(post.error_code, view),
        attempts=post.attempts,
        delivered_at=post.delivered_at,
        version=post.version,
        created_at=post.created_at,
        updated_at=post.updated_at,
        actions={"resolve": view.action(may_resolve(post.status, view.caller))},
    )


def _error(code: str | None, view: View) -> PostErrorOut | None:
    if code is None:
        return None
    detail = label_of(VOCABULARY, "post_error", code).say(view.locale)
    return PostErrorOut(code=code, detail=detail)
