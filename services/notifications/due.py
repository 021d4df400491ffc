"""Due work of notifications: letters that are to be sent."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from services.notifications.channels.email import EmailJob, send_email
from services.notifications.settings import Settings
from services.notifications.usecases.queue_letters import SEND_EMAIL
from services.notifications.usecases.send_letters import begin_sending, settle_sending
from shared.database.work import Work
from shared.due_work import OutsideKind


def make_due_kinds(settings: Settings) -> list[OutsideKind]:
    """Each kind of due work with what it needs of the settings."""

    async def prepare(work: Work, key: str, _payload: dict[str, Any]) -> EmailJob | None:
        return await begin_sending(work, UUID(key))

    call = partial(send_email, settings=settings)
    return [OutsideKind(SEND_EMAIL, prepare=prepare, call=call, settle=settle_sending)]
