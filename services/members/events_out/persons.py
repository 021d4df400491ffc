"""What the members service says of persons and of what they may do."""

from __future__ import annotations

from services.members.event_bodies import (
    contact_changed,
    grant_changed,
)
from services.members.models import (
    Contact,
    Grant,
)
from shared.database.work import Work
from shared.events import members as events


def publish_contact_changed(work: Work, row: Contact) -> None:
    row.published = True
    work.publish(row, contact_changed(row))


def publish_contact_erased(work: Work, row: Contact) -> None:
    work.publish(row, events.ContactErasedV1(id=row.id))


def publish_grant_changed(work: Work, row: Grant) -> None:
    work.publish(row, grant_changed(row))


def announce_contact(work: Work, row: Contact) -> None:
    if row.erased_at is not None:
        publish_contact_erased(work, row)
    elif row.published:
        publish_contact_changed(work, row)
