"""Channels and posts over HTTP: what goes where, and what an editor must look after."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Response
from sqlalchemy import select

from services.promotion import queries
from services.promotion.api.answers.channels import ChannelOut, show_channel
from services.promotion.api.answers.posts import PostOut, show_post
from services.promotion.api.bodies import ResolvePost, SwitchChannel
from services.promotion.models import Channel, Post
from services.promotion.usecases import run_channels
from shared.http.act import PUBLIC, Act, allow
from shared.http.fields import Code, Listed
from shared.http.lists import AskedPage

router = APIRouter(tags=["channels"])


@router.get("/v1/channels", response_model=Listed[ChannelOut])
async def list_channels(page: AskedPage, act: Act = allow(PUBLIC)) -> Response:
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


@router.get("/v1/posts", response_model=Listed[PostOut])
async def list_posts(
    page: AskedPage,
    act: Act = allow(),
    channel: Code | None = None,
    status: Code | None = None,
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
