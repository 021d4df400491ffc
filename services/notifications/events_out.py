"""Every event that notifications publishes: ids and codes, never a name, an address or a text."""

from __future__ import annotations

from services.notifications.domain import EMAIL
from services.notifications.models import Contact, Message
from shared.database.work import Work
from shared.events.notifications import (
    ContactPreferencesChangedV1,
    ContactSuppressedV1,
    MessageDeliveredV1,
    MessageFailedV1,
)


def publish_message_delivered(work: Work, message: Message) -> None:
    """The receiving side has the letter."""
    work.publish(message, MessageDeliveredV1(**_outcome(message)))


def publish_message_failed(work: Work, message: Message) -> None:
    """The letter did not arrive and is not tried again."""
    code = message.status_reason or "unknown"
    work.publish(message, MessageFailedV1(**_outcome(message), error_code=code))


def publish_contact_suppressed(work: Work, contact: Contact) -> None:
    """The contact is not written to by e-mail any more."""
    reason = contact.suppressed_reason or "unknown"
    work.publish(contact, ContactSuppressedV1(id=contact.id, channel=EMAIL, reason_code=reason))


def publish_contact_preferences_changed(work: Work, contact: Contact) -> None:
    """The contact chose; what it chose stays here."""
    work.publish(contact, ContactPreferencesChangedV1(id=contact.id))


def announce_message(work: Work, message: Message) -> None:
    """Say again what became of a letter; one that is still under way has nothing to say."""
    if message.status == "delivered":
        publish_message_delivered(work, message)
    elif message.status == "failed":
        publish_message_failed(work, message)


def announce_contact(work: Work, contact: Contact) -> None:
    """Say again that a contact is not written to."""
    if contact.suppressed_reason:
        publish_contact_suppressed(work, contact)


ANNOUNCE = [(Message, announce_message), (Contact, announce_contact)]


def _outcome(message: Message) -> dict[str, object]:
    return {
        "id": message.id,
        "template": message.template,
        "contact_id": message.recipient_id,
        "channel": message.channel,
    }
