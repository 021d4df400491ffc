"""Contacts: persons who speak for an applicant or a member. Changed by them, erased on request."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import delete, or_, select

from services.members.events_out.members import publish_member_contact_linked
from services.members.events_out.persons import publish_contact_changed, publish_contact_erased
from services.members.models import Application, Contact, Member
from shared.database.backbone import IdempotentAnswer
from shared.database.work import Work
from shared.errors import Failure, Invalid, refuse_if


def new_contact(
    work: Work, application_id: UUID, details: dict[str, Any], *, by_post: bool = False
) -> Contact:
    """The contact of a new application; nobody hears of it before the file is handed in.

    One who is reached `by_post` needs neither e-mail nor phone.
    """
    contact = Contact(
        locale="vi",
        owner_issuer=work.caller.issuer,
        owner_subject=work.caller.subject,
        application_id=application_id,
        published=False,
        reached_by_post=by_post,
    )
    change_details(contact, details)
    return work.add(contact)


def change_details(contact: Contact, details: dict[str, Any]) -> None:
    """Merge name, email, phone and locale into a contact; None clears."""
    for name in ("name", "email", "phone"):
        if name in details:
            setattr(contact, name, details[name])
    if details.get("locale"):
        contact.locale = details["locale"]


async def change_contact(work: Work, contact_id: UUID, details: dict[str, Any]) -> Contact:
    """Correct how someone is reached; by the person, the member or an officer."""
    contact = await work.lock(Contact, contact_id)
    revise_contact(work, contact, details)
    return contact


def revise_contact(work: Work, contact: Contact, details: dict[str, Any]) -> None:
    """Merge details in; once others know the contact it must stay one that can be written to."""
    refuse_if(_not_erased(contact))
    change_details(contact, details)
    if not contact.published:
        return
    if lacks := _lacks(contact):
        raise Invalid(*lacks)
    publish_contact_changed(work, contact)


def _lacks(contact: Contact) -> list[Failure]:
    lacks = [] if contact.name else [Failure("part_missing", field="name")]
    return lacks if contact.can_be_reached else [*lacks, Failure("contact_unreachable")]


async def get_contact(work: Work, contact_id: UUID) -> Contact:
    """A contact: a read of personal data, so it stands in the audit trail."""
    return await work.read(Contact, contact_id)


async def erase_contact(work: Work, contact_id: UUID) -> Contact:
    """Forget a person: here, in answers kept for repeated requests, and in every other service."""
    contact = await work.lock(Contact, contact_id)
    refuse_if(_not_erased(contact))
    contact.name = contact.email = contact.phone = None
    contact.erased_at = work.now
    await _forget_answers(work, contact)
    await _unlink_member(work, contact)
    publish_contact_erased(work, contact)
    return contact


def _not_erased(contact: Contact) -> list[Failure]:
    return [Failure("contact_erased")] if contact.erased_at else []


async def _forget_answers(work: Work, contact: Contact) -> None:
    """Answers kept for an Idempotency-Key may show the contact, to the applicant or an officer."""
    owner = f"{contact.owner_issuer}|{contact.owner_subject}"
    shown = [IdempotentAnswer.route.contains(str(contact.id))]
    if contact.application_id:
        shown.append(IdempotentAnswer.route.contains(str(contact.application_id)))
    await work.session.execute(
        delete(IdempotentAnswer).where(or_(IdempotentAnswer.caller == owner, *shown))
    )


async def _unlink_member(work: Work, contact: Contact) -> None:
    members = await work.session.scalars(
        select(Member).where(Member.contact_id == contact.id).with_for_update()
    )
    for member in members:
        member.contact_id = None
        publish_member_contact_linked(work, member)


def link_member(work: Work, application: Application, member_id: UUID) -> None:
    """The applicant's contact speaks for the member from now on."""
    contact = application.contact
    if contact is None or contact.erased_at is not None:
        return
    contact.member_id = member_id
    publish_contact_changed(work, contact)
