"""What follows from a fact about a member, planned first and then carried out from that plan."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from uuid import UUID

from sqlalchemy import Select, or_, select

from services.members.domain.consequences import (
    CARRIES_OVER,
    ENDS,
    RESTORES,
    SPLITS,
    Consequence,
    undo,
)
from services.members.events_out.ceremonies import (
    publish_certificate_issued,
    publish_certificate_revoked,
)
from services.members.events_out.members import (
    publish_member_contact_linked,
    publish_member_profile_changed,
)
from services.members.events_out.persons import publish_contact_changed
from services.members.models import Certificate, Contact, Grant, Member, MemberFact
from services.members.usecases.carry_over_rights import STEPS as RIGHT_STEPS
from services.members.usecases.carry_over_rights import plan_rights
from services.members.usecases.form_members import form_members
from services.members.usecases.give_grants import NewGrant, ensure_grant, publish_and_remember
from services.members.usecases.keep_contributions import carry_contributions
from shared.clock import hanoi_date
from shared.database.work import Work


async def plan_consequences(work: Work, member: Member, fact: MemberFact) -> list[Consequence]:
    """What a fact brings about, as things stand now; nothing is changed."""
    if fact.kind in RESTORES:
        return await _plan_restoring(work, fact)
    if fact.kind in CARRIES_OVER:
        return await _plan_carrying_over(work, member, fact)
    planned = []
    if fact.kind in SPLITS:
        planned += [Consequence("member_formed", None, one["name"]) for one in _parts(fact)]
        planned += [Consequence("certificate_issued", None, one["name"]) for one in _parts(fact)]
    if fact.kind in ENDS:
        planned += await _certificates(work, member, "certificate_revoked")
        planned += await _grants(work, member, "grant_ended")
        planned += await plan_rights(work, member, moved=False)
        planned.append(Consequence("rights_end"))
    if fact.kind == "split_up" and fact.details.get("successor") is not None:
        heir = _parts(fact)[fact.details["successor"]]
        planned.append(Consequence("records_follow", None, heir["name"]))
    return planned


def _parts(fact: MemberFact) -> list[dict[str, str]]:
    parts: list[dict[str, str]] = fact.details["parts"]
    return parts


async def _plan_carrying_over(work: Work, member: Member, fact: MemberFact) -> list[Consequence]:
    """Of a double both papers name the same space and stay; who merged has a new name now."""
    code = "certificate_moved" if fact.kind == "found_double" else "certificate_revoked"
    contacts = await work.session.scalars(
        select(Contact.id)
        .where(Contact.member_id == member.id, Contact.erased_at.is_(None))
        .order_by(Contact.id)
    )
    heir = await work.session.get(Member, fact.other_member_id)
    return [
        *await _certificates(work, member, code),
        *await _grants(work, member, "grant_moved"),
        *(Consequence("contact_moved", id) for id in contacts),
        *await plan_rights(work, member, moved=True),
        Consequence("records_follow", fact.other_member_id, heir.name if heir else None),
    ]


async def _plan_restoring(work: Work, fact: MemberFact) -> list[Consequence]:
    removal = await work.session.scalar(
        select(MemberFact)
        .where(MemberFact.member_id == fact.member_id, MemberFact.kind == "removed")
        .order_by(MemberFact.effective_on.desc(), MemberFact.id.desc())
        .limit(1)
    )
    return undo(removal.consequences) if removal else []


async def _certificates(work: Work, member: Member, code: str) -> list[Consequence]:
    rows = await work.session.execute(
        select(Certificate.id, Certificate.number)
        .where(Certificate.member_id == member.id, Certificate.revoked_on.is_(None))
        .order_by(Certificate.id)
    )
    return [Consequence(code, row.id, row.number) for row in rows]


async def _grants(work: Work, member: Member, code: str) -> list[Consequence]:
    """Who delegates takes the delegation along only by giving it anew: it ends."""
    rows = await work.session.execute(_in_force(work, member.id))
    return [
        Consequence("grant_ended" if row.capacity == "delegate" else code, row.id, row.capacity)
        for row in rows
    ]


def _in_force(work: Work, member_id: UUID) -> Select[UUID, str | None]:
    return (
        select(Grant.id, Grant.capacity)
        .where(
            Grant.member_id == member_id,
            Grant.ended_at.is_(None),
            or_(Grant.valid_until.is_(None), Grant.valid_until > work.now),
        )
        .order_by(Grant.id)
    )


async def carry_out(work: Work, member: Member, fact: MemberFact) -> None:
    """Do what follows from a fact, and note with it what was done."""
    planned = await plan_consequences(work, member, fact)
    for one in planned:
        if one.id is not None and (step := _STEPS.get(one.code)):
            await step(work, fact, one.id)
    if fact.kind in SPLITS:
        planned = await form_members(work, member, fact, planned)
    if fact.kind in CARRIES_OVER:
        await _name_successor(work, member, fact)
    if fact.kind in (*ENDS, *CARRIES_OVER):
        member.certificate_number = None
    if fact.kind in RESTORES:
        numbers = [one.name for one in planned if one.code == "certificate_restored"]
        member.certificate_number = numbers[-1] if numbers else None
    if member.successor_id is not None:
        await carry_contributions(work, member.id, member.successor_id)
    if fact.kind == "renewed":
        member.term_until = fact.until_on
    fact.consequences = [one.noted() for one in planned]


async def _name_successor(work: Work, member: Member, fact: MemberFact) -> None:
    heir = await work.session.get_one(Member, fact.other_member_id)
    member.successor_id, member.successor_name = heir.id, heir.name
    if heir.certificate_number is None and fact.kind == "found_double":
        heir.certificate_number = member.certificate_number
        publish_member_profile_changed(work, heir)
    if heir.contact_id is None and member.contact_id is not None:
        heir.contact_id = member.contact_id
        publish_member_contact_linked(work, heir)


async def _revoke(work: Work, _fact: MemberFact, id: UUID) -> None:
    if certificate := await work.find_locked(Certificate, id):
        certificate.revoked_on = hanoi_date(work.now)
        publish_certificate_revoked(work, certificate)


async def _restore_certificate(work: Work, _fact: MemberFact, id: UUID) -> None:
    if certificate := await work.find_locked(Certificate, id):
        certificate.revoked_on = None
        publish_certificate_issued(work, certificate)


async def _move_certificate(work: Work, fact: MemberFact, id: UUID) -> None:
    if certificate := await work.find_locked(Certificate, id):
        certificate.member = await work.session.get_one(Member, fact.other_member_id)
        certificate.member_id = certificate.member.id
        publish_certificate_issued(work, certificate)


async def _end_grant(work: Work, _fact: MemberFact, id: UUID) -> None:
    if grant := await work.find_locked(Grant, id):
        grant.ended_at = work.now
        await publish_and_remember(work, grant)


async def _restore_grant(work: Work, _fact: MemberFact, id: UUID) -> None:
    if grant := await work.find_locked(Grant, id):
        grant.ended_at = None
        await publish_and_remember(work, grant)


async def _move_grant(work: Work, fact: MemberFact, id: UUID) -> None:
    grant = await work.find_locked(Grant, id)
    if grant is None:
        return
    grant.ended_at = work.now
    await publish_and_remember(work, grant)
    new = NewGrant(
        issuer=grant.issuer,
        subject=grant.subject,
        role="member",
        member_id=fact.other_member_id,
        valid_until=grant.valid_until,
        reason=fact.kind,
        email=grant.email,
        capacity="contact",
    )
    await ensure_grant(work, new)


async def _move_contact(work: Work, fact: MemberFact, id: UUID) -> None:
    if contact := await work.find_locked(Contact, id):
        contact.member_id = fact.other_member_id
        if contact.published:
            publish_contact_changed(work, contact)


_STEPS: dict[str, Callable[[Work, MemberFact, UUID], Awaitable[None]]] = {
    "certificate_revoked": _revoke,
    "certificate_moved": _move_certificate,
    "certificate_restored": _restore_certificate,
    "grant_ended": _end_grant,
    "grant_moved": _move_grant,
    "grant_restored": _restore_grant,
    "contact_moved": _move_contact,
    **RIGHT_STEPS,
}
