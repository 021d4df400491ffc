"""Appeals against a removal: lodged in time, decided by someone else than who removed."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.members.domain import people as rules
from services.members.domain.members import appeal_by
from services.members.models import Grant, Member, MemberFact
from services.members.settings import Settings
from services.members.usecases.record_facts import NewFact, facts_of, record_fact
from shared.clock import hanoi_date
from shared.database.work import Work


async def lodge_appeal(
    work: Work, member_id: UUID, reason: str, received_on: date | None = None
) -> MemberFact:
    """The removed member says why the removal is wrong; an officer enters it for those on paper."""
    member = await work.lock(Member, member_id)
    officer = work.caller.has_role("officer")
    last_day = appeal_by(member.status_since, Settings.of(work).appeal_days)
    theirs = officer or await _acted_for(work, member)
    today = hanoi_date(work.now)
    failures = rules.may_appeal(officer, theirs, last_day, today)
    failures += rules.check_past(received_on, today)
    new = NewFact("appeal_lodged", reason, effective_on=received_on)
    return await record_fact(work, member, new, failures if member.status == "removed" else ())


async def _acted_for(work: Work, member: Member) -> bool:
    """Whether the caller was let in for the member, also when that ended with the removal."""
    found = await work.session.scalar(
        select(Grant.id)
        .where(
            Grant.member_id == member.id,
            Grant.issuer == work.caller.issuer,
            Grant.subject == work.caller.subject,
        )
        .limit(1)
    )
    return found is not None


async def decide_appeal(
    work: Work, member_id: UUID, upheld: bool, reason: str, document: dict[str, Any] | None
) -> MemberFact:
    """The removal stands, or it falls and the member has back what it took."""
    member = await work.lock(Member, member_id)
    facts = await facts_of(work, member.id)
    removals = [fact for fact in facts if fact.kind == "removed"]
    last = [fact.kind for fact in facts if fact.kind.startswith("appeal_")][-1:]
    own = bool(removals) and removals[-1].recorded_by == work.caller.key
    failures = rules.may_decide_appeal(last == ["appeal_lodged"], own)
    kind = "appeal_upheld" if upheld else "appeal_dismissed"
    return await record_fact(work, member, NewFact(kind, reason, document=document), failures)
