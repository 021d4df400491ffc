"""Everything that happened to a member: its facts, and every other act in the audit trail.

Acts about its certificates, grants and contacts belong to it. The read itself is recorded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Text, and_, cast, or_, select
from sqlalchemy.sql import ColumnElement

from services.members.domain import members as rules
from services.members.models import Certificate, Contact, Grant, Member, MemberFact
from services.members.usecases.change_members import is_own
from shared.database.backbone import AuditRow
from shared.database.work import Subject, Work
from shared.errors import NotFound, refuse_if

READS = ("read_history", "list_people", "get_contact", "preview_fact")
"""Reads stand in the audit trail, not in the history."""


@dataclass(frozen=True, slots=True)
class History:
    """A page, the newest first; `next` is the id after which the next page begins."""

    entries: Sequence[AuditRow | MemberFact]
    next: UUID | None


async def read_history(work: Work, member_id: UUID, limit: int, before: UUID | None) -> History:
    """A page of a member's history, for itself and staff."""
    member = await work.session.get(Member, member_id)
    if member is None:
        raise NotFound(Member.KIND, member_id)
    staff = work.caller.has_role("officer", "auditor", "operator")
    refuse_if(rules.acts_for(staff, is_own(member, work.caller)))
    work.subject = Subject(Member.KIND, str(member.id))
    facts = select(MemberFact).where(MemberFact.member_id == member_id)
    acts = select(AuditRow).where(_about(member_id), AuditRow.act.not_in(READS), ~_is_fact())
    if before is not None:
        facts, acts = facts.where(MemberFact.id < before), acts.where(AuditRow.id < before)
    found: list[AuditRow | MemberFact] = [
        *await work.session.scalars(facts.order_by(MemberFact.id.desc()).limit(limit + 1)),
        *await work.session.scalars(acts.order_by(AuditRow.id.desc()).limit(limit + 1)),
    ]
    found.sort(key=lambda one: one.id, reverse=True)
    more = len(found) > limit
    return History(found[:limit], found[limit - 1].id if more else None)


def _about(member_id: UUID) -> ColumnElement[bool]:
    """Acts about the member or what is its own."""
    owned = [
        and_(
            AuditRow.subject_kind == model.KIND,
            AuditRow.subject_id.in_(
                select(cast(model.id, Text)).where(model.member_id == member_id)
            ),
        )
        for model in (Certificate, Grant, Contact)
    ]
    itself = and_(AuditRow.subject_kind == Member.KIND, AuditRow.subject_id == str(member_id))
    return or_(itself, *owned)


def _is_fact() -> ColumnElement[bool]:
    """The act entered a fact, which says more than the act."""
    return and_(
        AuditRow.subject_kind == Member.KIND,
        select(MemberFact.id)
        .where(
            MemberFact.correlation_id == AuditRow.correlation_id,
            cast(MemberFact.member_id, Text) == AuditRow.subject_id,
        )
        .exists(),
    )
