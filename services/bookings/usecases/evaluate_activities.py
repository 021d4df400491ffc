"""What host and member say of each other after an activity, each side once."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.bookings.domain import after
from services.bookings.models import ActivityReport, Evaluation
from services.bookings.regulations.after import AFTER, CRITERIA
from services.bookings.usecases.report_activities import touch
from shared.database.work import Work
from shared.errors import Invalid, refuse_if


@dataclass(frozen=True, slots=True)
class Marks:
    """A score for each criterion, and what someone adds."""

    scores: dict[str, int]
    comment: str | None


async def evaluate_activity(work: Work, report_id: UUID, marks: Marks) -> ActivityReport:
    """On which side the caller stands decides what is evaluated."""
    report = await work.lock(ActivityReport, report_id)
    side = after.side_of(report, work.caller)
    refuse_if(after.may_evaluate(report, side, report.sides_given, work.now))
    assert side is not None
    if wrong := after.check_scores(marks.scores, CRITERIA[side], AFTER.evaluation.best):
        raise Invalid(*wrong)
    report.evaluations.append(
        Evaluation(
            id=work.new_id(),
            side=side,
            scores=marks.scores,
            comment=marks.comment,
            given_at=work.now,
            given_by=work.caller.key,
        )
    )
    touch(report)
    return report
