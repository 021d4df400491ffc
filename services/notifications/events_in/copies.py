"""What notifications keeps of persons and staff, so that it can write to them."""

from __future__ import annotations

from services.notifications.events_in.listening import subscriptions
from services.notifications.usecases.remember_contacts import (
    erase_contact,
    link_member_contacts,
    remember_contact,
)
from services.notifications.usecases.remember_staff import remember_staff
from shared.database.work import Work
from shared.events.members import (
    ContactChangedV1,
    ContactErasedV1,
    GrantChangedV1,
    MemberContactLinkedV1,
)


@subscriptions.on(ContactChangedV1)
async def on_contact_changed(work: Work, event: ContactChangedV1) -> None:
    await remember_contact(work, event)


@subscriptions.on(ContactErasedV1)
async def on_contact_erased(work: Work, event: ContactErasedV1) -> None:
    await erase_contact(work, event.id)


@subscriptions.on(GrantChangedV1)
async def on_grant_changed(work: Work, event: GrantChangedV1) -> None:
    await remember_staff(work, event)


@subscriptions.on(MemberContactLinkedV1)
async def on_member_contact_linked(work: Work, event: MemberContactLinkedV1) -> None:
    await link_member_contacts(work, event)
