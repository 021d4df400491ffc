"""Who a person is in this service: sign-ins and contacts that belong together.

A contact that an officer entered for someone, from paper or from a list of members, belongs to that
someone and not to the officer, although the officer's sign-in is on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.members.models import Application, Contact, Grant

BY_OFFICERS = and_(Application.filed_on_paper, Application.taken_over_at.is_(None))
"""Files for which officers act, so that the applicant's sign-in is an officer's."""


@dataclass(frozen=True, slots=True)
class Person:
    """Everything by which someone is known here."""

    key: str | None
    """`issuer|subject`; None for someone who never signed in."""
    contact_ids: tuple[UUID, ...]

    @property
    def subject(self) -> str | None:
        """The part of the sign-in that tells one person from another."""
        return self.key.partition("|")[2] if self.key else None


async def find_person(
    session: AsyncSession, key: str | None, contact_id: UUID | None = None
) -> Person:
    """The person of a sign-in, of a contact, or of both; a contact leads to its owner's sign-in."""
    if key is None and contact_id is not None:
        key = await _owner_of(session, contact_id)
    ids = set(await _contacts_of(session, key)) if key else set()
    if contact_id is not None:
        ids.add(contact_id)
    return Person(key, tuple(sorted(ids)))


async def _owner_of(session: AsyncSession, contact_id: UUID) -> str | None:
    contact = await session.scalar(
        select(Contact).where(Contact.id == contact_id, ~_entered_by_officers())
    )
    return f"{contact.owner_issuer}|{contact.owner_subject}" if contact else None


async def _contacts_of(session: AsyncSession, key: str) -> Sequence[UUID]:
    issuer, _, subject = key.partition("|")
    owned = and_(Contact.owner_issuer == issuer, Contact.owner_subject == subject)
    found = await session.scalars(
        select(Contact.id).where(owned, ~_entered_by_officers()).order_by(Contact.id)
    )
    return found.all()


def _entered_by_officers() -> ColumnElement[bool]:
    on_paper = (
        select(Application.id).where(Application.id == Contact.application_id, BY_OFFICERS).exists()
    )
    acts_for_member = (
        select(Grant.id)
        .where(
            Grant.issuer == Contact.owner_issuer,
            Grant.subject == Contact.owner_subject,
            Grant.member_id == Contact.member_id,
        )
        .exists()
    )
    from_list = and_(Contact.application_id.is_(None), ~acts_for_member)
    return or_(on_paper, from_list)


async def find_own_members(session: AsyncSession, person: Person) -> Sequence[UUID]:
    """The members for which a person acts or has acted."""
    if person.key is None:
        return []
    issuer, _, subject = person.key.partition("|")
    found = await session.scalars(
        select(Grant.member_id)
        .where(Grant.issuer == issuer, Grant.subject == subject, Grant.member_id.is_not(None))
        .distinct()
    )
    return [one for one in found if one is not None]


def files_of(person: Person) -> ColumnElement[bool]:
    """The applications that are a person's own."""
    own: list[ColumnElement[bool]] = [
        and_(BY_OFFICERS, Application.contact_id.in_(person.contact_ids))
    ]
    if person.key:
        issuer, _, subject = person.key.partition("|")
        signed_in = and_(
            Application.applicant_issuer == issuer, Application.applicant_subject == subject
        )
        own.append(and_(~BY_OFFICERS, signed_in))
    return or_(*own)


async def find_files(session: AsyncSession, person: Person) -> Sequence[Application]:
    """A person's applications, oldest first."""
    found = await session.scalars(
        select(Application).where(files_of(person)).order_by(Application.id)
    )
    return found.all()
