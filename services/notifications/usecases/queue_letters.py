"""Writing a letter: once for each business key, recipient and channel, in the reader's language.

What is not to be sent (no address, switched off, too old) is written down all the same, with the
reason, so that "why did I get nothing?" has an answer.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from services.notifications import domain
from services.notifications.letters.catalogue import LETTERS, Letter
from services.notifications.letters.letterhead import Letterhead
from services.notifications.letters.rendering import render_letter
from services.notifications.models import Message
from services.notifications.settings import Settings
from services.notifications.usecases.find_recipients import FindRecipients, Recipient
from shared.database.work import Work
from shared.events.base import Event

SEND_EMAIL = "send_email"


async def queue_letters(
    work: Work,
    code: str,
    event: Event,
    *,
    key: str,
    to: FindRecipients,
    until: datetime | None = None,
) -> list[Message]:
    """Write the letter that an event calls for to everyone it is for, and queue it.

    `key` is the business key: the same key never reaches the same recipient twice. After `until`
    the letter is of no use, whatever its kind allows. An announced event writes nothing.
    """
    if work.origin.announced:
        return []
    letter = LETTERS[code]
    return [
        await _write(work, letter, event, key, recipient, until)
        for recipient in await to(work)
        if not await _is_written(work, key, recipient)
    ]


async def _is_written(work: Work, key: str, recipient: Recipient) -> bool:
    found = await work.session.scalar(
        select(Message.id).where(
            Message.business_key == key,
            Message.recipient_id == recipient.id,
            Message.channel == domain.EMAIL,
        )
    )
    return found is not None


async def _write(
    work: Work,
    letter: Letter,
    event: Event,
    key: str,
    recipient: Recipient,
    until: datetime | None,
) -> Message:
    origin = work.origin
    happened = origin.occurred_at or work.now
    message = work.add(
        Message(
            business_key=key,
            recipient_kind=recipient.kind,
            recipient_id=recipient.id,
            channel=domain.EMAIL,
            member_id=recipient.member_id,
            host_id=recipient.host_id,
            template=letter.code,
            template_version=letter.version,
            locale=recipient.locale,
            status=domain.QUEUED,
            attempts=0,
            not_after=domain.last_moment(happened, letter.useful_for, until),
            event_id=origin.causation_id or work.new_id(),
            event_type=event.TYPE.text,
            correlation_id=origin.correlation_id,
            history=[],
        )
    )
    message.note(work.now, domain.QUEUED)
    if not recipient.erased:
        _fill(work, message, letter, event, recipient)
    await _queue_or_say_why_not(work, message, letter, recipient)
    return message


def _fill(work: Work, message: Message, letter: Letter, event: Event, recipient: Recipient) -> None:
    office = Letterhead.of(Settings.of(work))
    rendered = render_letter(letter, event, recipient.name, recipient.locale, office)
    message.address = recipient.email
    message.subject = rendered.subject
    message.text = rendered.text
    message.html = rendered.html


async def _queue_or_say_why_not(
    work: Work, message: Message, letter: Letter, recipient: Recipient
) -> None:
    why_not = domain.why_not_written(recipient, letter.purpose)
    if why_not:
        settle_unsent(work, message, domain.SUPPRESSED, why_not)
    elif work.now > message.not_after:
        settle_unsent(work, message, domain.EXPIRED, "too_old")
    else:
        await queue_sending(work, message, work.now)


def settle_unsent(work: Work, message: Message, status: str, reason: str) -> None:
    """The letter does not go out, and this is why."""
    message.status = status
    message.status_reason = reason
    message.note(work.now, status, reason)


async def queue_sending(work: Work, message: Message, at: datetime) -> None:
    """Have the letter sent at an instant."""
    message.status = domain.QUEUED
    message.status_reason = None
    await work.schedule(SEND_EMAIL, str(message.id), at)
