"""The published language of the notifications service.

Inside only, and without personal data: a message and a contact are ids.
"""

from __future__ import annotations

from uuid import UUID

from shared.events.base import Event


class MessageOutcome(Event):
    """What became of one message; `id` is the message's."""

    template: str
    """Code of the letter."""
    contact_id: UUID
    """Whom it was for; the address stays with the contact."""
    channel: str
    """Code of the way it went: e-mail, inbox, webhook …"""


class MessageDeliveredV1(MessageOutcome, event="hcn.internal.notifications.message.delivered.v1"):
    """The receiving side accepted the message."""


class MessageFailedV1(MessageOutcome, event="hcn.internal.notifications.message.failed.v1"):
    """The message did not arrive and will not be tried again."""

    error_code: str
    """Stable code of what went wrong."""


class ContactSuppressedV1(Event, event="hcn.internal.notifications.contact.suppressed.v1"):
    """A contact is not written to on a channel any more; `id` is the contact's."""

    channel: str
    """Code of the channel that is given up."""
    reason_code: str
    """Why: the address bounced, the person asked, or the contact was erased."""


class ContactPreferencesChangedV1(
    Event, event="hcn.internal.notifications.contact.preferences_changed.v1"
):
    """A contact chose other ways or topics; `id` is the contact's. The choice stays inside."""
