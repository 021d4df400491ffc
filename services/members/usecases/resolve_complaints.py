"""Complaints answered: admitted or not, extended, resolved, by another than who decided.

What a resolution changes is carried out by a decision of its own, in the same transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.members.domain import complaints as rules
from services.members.domain.separation import may_judge, not_the_decider
from services.members.events_out.applications import publish_complaint_answered
from services.members.models import Complaint
from services.members.regulations.complaint_terms import end_of
from services.members.usecases.change_decisions import Correction, correct_decision, end_decision
from services.members.usecases.change_members import reinstate_member
from services.members.usecases.remind_complaints import follow_clock, stop_clock
from shared.auth.caller import Caller
from shared.clock import hanoi_date
from shared.database.work import Work
from shared.errors import Failure, Invalid, refuse_if

ENDING = {"annul": "annulment", "withdraw": "withdrawal"}


@dataclass(frozen=True, slots=True)
class Resolution:
    """What was found, why, and what follows."""

    outcome: str
    reason: str
    remedy: str = "none"
    correction: Correction | None = None


def bars_of(complaint: Complaint, caller: Caller) -> list[Failure]:
    """Every ground on which this caller may not judge a complaint."""
    person, principal = caller.key, caller.on_behalf_of
    bars = not_the_decider(person, principal, complaint.decided_by)
    return bars + may_judge(person, principal, [complaint.complainant_key])


async def admit_complaint(work: Work, complaint_id: UUID) -> Complaint:
    """Admit (thụ lý): from today on the time to resolve it runs."""
    complaint = await work.lock(Complaint, complaint_id)
    refuse_if(rules.may_examine(complaint.status, bars_of(complaint, work.caller)))
    today = hanoi_date(work.now)
    complaint.status, complaint.admitted_at = "admitted", work.now
    complaint.resolve_by = end_of("resolve", today)
    complaint.extend_to = end_of("extend", today)
    publish_complaint_answered(work, complaint)
    await follow_clock(work, complaint)
    return complaint


async def refuse_complaint(
    work: Work, complaint_id: UUID, reason_code: str, reason: str
) -> Complaint:
    """Find it inadmissible (không thụ lý), with the reason that is owed."""
    complaint = await work.lock(Complaint, complaint_id)
    refuse_if(rules.may_examine(complaint.status, bars_of(complaint, work.caller)))
    complaint.status, complaint.closed_at = "inadmissible", work.now
    complaint.answer, complaint.answer_code = reason, reason_code
    publish_complaint_answered(work, complaint)
    await stop_clock(work, complaint)
    return complaint


async def extend_complaint(work: Work, complaint_id: UUID, until: date, reason: str) -> Complaint:
    """Take longer than first said, once and no longer than the clock allows."""
    complaint = await work.lock(Complaint, complaint_id)
    refuse_if(
        rules.may_extend(
            complaint.status,
            complaint.extension is not None,
            until,
            complaint.resolve_by,
            complaint.extend_to,
        )
    )
    assert complaint.resolve_by is not None
    complaint.extension = {
        "from": complaint.resolve_by.isoformat(),
        "reason": reason,
        "at": work.now.isoformat().replace("+00:00", "Z"),
    }
    complaint.resolve_by = until
    publish_complaint_answered(work, complaint)
    await follow_clock(work, complaint)
    return complaint


async def resolve_complaint(work: Work, complaint_id: UUID, resolution: Resolution) -> Complaint:
    """Say whether it is right, and carry out what follows."""
    complaint = await work.lock(Complaint, complaint_id)
    refuse_if(rules.may_resolve(complaint.status, bars_of(complaint, work.caller)))
    wrong = rules.check_remedy(complaint.about, resolution.outcome, resolution.remedy)
    if wrong:
        raise Invalid(*wrong)
    changed_by = await _carry_out(work, complaint, resolution)
    complaint.status, complaint.closed_at = resolution.outcome, work.now
    complaint.answer, complaint.remedy = resolution.reason, resolution.remedy
    complaint.remedy_decision_id = changed_by
    publish_complaint_answered(work, complaint)
    await stop_clock(work, complaint)
    return complaint


async def _carry_out(work: Work, complaint: Complaint, resolution: Resolution) -> UUID | None:
    """Returns the decision that changed the one complained about, if any did."""
    reason, files = resolution.reason, [complaint.subject_id]
    if resolution.remedy == "reinstate":
        await reinstate_member(work, complaint.subject_id)
        return None
    if resolution.remedy == "none" or complaint.decision_id is None:
        return None
    if resolution.remedy == "correct":
        correction = resolution.correction or Correction()
        decision = await correct_decision(
            work, complaint.decision_id, reason, correction, complaint.id
        )
    else:
        kind = ENDING[resolution.remedy]
        decision = await end_decision(
            work, complaint.decision_id, kind, reason, files, complaint.id
        )
    await work.session.flush()
    return decision.changes[-1].id
