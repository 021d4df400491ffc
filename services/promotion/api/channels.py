"""Channels and posts over HTTP: what goes where, and what an editor must look after."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel, Field
from sqlalchemy import select

from services.promotion import queries
from services.promotion.addresses import addresses
from services.promotion.api.fields import Line, Reason, Strict
from services.promotion.api.item_answers import show_post
from services.promotion.api.item_forms import PostOut, PostPage
from services.promotion.models import Channel, Post
from services.promotion.texts import CHANNEL_STATUSES
from services.promotion.usecases import run_channels
from shared.errors import Failure
from shared.events.base import Bilingual
from shared.http.act import PUBLIC, Act, View, allow
from shared.http.lists import Page

router = APIRouter(tags=["channels"])


class ChannelOut(BaseModel):
    """A way to the public."""

    id: UUID
    code: str
    name: Bilingual
    kind: str
    status: str
    status_label: str
    enabled: bool
    url: str
    needs_time: bool
    version: int
    created_at: datetime
    updated_at: datetime
    actions: dict[str, Any]


class ChannelPage(BaseModel):
    """One page of channels."""

    items: list[ChannelOut]
    next_cursor: str | None


class SwitchChannel(Strict):
    """Why a channel is turned off or on."""

    reason: Reason


class ResolvePost(Strict):
    """What a person found on the channel."""

    shown: bool
    external_url: Line | None = Field(default=None, max_length=2000)
    reason: Reason


def show_channel(channel: Channel, view: View) -> ChannelOut:
    status = "working" if channel.enabled else "disabled"
    mine = view.caller.has_role("editor", "operator")
    role = [] if mine else [Failure("role_needed", roles=["editor", "operator"])]
    already = [Failure("channel_already", status=CHANNEL_STATUSES[status])]
    url = channel.address
    return ChannelOut(
        id=channel.id,
        code=channel.code,
        name=Bilingual(vi=channel.name_vi, en=channel.name_en),
        kind=channel.kind,
        status=status,
        status_label=CHANNEL_STATUSES[status].say(view.locale),
        enabled=channel.enabled,
        url=addresses.feed(url) if url.startswith("/") else url,
        needs_time=channel.needs_time,
        version=channel.version,
        created_at=channel.created_at,
        updated_at=channel.updated_at,
        actions={
            "disable": view.action(role + ([] if channel.enabled else already)),
            "enable": view.action(role + (already if channel.enabled else [])),
        },
    )


@router.get("/v1/channels", response_model=ChannelPage)
async def list_channels(page: Annotated[Page, Depends()], act: Act = allow(PUBLIC)) -> Response:
    """Every channel with its state."""
    return await act.list(Channel, select(Channel), show_channel, page, code=Channel.code)


@router.get("/v1/channels/{channel_id}", response_model=ChannelOut)
async def get_channel(channel_id: UUID, act: Act = allow(PUBLIC)) -> Response:
    """One channel."""
    return await act.get(Channel, channel_id, show_channel)


@router.post("/v1/channels/{channel_id}/disable", response_model=ChannelOut)
async def disable_channel(
    channel_id: UUID, body: SwitchChannel, act: Act = allow("editor", "operator")
) -> Response:
    """Send nothing new to a channel; what it shows stays and can still be retracted."""
    return await act.write(
        run_channels.disable_channel, show_channel, channel_id, reason=body.reason
    )


@router.post("/v1/channels/{channel_id}/enable", response_model=ChannelOut)
async def enable_channel(
    channel_id: UUID, body: SwitchChannel, act: Act = allow("editor", "operator")
) -> Response:
    """Use a channel again; what waited for it goes out now."""
    return await act.write(
        run_channels.enable_channel, show_channel, channel_id, reason=body.reason
    )


@router.get("/v1/posts", response_model=PostPage)
async def list_posts(
    page: Annotated[Page, Depends()],
    act: Act = allow(),
    channel: Annotated[Line | None, Query(max_length=60)] = None,
    status: Annotated[Line | None, Query(max_length=40)] = None,
    item_id: UUID | None = None,
) -> Response:
    """Posts that you may read, such as all unconfirmed ones of a channel."""
    query = queries.select_posts(channel, status, item_id)
    return await act.list(Post, query, show_post, page, created_at=Post.created_at)


@router.get("/v1/posts/{post_id}", response_model=PostOut)
async def get_post(post_id: UUID, act: Act = allow()) -> Response:
    """One item on one channel."""
    return await act.get(Post, post_id, show_post)


@router.post("/v1/posts/{post_id}/resolve", response_model=PostOut)
async def resolve_post(post_id: UUID, body: ResolvePost, act: Act = allow("editor")) -> Response:
    """Say what a person found where a channel gave no answer; only an unconfirmed post has this."""
    return await act.write(
        run_channels.resolve_post,
        show_post,
        post_id,
        body.shown,
        body.external_url,
        reason=body.reason,
    )
