"""Sending a letter in three steps: note that it begins, hand it over, note what came of it.

A process that dies in between leaves the message in `sending`. When its lease is over the letter
is handed over again under the same Message-ID, and its history says so.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from services.notifications import domain, events_out
from services.notifications.channels.email import EmailJob
from services.notifications.channels.outcome import Outcome
from services.notifications.letters.catalogue import LETTERS
from services.notifications.models import Contact, Message, Staff
from services.notifications.settings import Settings
from services.notifications.usecases.find_recipients import (
    Recipient,
    recipient_of_contact,
    recipient_of_staff,
)
from services.notifications.usecases.queue_letters import queue_sending, settle_unsent
from shared.database.work import Work
from shared.telemetry import log


async def begin_sending(work: Work, message_id: UUID) -> EmailJob | None:
    """Note that a try begins; None when the letter is not to go out (any more)."""
    message = await work.find_locked(Message, message_id)
    if message is None or message.status not in (domain.QUEUED, domain.SENDING):
        return None
    recipient = await find_recipient(work, message)
    why_not = domain.why_not_written(recipient, LETTERS[message.template].purpose)
    if why_not:
        settle_unsent(work, message, domain.SUPPRESSED, why_not)
        return None
    if work.now > message.not_after:
        settle_unsent(work, message, domain.EXPIRED, "too_old")
        return None
    message.note(work.now, "sent_again" if message.status == domain.SENDING else domain.SENDING)
    message.status = domain.SENDING
    message.attempts += 1
    message.address = recipient.email
    return _job_of(message, recipient)


async def find_recipient(work: Work, message: Message) -> Recipient:
    """The recipient as reachable now; someone who is gone has no address."""
    if message.recipient_kind == "staff":
        staff = await work.session.get(Staff, message.recipient_id)
        if staff is not None:
            return recipient_of_staff(staff)
    else:
        contact = await work.session.get(Contact, message.recipient_id)
        if contact is not None:
            return recipient_of_contact(contact)
    return Recipient(
        message.recipient_kind, message.recipient_id, name=None, email=None, locale="vi"
    )


def _job_of(message: Message, recipient: Recipient) -> EmailJob:
    return EmailJob(
        message_id=message.id,
        attempt=message.attempts,
        address=recipient.email or "",
        name=recipient.name,
        subject=message.subject or "",
        text=message.text or "",
        html=message.html or "",
        locale=message.locale,
        written_at=message.created_at,
    )


async def settle_sending(work: Work, job: EmailJob, outcome: Outcome) -> None:
    """Note what came of a try, and have the next one made if there is one."""
    message = await work.find_locked(Message, job.message_id)
    if message is None or (message.status, message.attempts) != (domain.SENDING, job.attempt):
        return  # erased meanwhile, or a later try has the word
    log.info("letter_tried", message=str(message.id), outcome=outcome.kind, code=outcome.code)
    if outcome.kind == "delivered":
        message.status = domain.DELIVERED
        message.status_reason = None
        message.delivered_at = work.now
        message.note(work.now, domain.DELIVERED)
        events_out.publish_message_delivered(work, message)
    elif outcome.kind == "away":
        await _wait_for_mail_server(work, message, outcome)
    elif outcome.kind == "temporary":
        await _try_later(work, message, outcome)
    else:
        await _give_up(work, message, outcome.code or "letter_refused", outcome)


async def _wait_for_mail_server(work: Work, message: Message, outcome: Outcome) -> None:
    """The letter had no try: it keeps its place, and its history does not grow with each wait."""
    message.attempts -= 1
    if message.history[-1]["what"] == domain.SENDING:
        message.history = message.history[:-1]
    if message.history[-1]["what"] != outcome.code:
        message.note(work.now, outcome.code or "mail_server_away", outcome.answer)
    wait = timedelta(seconds=Settings.of(work).mail_away_seconds)
    await queue_sending(work, message, work.now + wait)


async def _try_later(work: Work, message: Message, outcome: Outcome) -> None:
    wait = domain.wait_after(message.attempts, Settings.of(work).mail_retry_minutes)
    message.note(work.now, outcome.code or "put_off", outcome.answer)
    if wait is None:
        await _give_up(work, message, "tries_exhausted", outcome)
    else:
        await queue_sending(work, message, work.now + wait)


async def _give_up(work: Work, message: Message, code: str, outcome: Outcome) -> None:
    message.status = domain.FAILED
    message.status_reason = code
    message.note(work.now, domain.FAILED, outcome.answer)
    events_out.publish_message_failed(work, message)
    if outcome.address_dead and message.recipient_kind == "contact":
        await _suppress(work, message)


async def _suppress(work: Work, message: Message) -> None:
    """Nobody is behind this address: do not write to it again until the contact changes."""
    contact = await work.find_locked(Contact, message.recipient_id)
    if contact is None or contact.suppressed_reason or contact.email != message.address:
        return
    contact.suppressed_reason = domain.BOUNCED
    events_out.publish_contact_suppressed(work, contact)
