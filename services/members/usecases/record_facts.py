"""Facts about members: entered with their day, carried out when that day has come.

The member's status, and with it the public event, follows from the facts. Whoever calls holds the
member's lock, so that of two facts at once the second sees the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.members.domain import standing as rules
from services.members.events_out.members import (
    publish_member_removal_explained,
    publish_member_standing,
    publish_member_suspension_explained,
)
from services.members.models import Member, MemberFact
from services.members.usecases.carry_out_facts import carry_out, plan_consequences
from shared.clock import HANOI, hanoi_date
from shared.database.work import Work
from shared.errors import Failure, NotFound, refuse_if

FOLLOW_STANDING = "follow_standing"


@dataclass(frozen=True, slots=True)
class NewFact:
    """What is entered: `effective_on` is today when it is left out."""

    kind: str
    reason: str | None = None
    reason_code: str | None = None
    effective_on: date | None = None
    until: date | None = None
    document: dict[str, Any] | None = None
    decision_id: UUID | None = None
    other_member_id: UUID | None = None
    details: dict[str, Any] = field(default_factory=dict)


async def lock_members(work: Work, first: UUID, *others: UUID) -> Member:
    """The first member for an act that touches others too, all locked in the order of their ids.

    Raises NotFound for whichever there is not.
    """
    for id in sorted({first, *others}):
        if await work.find_locked(Member, id) is None:
            raise NotFound(Member.KIND, id)
    return await work.lock(Member, first)


async def facts_of(work: Work, member_id: UUID) -> list[MemberFact]:
    """All facts of a member that count or will, in the order in which they do."""
    rows = await work.session.scalars(
        select(MemberFact)
        .where(MemberFact.member_id == member_id, MemberFact.called_off_at.is_(None))
        .order_by(MemberFact.effective_on, MemberFact.id)
    )
    return list(rows)


async def record_fact(
    work: Work, member: Member, new: NewFact, failures: Sequence[Failure] = ()
) -> MemberFact:
    """Enter a fact, and carry it out when its day has come.

    Raises a refusal with `failures` and with whatever in the member's other facts forbids it.
    """
    on = new.effective_on or hanoi_date(work.now)
    known = await facts_of(work, member.id)
    until = new.until if new.kind == "suspended" else None
    dated = rules.Dated(new.kind, on, until)
    refuse_if(
        [*failures, *rules.may_record(dated, member.member_since, [one.dated for one in known])]
    )
    fact = work.add(
        MemberFact(
            member_id=member.id,
            kind=new.kind,
            effective_on=on,
            until_on=new.until,
            reason_code=new.reason_code,
            reason=new.reason,
            document=new.document,
            decision_id=new.decision_id,
            other_member_id=new.other_member_id,
            formed_ids=[],
            details=new.details,
            consequences=[],
            recorded_by=work.caller.key,
            on_behalf_of=work.caller.on_behalf_of,
            correlation_id=work.origin.correlation_id,
        )
    )
    planned = await plan_consequences(work, member, fact)
    fact.consequences = [one.noted() for one in planned]
    await follow_standing(work, member)
    return fact


async def follow_standing(work: Work, member: Member) -> None:
    """Carry out what is due and make the member what its facts say that it is today."""
    facts = await facts_of(work, member.id)
    today = hanoi_date(work.now)
    for fact in facts:
        if fact.carried_out_at is None and fact.effective_on <= today:
            await carry_out(work, member, fact)
            fact.carried_out_at = work.now
    dated = [fact.dated for fact in facts]
    standing = rules.standing_on(today, member.member_since, dated)
    if standing.status != member.status:
        _take_standing(member, standing, facts)
        publish_member_standing(work, member)
        cause = _cause(standing, facts)
        if standing.status == "suspended":
            publish_member_suspension_explained(work, member)
        elif standing.status == "removed" and cause is not None:
            publish_member_removal_explained(work, member, cause)
    await _wait_for(work, member, rules.next_change(today, member.member_since, dated))


async def follow_standing_on_time(work: Work, member_id: UUID) -> None:
    """A day has come on which a fact begins to count, or a suspension is over."""
    others = await work.session.scalars(
        select(MemberFact.other_member_id).where(
            MemberFact.member_id == member_id,
            MemberFact.carried_out_at.is_(None),
            MemberFact.other_member_id.is_not(None),
        )
    )
    member = await lock_members(work, member_id, *(id for id in others if id))
    await follow_standing(work, member)


async def _wait_for(work: Work, member: Member, day: date | None) -> None:
    if day is None:
        await work.unschedule(FOLLOW_STANDING, str(member.id))
        return
    await work.schedule(FOLLOW_STANDING, str(member.id), _start_of(day))


def _start_of(day: date) -> datetime:
    """The instant at which a day in Hanoi begins."""
    return datetime.combine(day, time(), HANOI)


def _cause(standing: rules.Standing, facts: Sequence[MemberFact]) -> MemberFact | None:
    """The fact that made the member what it is; None for the end of a suspension."""
    for fact in reversed(facts):
        if (
            fact.effective_on == standing.since
            and standing.status in rules.MOVES[fact.kind].values()
        ):
            return fact
    return None


def _take_standing(member: Member, standing: rules.Standing, facts: Sequence[MemberFact]) -> None:
    member.status, member.status_since = standing.status, standing.since
    member.left_on = None if rules.is_member(standing.status) else standing.since
    member.suspension_reason = member.suspension_reason_code = None
    member.suspended_at = member.suspended_until = None
    cause = _cause(standing, facts)
    if standing.status == "suspended" and cause is not None:
        member.suspension_reason = cause.reason
        member.suspension_reason_code = cause.reason_code
        member.suspended_at = cause.created_at
        member.suspended_until = cause.until_on
