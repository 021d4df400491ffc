"""All rights and all duties of a member in one call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.members.domain.duties import Duty
from services.members.domain.member_rights import lacks_of, state_of
from services.members.domain.members import acts_for
from services.members.models import Activity, Benefit, Introduction, Member, Participation
from services.members.queries.duties import find_duties
from services.members.queries.rights import find_coming, find_known
from services.members.regulations.rights_data import RIGHTS, RightRules
from shared.clock import hanoi_date
from shared.database.work import Subject, Work
from shared.errors import Failure, NotFound, refuse_if


@dataclass(frozen=True, slots=True)
class Right:
    """One right as it stands for one member."""

    rules: RightRules
    state: str
    lacks: list[Failure]


@dataclass(frozen=True, slots=True)
class Sight:
    """Everything that a member may and must, on one day."""

    member: Member
    on: date
    rights: list[Right]
    duties: list[Duty]
    benefits: list[Benefit]
    introductions: list[Introduction]
    coming: list[tuple[Participation, Activity]]


async def get_member_rights(work: Work, member_id: UUID) -> Sight:
    """For the member itself and staff; the read stands in the audit trail."""
    member = await work.session.get(Member, member_id)
    if member is None:
        raise NotFound(Member.KIND, member_id)
    caller = work.caller
    staff = caller.has_role("officer", "operator", "auditor")
    refuse_if(acts_for(staff, member.id in caller.member_ids))
    work.subject = Subject(Member.KIND, str(member.id))
    today = hanoi_date(work.now)
    known = await find_known(work.session, member, today)
    coming = await find_coming(work.session, member.id, work.now)
    rights = []
    for rules in RIGHTS.values():
        lacks = lacks_of(known.standing, rules.needs)
        rights.append(Right(rules, state_of(known.standing, lacks), lacks))
    return Sight(
        member=member,
        on=today,
        rights=rights,
        duties=await find_duties(work.session, member, known, coming, today),
        benefits=await _open_benefits(work.session, member.id),
        introductions=await _open_introductions(work.session, member.id),
        coming=coming,
    )


async def _open_benefits(session: AsyncSession, member_id: UUID) -> list[Benefit]:
    found = await session.scalars(
        select(Benefit)
        .where(Benefit.member_id == member_id, Benefit.status.in_(("requested", "checked")))
        .order_by(Benefit.requested_on, Benefit.id)
    )
    return list(found)


async def _open_introductions(session: AsyncSession, member_id: UUID) -> list[Introduction]:
    found = await session.scalars(
        select(Introduction)
        .where(
            Introduction.member_id == member_id,
            Introduction.status.in_(("requested", "prepared", "introduced")),
        )
        .order_by(Introduction.requested_on, Introduction.id)
    )
    return list(found)
