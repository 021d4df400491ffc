"""What was to happen to a member does not: a fact is called off before its day."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from services.members.domain.standing import may_call_off
from services.members.models import Member, MemberFact
from services.members.usecases.record_facts import follow_standing, lock_members
from shared.database.work import Work
from shared.errors import NotFound, refuse_if


async def call_off_fact(work: Work, fact_id: UUID) -> MemberFact:
    """Call a fact off, and with a merger what it would have been for the other member.

    Raises a refusal when its day has come, or what is entered for later days rests on it.
    """
    asked = await work.session.get(MemberFact, fact_id)
    if asked is None:
        raise NotFound(MemberFact.KIND, fact_id)
    others = [asked.other_member_id] if asked.other_member_id else []
    await lock_members(work, asked.member_id, *others)
    fact = await work.lock(MemberFact, fact_id)
    for one in [fact, *await _counterparts(work, fact)]:
        await _call_off(work, one)
    return fact


async def _counterparts(work: Work, fact: MemberFact) -> list[MemberFact]:
    """What the same act entered for the other member."""
    rows = await work.session.scalars(
        select(MemberFact)
        .where(
            MemberFact.member_id == fact.other_member_id,
            MemberFact.other_member_id == fact.member_id,
            MemberFact.correlation_id == fact.correlation_id,
        )
        .with_for_update()
    )
    return list(rows)


async def _call_off(work: Work, fact: MemberFact) -> None:
    member = await work.session.get_one(Member, fact.member_id)
    later = await work.session.scalars(
        select(MemberFact)
        .where(MemberFact.member_id == member.id, MemberFact.called_off_at.is_(None))
        .where(MemberFact.id != fact.id)
        .order_by(MemberFact.effective_on, MemberFact.id)
    )
    dated = [one.dated for one in later]
    refuse_if(may_call_off(fact.dated, fact.status, member.member_since, dated))
    fact.called_off_at, fact.consequences = work.now, []
    await work.session.flush()
    await follow_standing(work, member)
