"""Contacts and whom to write to about a member: copies of what members says.

Erasure is final: the id stays as a tombstone, so that events which still wait for this contact
come to an end, and a late `contact.changed` brings nothing back.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, or_, select
from sqlalchemy.dialects.postgresql import insert as upsert

from services.notifications import domain, events_out
from services.notifications.models import Contact, MemberContacts, Message
from shared.database.backbone import IdempotentAnswer
from shared.database.work import Work
from shared.events.members import ContactChangedV1, MemberContactLinkedV1


async def remember_contact(work: Work, said: ContactChangedV1) -> Contact:
    """Keep a contact as it now is. A new address is written to again after an old one failed."""
    contact = await _find_or_add(work, said.id, said.locale)
    if contact.erased:
        return contact
    if contact.email != said.email:
        contact.suppressed_reason = None
    _follow_restriction(contact, restricted=said.restricted)
    contact.name, contact.email, contact.phone = said.name, said.email, said.phone
    contact.locale, contact.application_id = said.locale, said.application_id
    await _join_member(work, contact, said.member_id or await _linked_member(work, said.id))
    return contact


def _follow_restriction(contact: Contact, *, restricted: bool) -> None:
    """Whose data may not be used is not written to; afterwards again."""
    if restricted and contact.suppressed_reason is None:
        contact.suppressed_reason = domain.RESTRICTED
    elif not restricted and contact.suppressed_reason == domain.RESTRICTED:
        contact.suppressed_reason = None


async def link_member_contacts(work: Work, said: MemberContactLinkedV1) -> None:
    """Keep whom to write to about a member; letters they got before now show in its inbox."""
    values = {"member_id": said.id, "name": said.name, "contact_ids": said.contact_ids}
    statement = upsert(MemberContacts).values(values)
    await work.session.execute(
        statement.on_conflict_do_update(index_elements=["member_id"], set_=values)
    )
    for contact_id in said.contact_ids:
        contact = await work.find_locked(Contact, contact_id)
        if contact is not None and not contact.erased:
            await _join_member(work, contact, said.id)


async def erase_contact(work: Work, contact_id: UUID) -> Contact:
    """Forget a person: name, addresses, every rendered letter and every kept answer about them."""
    contact = await _find_or_add(work, contact_id, "vi")
    already_erased = contact.erased
    contact.name = contact.email = contact.phone = contact.chosen_locale = None
    contact.erased = True
    contact.suppressed_reason = domain.ERASED
    messages = await _messages_to(work, contact_id)
    for message in messages:
        _blank(work, message)
    await _forget_answers(work, [message.id for message in messages])
    if not already_erased:
        events_out.publish_contact_suppressed(work, contact)
    return contact


def _blank(work: Work, message: Message) -> None:
    message.address = message.subject = message.text = message.html = None
    if message.status in (domain.QUEUED, domain.SENDING):
        message.status = domain.SUPPRESSED
    message.status_reason = domain.ERASED
    message.note(work.now, "erased")


async def _forget_answers(work: Work, message_ids: list[UUID]) -> None:
    """Answers kept for an Idempotency-Key may show a letter."""
    routes = [IdempotentAnswer.route.contains(str(id), autoescape=True) for id in message_ids]
    if routes:
        await work.session.execute(delete(IdempotentAnswer).where(or_(*routes)))


async def _find_or_add(work: Work, contact_id: UUID, locale: str) -> Contact:
    contact = await work.find_locked(Contact, contact_id)
    if contact is not None:
        return contact
    return work.add(Contact(id=contact_id, locale=locale, wants_updates=True, erased=False))


async def _linked_member(work: Work, contact_id: UUID) -> UUID | None:
    return await work.session.scalar(
        select(MemberContacts.member_id)
        .where(MemberContacts.contact_ids.contains([contact_id]))
        .limit(1)
    )


async def _join_member(work: Work, contact: Contact, member_id: UUID | None) -> None:
    """Letters written before the admission belong to the member's inbox too."""
    if member_id is None or contact.member_id == member_id:
        return
    contact.member_id = member_id
    for message in await _messages_to(work, contact.id):
        message.member_id = message.member_id or member_id


async def _messages_to(work: Work, contact_id: UUID) -> list[Message]:
    found = await work.session.scalars(
        select(Message)
        .where(Message.recipient_id == contact_id)
        .order_by(Message.id)
        .with_for_update()
    )
    return list(found)
