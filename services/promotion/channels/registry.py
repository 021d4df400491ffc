"""Which adapter serves which kind of channel: one line for each."""

from __future__ import annotations

from services.promotion.channels.feed import FeedChannel
from services.promotion.channels.protocol import Channel, ChannelTools, MakeChannel

ADAPTERS: dict[str, MakeChannel] = {
    "feed": FeedChannel,
}


def make_channel(kind: str, tools: ChannelTools) -> Channel:
    """The adapter of a channel; raises KeyError for a kind that this version does not know."""
    return ADAPTERS[kind](tools)
