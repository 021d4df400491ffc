"""Contributions entered, counted, tagged for the UNESCO report, or declared void by an officer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.members.models import Award, AwardAchievement, Contribution, Member
from services.members.usecases.keep_contributions import Fact, keep_contribution
from shared.clock import hanoi_date
from shared.database.work import Work
from shared.errors import Failure, Invalid, refuse_if


async def enter_contribution(work: Work, fact: Fact) -> Contribution:
    """What no event tells; refuses a day to come and a member that is not known."""
    wrong = []
    if fact.happened_on > hanoi_date(work.now):
        wrong.append(Failure("day_in_future", field="happened_on"))
    if await work.session.get(Member, fact.member_id) is None:
        missing = {"kind": Member.KIND, "id": str(fact.member_id)}
        wrong.append(Failure("not_found", field="member_id", **missing))
    if wrong:
        raise Invalid(*wrong)
    row = await keep_contribution(work, fact)
    assert row is not None
    return row


async def change_contribution(
    work: Work, contribution_id: UUID, changes: dict[str, Any]
) -> Contribution:
    """Count it on the spot or tag it: hours, audience, unesco_field, commitment.

    From then on no event changes these.
    """
    row = await work.lock(Contribution, contribution_id)
    refuse_if([Failure("contribution_void")] if row.void_reason else [])
    for name, value in changes.items():
        setattr(row, name, value)
    row.tagged_by_hand = True
    return row


async def void_contribution(work: Work, contribution_id: UUID, reason_code: str) -> Contribution:
    """It does not count; refuses while a standing award rests on it."""
    row = await work.lock(Contribution, contribution_id)
    failures = [Failure("contribution_void")] if row.void_reason else []
    award: Award | None = await work.session.scalar(
        select(Award)
        .join(AwardAchievement, AwardAchievement.award_id == Award.id)
        .where(AwardAchievement.contribution_id == row.id, AwardAchievement.released_at.is_(None))
    )
    if award is not None:
        failures.append(Failure("achievement_in_award", award=str(award.id)))
    refuse_if(failures)
    row.void_reason = reason_code
    return row
