"""Answering for a letter: showing it whole, and sending it again by hand."""

from __future__ import annotations

from uuid import UUID

from services.notifications import domain
from services.notifications.letters.catalogue import LETTERS
from services.notifications.models import Message
from services.notifications.usecases.queue_letters import queue_sending
from services.notifications.usecases.send_letters import find_recipient
from shared.database.work import Work
from shared.errors import refuse_if


async def get_message(work: Work, message_id: UUID) -> Message:
    """A letter with its text and address; the reading itself stands in the audit trail."""
    return await work.lock(Message, message_id)


async def resend_message(work: Work, message_id: UUID) -> Message:
    """Send a letter again that did not arrive. Refuses what could not arrive this time either."""
    message = await work.lock(Message, message_id)
    failures = domain.may_resend(
        may_act=work.caller.has_role("officer"),
        status=message.status,
        reason=message.status_reason,
        not_after=message.not_after,
        now=work.now,
    )
    recipient = await find_recipient(work, message)
    refuse_if(failures + domain.may_reach(recipient, LETTERS[message.template].purpose))
    message.attempts = 0
    message.note(work.now, "resend_asked")
    await queue_sending(work, message, work.now)
    return message
