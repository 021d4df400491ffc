"""Who gets a letter: a contact, a member's contacts, the officers, a host's staff.

Each function returns a search to be run in the transaction. A contact or link that this service
has not heard of raises NotYetKnown: the event waits until the personal event arrives.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select

from services.notifications.domain import RecipientKind
from services.notifications.models import Contact, MemberContacts, Message, Staff
from shared.database.work import Work
from shared.errors import NotYetKnown
from shared.texts import Locale


@dataclass(frozen=True, slots=True)
class Recipient:
    """Someone to write to, as known at this moment."""

    kind: RecipientKind
    id: UUID
    name: str | None
    email: str | None
    locale: Locale
    member_id: UUID | None = None
    host_id: UUID | None = None
    erased: bool = False
    suppressed_reason: str | None = None
    wants_updates: bool = True


FindRecipients = Callable[[Work], Awaitable[list[Recipient]]]


def to_contact(contact_id: UUID) -> FindRecipients:
    """The contact that the event names."""

    async def find(work: Work) -> list[Recipient]:
        return [await _contact(work, contact_id)]

    return find


def to_contacts(contact_ids: Sequence[UUID]) -> FindRecipients:
    """The contacts that the event names."""

    async def find(work: Work) -> list[Recipient]:
        return once_each([await _contact(work, id) for id in contact_ids])

    return find


def to_member(member_id: UUID) -> FindRecipients:
    """Everyone who speaks for a member; nobody when the last of them was erased."""

    async def find(work: Work) -> list[Recipient]:
        link = await work.session.get(MemberContacts, member_id)
        if link is None:
            raise NotYetKnown("member_contacts", member_id)
        return once_each([await _contact(work, id, member_id) for id in link.contact_ids])

    return find


def to_officers() -> FindRecipients:
    """Everyone with a grant as officer in force."""

    async def find(work: Work) -> list[Recipient]:
        return await _staff(work, "officer", None)

    return find


def to_host(host_id: UUID) -> FindRecipients:
    """Everyone with a grant in force to act for this host."""

    async def find(work: Work) -> list[Recipient]:
        return await _staff(work, "host", host_id)

    return find


def told_before(to: FindRecipients, matter: str, *, told: bool = True) -> FindRecipients:
    """Those of `to` who have, or with `told=False` have not, had a letter about this matter.

    `matter` is how the business keys of its letters begin.
    """

    async def find(work: Work) -> list[Recipient]:
        found = await to(work)
        had = await work.session.scalars(
            select(Message.recipient_id).where(
                Message.recipient_id.in_([one.id for one in found]),
                Message.business_key.startswith(matter, autoescape=True),
            )
        )
        had_letter = set(had)
        return [one for one in found if (one.id in had_letter) == told]

    return find


def once_each(recipients: Sequence[Recipient]) -> list[Recipient]:
    """One recipient for each address: nobody gets the same letter twice for having two roles."""
    seen: dict[str, Recipient] = {}
    for one in recipients:
        seen.setdefault((one.email or str(one.id)).casefold(), one)
    return list(seen.values())


async def _contact(work: Work, contact_id: UUID, member_id: UUID | None = None) -> Recipient:
    contact = await work.session.get(Contact, contact_id)
    if contact is None:
        raise NotYetKnown("contact", contact_id)
    return recipient_of_contact(contact, member_id)


def recipient_of_contact(contact: Contact, member_id: UUID | None = None) -> Recipient:
    """A contact as someone to write to."""
    return Recipient(
        kind="contact",
        id=contact.id,
        name=contact.name,
        email=contact.email,
        locale=_locale(contact.chosen_locale or contact.locale),
        member_id=member_id or contact.member_id,
        erased=contact.erased,
        suppressed_reason=contact.suppressed_reason,
        wants_updates=contact.wants_updates,
    )


def recipient_of_staff(one: Staff) -> Recipient:
    """The holder of a grant as someone to write to."""
    return Recipient(
        kind="staff",
        id=one.grant_id,
        name=one.name,
        email=one.email,
        locale=_locale(one.locale),
        host_id=one.host_id,
    )


async def _staff(work: Work, role: str, host_id: UUID | None) -> list[Recipient]:
    query = select(Staff).where(
        Staff.role == role,
        Staff.valid_from <= work.now,
        or_(Staff.valid_until.is_(None), Staff.valid_until > work.now),
    )
    if host_id is not None:
        query = query.where(Staff.host_id == host_id)
    found = await work.session.scalars(query.order_by(Staff.grant_id))
    return once_each([recipient_of_staff(one) for one in found])


def _locale(text: str) -> Locale:
    return "en" if text == "en" else "vi"
