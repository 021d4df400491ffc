"""Who acts for a member: contacts and delegates are named, the representative is replaced.

All of them are grants, so that a right holds here at once and everywhere else by event.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.members.domain import people as rules
from services.members.events_out.members import publish_member_contact_linked
from services.members.events_out.persons import publish_contact_changed
from services.members.models import Contact, Grant, Member, MemberFact
from services.members.settings import Settings
from services.members.usecases.change_members import is_own
from services.members.usecases.give_grants import NewGrant, create_grant, publish_and_remember
from services.members.usecases.keep_contacts import change_details
from services.members.usecases.record_facts import NewFact, record_fact
from shared.clock import hanoi_date
from shared.database.work import Subject, Work
from shared.errors import Invalid, NotFound, refuse_if


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who is to act for a member."""

    issuer: str
    subject: str
    email: str | None = None


@dataclass(frozen=True, slots=True)
class NewRepresentative:
    """Who speaks for a member from a day on, why, and how they are reached."""

    person: Person
    cause: str
    reason: str
    document: dict[str, Any] | None = None
    effective_on: date | None = None
    contact: dict[str, Any] | None = None


async def list_people(work: Work, member_id: UUID) -> list[Grant]:
    """Who acts or acted for a member: a read of personal data, so it stands in the audit trail."""
    member = await work.session.get(Member, member_id)
    if member is None:
        raise NotFound(Member.KIND, member_id)
    work.subject = Subject(Member.KIND, str(member.id))
    staff = work.caller.has_role("officer", "operator", "auditor")
    refuse_if([] if staff else rules.may_name(False, is_own(member, work.caller)))
    rows = await work.session.scalars(
        select(Grant).where(Grant.member_id == member_id).order_by(Grant.valid_from, Grant.id)
    )
    return list(rows)


async def find_representative(work: Work, member_id: UUID) -> Grant | None:
    """The grant of the member's representative, locked."""
    found: Grant | None = await work.session.scalar(
        select(Grant)
        .where(
            Grant.member_id == member_id,
            Grant.capacity == "representative",
            Grant.ended_at.is_(None),
        )
        .with_for_update()
    )
    return found


def represents(work: Work, representative: Grant | None) -> bool:
    """Whether the caller is the representative."""
    if representative is None:
        return False
    return work.caller.key == f"{representative.issuer}|{representative.subject}"


async def name_person(
    work: Work,
    member_id: UUID,
    person: Person,
    capacity: str,
    valid_from: datetime | None,
    valid_until: datetime | None,
    reason: str | None,
) -> Grant:
    """Let a contact act for the member, or a delegate in the representative's stead for a time."""
    member = await work.lock(Member, member_id)
    holder = await find_representative(work, member_id)
    officer = work.caller.has_role("officer")
    refuse_if(
        [
            *rules.may_name(officer, represents(work, holder)),
            *rules.needs_member(member.status),
        ]
    )
    if wrong := rules.check_person(
        capacity,
        holder is not None,
        holder.valid_until if holder else None,
        valid_from or work.now,
        valid_until,
        Settings.of(work).delegation_longest_days,
    ):
        raise Invalid(*wrong)
    new = NewGrant(
        issuer=person.issuer,
        subject=person.subject,
        role="member",
        member_id=member_id,
        valid_from=valid_from,
        valid_until=valid_until,
        reason=reason,
        email=person.email,
        capacity=capacity,
    )
    if capacity == "delegate" and holder is not None:
        behalf = f"{holder.issuer}|{holder.subject}"
        new = replace(new, delegated_from=holder.id, on_behalf_of=behalf)
    return await create_grant(work, new)


async def end_person(work: Work, member_id: UUID, grant_id: UUID) -> Grant:
    """Someone acts for the member no longer; they may say so themselves."""
    await work.lock(Member, member_id)
    grant = await work.find_locked(Grant, grant_id)
    if grant is None or grant.member_id != member_id:
        raise NotFound(Grant.KIND, grant_id)
    holder = await find_representative(work, member_id)
    own = work.caller.key == f"{grant.issuer}|{grant.subject}"
    officer = work.caller.has_role("officer")
    refuse_if(
        [
            *rules.may_end(officer, represents(work, holder), own, grant.capacity),
            *rules.not_ended(grant.ended_at is not None),
        ]
    )
    grant.ended_at = work.now
    await publish_and_remember(work, grant)
    return grant


async def replace_representative(work: Work, member_id: UUID, new: NewRepresentative) -> MemberFact:
    """Another person speaks for the member; what the former one had delegated ends as well."""
    member = await work.lock(Member, member_id)
    former = await find_representative(work, member_id)
    person = new.person
    same = former is not None and (former.issuer, former.subject) == (
        person.issuer,
        person.subject,
    )
    officer = work.caller.has_role("officer")
    failures = rules.may_replace(
        officer, represents(work, former), new.cause, new.document is not None, same
    )
    fact = NewFact(
        "representative_changed",
        new.reason,
        new.cause,
        new.effective_on,
        document=new.document,
    )
    failures += rules.check_past(new.effective_on, hanoi_date(work.now))
    recorded = await record_fact(work, member, fact, failures)
    if former is not None:
        await _end_with_delegates(work, former)
    await _end_lesser(work, member_id, person)
    grant = NewGrant(
        issuer=person.issuer,
        subject=person.subject,
        role="member",
        member_id=member_id,
        reason=new.cause,
        email=person.email,
        capacity="representative",
    )
    await create_grant(work, grant)
    if new.contact is not None:
        await _link_contact(work, member, person, new.contact)
    return recorded


async def _end_with_delegates(work: Work, former: Grant) -> None:
    delegated = await work.session.scalars(
        select(Grant)
        .where(Grant.delegated_from == former.id, Grant.ended_at.is_(None))
        .order_by(Grant.id)
        .with_for_update()
    )
    for grant in [former, *delegated]:
        grant.ended_at = work.now
        await publish_and_remember(work, grant)
    await work.session.flush()


async def _end_lesser(work: Work, member_id: UUID, person: Person) -> None:
    """Who was a contact before holds the one grant of a representative instead."""
    held = await work.session.scalars(
        select(Grant)
        .where(
            Grant.member_id == member_id,
            Grant.issuer == person.issuer,
            Grant.subject == person.subject,
            Grant.ended_at.is_(None),
        )
        .with_for_update()
    )
    for grant in held:
        grant.ended_at = work.now
        await publish_and_remember(work, grant)


async def _link_contact(
    work: Work, member: Member, person: Person, details: dict[str, Any]
) -> None:
    """Letters go to the new person from now on."""
    contact = Contact(
        locale="vi",
        owner_issuer=person.issuer,
        owner_subject=person.subject,
        member_id=member.id,
        published=False,
    )
    change_details(contact, details)
    if lacks := rules.check_contact(contact.name, contact.can_be_reached):
        raise Invalid(*lacks)
    work.add(contact)
    await work.session.flush()
    publish_contact_changed(work, contact)
    member.contact_id = contact.id
    publish_member_contact_linked(work, member)
