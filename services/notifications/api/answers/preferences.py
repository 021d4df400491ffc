"""How a contact's choice is shown to the contact."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.notifications.domain import REACHABLE
from services.notifications.models import Contact
from services.notifications.texts import VOCABULARY
from shared.http.act import View
from shared.http.fields import Answer
from shared.vocabulary import label_of


class PreferencesOut(Answer):
    """The choice as it stands, and the address that letters go to."""

    id: UUID
    status: str
    """`reachable`, or the code of why this address is not written to."""
    status_label: str
    version: int
    created_at: datetime
    updated_at: datetime
    member_id: UUID | None
    email: str | None
    locale: str
    updates_by_email: bool
    service_letters: bool = True
    """Always true: decisions and bookings are owed to the member."""


def show_preferences(contact: Contact, view: View) -> PreferencesOut:
    status = contact.suppressed_reason or REACHABLE
    return PreferencesOut(
        id=contact.id,
        status=status,
        status_label=label_of(VOCABULARY, "contact_status", status).say(view.locale),
        version=contact.version,
        created_at=contact.created_at,
        updated_at=contact.updated_at,
        member_id=contact.member_id,
        email=contact.email,
        locale=contact.chosen_locale or contact.locale,
        updates_by_email=contact.wants_updates,
    )
