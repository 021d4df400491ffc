"""What the members service says of persons and of what they may do."""

from __future__ import annotations

from services.members.event_bodies import (
    contact_changed,
    grant_changed,
)
from services.members.models import (
    Contact,
    Grant,
    PersonalDataRequest,
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


def publish_person_erasure_ordered(
    work: Work, row: PersonalDataRequest, sign_in: str | None, stand_in: str, traces: list[str]
) -> None:
    event = events.PersonErasureOrderedV1(
        id=row.id, sign_in=sign_in, stand_in=stand_in, traces=traces
    )
    work.publish(row, event)


def publish_person_erased(work: Work, row: PersonalDataRequest) -> None:
    """Takes the order, which names the person, out of its stream."""
    work.publish(row, events.PersonErasedV1(id=row.id))


def announce_contact(work: Work, row: Contact) -> None:
    if row.erased_at is not None:
        publish_contact_erased(work, row)
    elif row.published:
        publish_contact_changed(work, row)
