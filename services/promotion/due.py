"""Every kind of due work of promotion.

A late publication is still published, because its rules are checked at that moment; what may not
go out then is held for an editor.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.promotion.usecases.deliver_posts import (
    LEASE,
    Job,
    begin_delivery,
    call_channel,
    settle_delivery,
)
from services.promotion.usecases.publish_items import (
    DELIVER_POST,
    EXPIRE_ITEM,
    PUBLISH_ITEM,
    expire_item,
    publish_scheduled_item,
)
from shared.database.work import Work
from shared.due_work import DueKind, OutsideKind


async def do_publish_item(work: Work, key: str, _payload: dict[str, Any]) -> None:
    await publish_scheduled_item(work, UUID(key))


async def do_expire_item(work: Work, key: str, _payload: dict[str, Any]) -> None:
    await expire_item(work, UUID(key))


async def prepare_delivery(work: Work, key: str, _payload: dict[str, Any]) -> Job | None:
    return await begin_delivery(work, UUID(key))


DUE_KINDS: list[DueKind | OutsideKind] = [
    DueKind(PUBLISH_ITEM, do_publish_item),
    DueKind(EXPIRE_ITEM, do_expire_item),
    OutsideKind(
        DELIVER_POST,
        prepare=prepare_delivery,
        call=call_channel,
        settle=settle_delivery,
        lease=LEASE,
    ),
]
