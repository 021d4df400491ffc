"""What would follow if something happened to a member now; only that it was asked is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from services.members.domain import members as rules
from services.members.domain import standing
from services.members.domain.consequences import Consequence
from services.members.models import Member, MemberFact
from services.members.usecases.carry_out_facts import plan_consequences
from services.members.usecases.change_members import is_own
from services.members.usecases.record_facts import facts_of
from shared.clock import hanoi_date
from shared.database.work import Subject, Work
from shared.errors import Failure, NotFound, refuse_if


@dataclass(frozen=True, slots=True)
class Preview:
    """What would follow, and what stands in the way."""

    planned: Sequence[Consequence]
    failures: Sequence[Failure]


async def preview_fact(work: Work, member_id: UUID, kind: str, other_id: UUID | None) -> Preview:
    """Plan a fact of a kind for today, as `record_fact` would; for staff and the member itself."""
    member = await work.session.get(Member, member_id)
    if member is None:
        raise NotFound(Member.KIND, member_id)
    if other_id is not None and await work.session.get(Member, other_id) is None:
        raise NotFound(Member.KIND, other_id)
    staff = work.caller.has_role("officer", "decider", "auditor")
    refuse_if(rules.acts_for(staff, is_own(member, work.caller)))
    work.subject = Subject(Member.KIND, str(member.id))
    today = hanoi_date(work.now)
    known = [one.dated for one in await facts_of(work, member.id)]
    failures = standing.may_record(standing.Dated(kind, today), member.member_since, known)
    fact = MemberFact(
        member_id=member.id, kind=kind, effective_on=today, other_member_id=other_id, details={}
    )
    return Preview(await plan_consequences(work, member, fact), failures)
