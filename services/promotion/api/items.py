"""Items over HTTP: written, reviewed, published, corrected, retracted."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from services.promotion import queries
from services.promotion.api.answers.items import ItemOut, show_item
from services.promotion.api.answers.posts import PostOut, show_post
from services.promotion.api.bodies import (
    ChangeItem,
    CorrectItem,
    CreateItem,
    RequestItemChanges,
    RetractItem,
    ScheduleItem,
)
from services.promotion.models import Item, Post
from services.promotion.usecases import publish_items, review_items, write_items
from shared.http.act import PUBLIC, Act, allow
from shared.http.fields import Code, Instant, Listed, Search
from shared.http.lists import AskedPage

router = APIRouter(tags=["items"])
WRITERS = ("member", "editor", "officer")


@router.post("/v1/items", status_code=201, response_model=ItemOut)
async def create_item(body: CreateItem, act: Act = allow(*WRITERS)) -> Response:
    """Write a draft. A member writes for its own space, editors and officers for anyone."""
    return await act.write(write_items.create_item, show_item, body.new_item(), status=201)


@router.get("/v1/items", response_model=Listed[ItemOut])
async def list_items(
    page: AskedPage,
    act: Act = allow(PUBLIC),
    q: Annotated[Search | None, Query(description="Words, marks optional")] = None,
    status: Code | None = None,
    kind: Code | None = None,
    member_id: UUID | None = None,
    booking_id: UUID | None = None,
    needs_attention: Annotated[
        bool | None, Query(description="Whether something planned did not happen")
    ] = None,
    begins: Annotated[Instant | None, Query(alias="from", description="Activity after")] = None,
    ends: Annotated[Instant | None, Query(alias="to", description="Activity before")] = None,
) -> Response:
    """Items that you may read: the public those that were published, editors all."""
    query = queries.select_items(
        act.caller,
        q=q,
        status=status,
        kind=kind,
        member_id=member_id,
        booking_id=booking_id,
        needs_attention=needs_attention,
        begins=begins,
        ends=ends,
    )
    return await act.list(
        Item, query, show_item, page, created_at=Item.created_at, updated_at=Item.updated_at
    )


@router.get("/v1/items/{item_id}", response_model=ItemOut)
async def get_item(item_id: UUID, act: Act = allow(PUBLIC)) -> Response:
    """One item; after a retraction the public sees only that, since when and why."""
    return await act.get(Item, item_id, show_item)


@router.patch("/v1/items/{item_id}", response_model=ItemOut)
async def change_item(item_id: UUID, body: ChangeItem, act: Act = allow(*WRITERS)) -> Response:
    """Change a draft (If-Match). Who changes its words is an author and may not approve it."""
    return await act.write(write_items.change_item, show_item, item_id, body.changes())


@router.post("/v1/items/{item_id}/submit", response_model=ItemOut)
async def submit_item(item_id: UUID, act: Act = allow(*WRITERS)) -> Response:
    """Hand a complete draft to the editors."""
    return await act.write(write_items.submit_item, show_item, item_id)


@router.post("/v1/items/{item_id}/request-changes", response_model=ItemOut)
async def request_item_changes(
    item_id: UUID, body: RequestItemChanges, act: Act = allow("editor")
) -> Response:
    """Give an item back to its author, who reads the reason."""
    return await act.write(
        review_items.request_item_changes, show_item, item_id, body.reason, reason=body.reason
    )


@router.post("/v1/items/{item_id}/approve", response_model=ItemOut)
async def approve_item(item_id: UUID, act: Act = allow("editor")) -> Response:
    """Accept a draft or submitted text; whoever wrote words of it is refused."""
    return await act.write(review_items.approve_item, show_item, item_id)


@router.post("/v1/items/{item_id}/schedule", response_model=ItemOut)
async def schedule_item(item_id: UUID, body: ScheduleItem, act: Act = allow("editor")) -> Response:
    """Publish an approved item at a time; all rules are checked again then."""
    return await act.write(review_items.schedule_item, show_item, item_id, body.publish_at)


@router.post("/v1/items/{item_id}/publish", response_model=ItemOut)
async def publish_item(item_id: UUID, act: Act = allow("editor")) -> Response:
    """Show an approved (or scheduled) item now, on every enabled channel."""
    return await act.write(publish_items.publish_item, show_item, item_id)


@router.post("/v1/items/{item_id}/correct", response_model=ItemOut)
async def correct_item(item_id: UUID, body: CorrectItem, act: Act = allow("editor")) -> Response:
    """Replace words of a published item at once; whoever wrote words of it is refused."""
    return await act.write(
        publish_items.correct_item, show_item, item_id, body.changes(), reason=body.reason
    )


@router.post("/v1/items/{item_id}/retract", response_model=ItemOut)
async def retract_item(
    item_id: UUID, body: RetractItem, act: Act = allow("editor", "officer")
) -> Response:
    """Take an item back from every channel; feeds tell it, its page answers 410."""
    code = body.reason_code or "other"
    return await act.write(
        publish_items.retract_item,
        show_item,
        item_id,
        code,
        body.reason,
        reason=body.reason or code,
    )


@router.get("/v1/items/{item_id}/posts", response_model=Listed[PostOut])
async def list_item_posts(item_id: UUID, page: AskedPage, act: Act = allow()) -> Response:
    """The item on each channel: where it is shown, and what went wrong."""
    await act.get(Item, item_id, show_item)
    query = queries.select_posts(item_id=item_id)
    return await act.list(Post, query, show_post, page, channel=Post.channel)
