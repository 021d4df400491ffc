"""The form of answers about items and posts, for OpenAPI and for `show_item`."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from shared.events.base import Bilingual


class Named(BaseModel):
    """Another thing by id and Vietnamese name."""

    id: UUID
    name: str


class PlaceOut(BaseModel):
    """Where it happens: a place of the network, or words."""

    space: Named | None
    venue: Named | None
    text: str | None


class PostOut(BaseModel):
    """One item on one channel."""

    id: UUID
    item_id: UUID
    channel: str
    status: str
    status_label: str
    wanted: str
    external_url: str | None
    error: dict[str, str] | None
    attempts: int
    delivered_at: datetime | None
    version: int
    created_at: datetime
    updated_at: datetime


class InsideOut(BaseModel):
    """What editors and the member see besides."""

    review_note: str | None
    approved_by: str | None
    retraction_reason: str | None
    attention: dict[str, Any] | None


class ItemOut(BaseModel):
    """An item. `inside`, `author`, `publish_at` and `posts` are null for the public."""

    id: UUID
    status: str
    status_label: str
    version: int
    created_at: datetime
    updated_at: datetime
    kind: str
    kind_label: str
    title: Bilingual
    summary: Bilingual
    body: Bilingual | None
    languages: list[str]
    license: str | None
    license_label: str | None
    member: Named | None
    member_id: UUID | None
    booking_id: UUID | None
    place: PlaceOut | None
    starts_at: datetime | None
    ends_at: datetime | None
    slug: str | None
    url: str | None
    published_at: datetime | None
    public_updated_at: datetime | None
    revision: int
    retracted_at: datetime | None
    retraction_code: str | None
    retraction_label: str | None
    inside: InsideOut | None
    author: str | None
    """`system`, or issuer and subject of who wrote the present text."""
    publish_at: datetime | None
    posts: list[PostOut] | None
    actions: dict[str, Any]


class ItemPage(BaseModel):
    """One page of items."""

    items: list[ItemOut]
    next_cursor: str | None


class PostPage(BaseModel):
    """One page of posts."""

    items: list[PostOut]
    next_cursor: str | None
