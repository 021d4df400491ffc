"""What would follow from a decision, or from ending one: read before anyone signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.members.domain import decisions as rules
from services.members.models import (
    Application,
    Ceremony,
    CeremonyEntry,
    Certificate,
    Decision,
    Grant,
    Member,
)
from services.members.usecases.change_decisions import REMOVABLE

LETTERS = {
    "approve": "application_approved",
    "reject": "application_rejected",
    "correction": "application_decision_corrected",
    "annulment": "application_decision_annulled",
    "withdrawal": "application_decision_annulled",
}


@dataclass(frozen=True, slots=True)
class OfFile:
    """What follows for one file."""

    application_id: UUID
    name: str
    status_after: str
    letters: list[str]
    """Codes of the letters that go out, where there is someone to write to."""
    member: Member | None = None
    """The member that would be removed."""
    certificates: list[str] = field(default_factory=list)
    """Numbers that would be revoked."""
    grants: int = 0
    """Persons' grants that would end."""
    leaves: list[Ceremony] = field(default_factory=list)
    """Ceremonies to come whose list it would leave."""


async def foresee_decision(application: Application, outcome: str) -> list[OfFile]:
    """What approving or rejecting a file leads to; admission itself comes with the ceremony."""
    status = rules.OUTCOME_STATUS[outcome]
    return [OfFile(application.id, application.name, status, [LETTERS[outcome]])]


async def foresee_change(
    session: AsyncSession, decision: Decision, kind: str, application_ids: Sequence[UUID]
) -> list[OfFile]:
    """What correcting, annulling or withdrawing leads to, in five queries however many files."""
    entries = [one for one in decision.standing if one.application_id in application_ids]
    if kind == "correction":
        status = rules.OUTCOME_STATUS[decision.outcome]
        letters = [LETTERS[kind]]
        return [OfFile(one.application_id, one.name, status, letters) for one in entries]
    ids = [one.application_id for one in entries]
    admitted, members = await _members_of(session, ids)
    member_ids = [member.id for member in members.values()]
    numbers = await _certificates_of(session, member_ids)
    grants = await _grants_of(session, member_ids)
    lists = await _lists_of(session, ids)
    return [
        OfFile(
            one.application_id,
            one.name,
            rules.file_status_after(one.application_id in admitted),
            [LETTERS[kind]],
            member := members.get(one.application_id),
            numbers.get(member.id, []) if member else [],
            grants.get(member.id, 0) if member else 0,
            lists.get(one.application_id, []),
        )
        for one in entries
    ]


async def _members_of(
    session: AsyncSession, ids: Sequence[UUID]
) -> tuple[set[UUID], dict[UUID, Member]]:
    """Files that led to a member, and those members that are still in the network."""
    rows = await session.scalars(select(Member).where(Member.application_id.in_(ids)))
    by_file = {row.application_id: row for row in rows if row.application_id is not None}
    return set(by_file), {id: row for id, row in by_file.items() if row.status in REMOVABLE}


async def _certificates_of(session: AsyncSession, ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    rows = await session.execute(
        select(Certificate.member_id, Certificate.number)
        .where(Certificate.member_id.in_(ids), Certificate.revoked_on.is_(None))
        .order_by(Certificate.number)
    )
    found: dict[UUID, list[str]] = {}
    for member_id, number in rows:
        found.setdefault(member_id, []).append(number)
    return found


async def _grants_of(session: AsyncSession, ids: Sequence[UUID]) -> dict[UUID, int]:
    rows = await session.execute(
        select(Grant.member_id, func.count())
        .where(Grant.member_id.in_(ids), Grant.ended_at.is_(None))
        .group_by(Grant.member_id)
    )
    return {member_id: count for member_id, count in rows if member_id is not None}


async def _lists_of(session: AsyncSession, ids: Sequence[UUID]) -> dict[UUID, list[Ceremony]]:
    rows = await session.execute(
        select(CeremonyEntry.application_id, Ceremony)
        .join(Ceremony, Ceremony.id == CeremonyEntry.ceremony_id)
        .where(
            CeremonyEntry.application_id.in_(ids),
            CeremonyEntry.standing,
            CeremonyEntry.certificate_number.is_(None),
            Ceremony.status == "scheduled",
        )
    )
    found: dict[UUID, list[Ceremony]] = {}
    for application_id, ceremony in rows:
        found.setdefault(application_id, []).append(ceremony)
    return found
