"""What a contact chose: the language, and whether letters that are not owed are welcome."""

from __future__ import annotations

from uuid import UUID

from services.notifications import events_out, queries
from services.notifications.models import Contact
from shared.database.work import Work
from shared.texts import Locale


async def change_preferences(
    work: Work, contact_id: UUID | None, locale: Locale, wants_updates: bool
) -> Contact:
    """Keep the caller's choice. Service letters cannot be switched off."""
    found = await queries.find_callers_contact(work.session, work.caller, contact_id)
    contact = await work.lock(Contact, found.id)
    if (contact.chosen_locale or contact.locale, contact.wants_updates) != (locale, wants_updates):
        contact.chosen_locale = locale
        contact.wants_updates = wants_updates
        events_out.publish_contact_preferences_changed(work, contact)
    return contact
