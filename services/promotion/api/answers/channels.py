"""How channels are shown: where they are, whether they work, who may switch them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.promotion.addresses import channel_address
from services.promotion.domain.channels import may_disable, may_enable
from services.promotion.models import Channel
from services.promotion.texts import VOCABULARY
from shared.events.base import Bilingual
from shared.http.act import View
from shared.http.fields import Actions, Answer
from shared.vocabulary import label_of


class ChannelOut(Answer):
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
    actions: Actions


def show_channel(channel: Channel, view: View) -> ChannelOut:
    return ChannelOut(
        id=channel.id,
        code=channel.code,
        name=Bilingual(vi=channel.name_vi, en=channel.name_en),
        kind=channel.kind,
        status=channel.status,
        status_label=label_of(VOCABULARY, "channel_status", channel.status).say(view.locale),
        enabled=channel.enabled,
        url=channel_address(view.settings, channel.address),
        needs_time=channel.needs_time,
        version=channel.version,
        created_at=channel.created_at,
        updated_at=channel.updated_at,
        actions={
            "disable": view.action(may_disable(channel.status, view.caller)),
            "enable": view.action(may_enable(channel.status, view.caller)),
        },
    )
