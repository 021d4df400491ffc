"""Reviews: each reviewer scores an application once, without seeing what others gave."""

from __future__ import annotations

from uuid import UUID

from services.members.domain import applications as rules
from services.members.domain.assigning import STANDING, only_assigned
from services.members.domain.conflicts import may_judge
from services.members.domain.scores import check_scores
from services.members.models import Application, Review
from services.members.usecases.recuse_reviewers import count_reviews, find_grounds
from shared.auth.caller import Caller
from shared.database.work import Work
from shared.errors import Failure, Invalid, refuse_if


async def create_review(
    work: Work, application_id: UUID, scores: dict[str, int], comment: str | None
) -> Review:
    """Give one's scores; every criterion of the call, once, and only where one may judge."""
    application = await work.lock(Application, application_id)
    caller = work.caller
    refuse_if(may_review(application, caller, await find_grounds(work, application)))
    if wrong := check_scores(scores, application.call.scored_criteria):
        raise Invalid(*wrong)
    review = work.add(
        Review(
            application_id=application.id,
            reviewer_issuer=caller.issuer,
            reviewer_subject=caller.subject,
            scores=scores,
            comment=comment,
        )
    )
    application.reviews.append(review)
    count_reviews(application)
    for assignment in application.assignments:
        if assignment.reviewer_key == caller.key and assignment.status == "open":
            assignment.status = "done"
    return review


def may_review(application: Application, caller: Caller, grounds: list[str]) -> list[Failure]:
    """Everything that keeps the caller from scoring this file."""
    has_reviewed = any(one.reviewer_key == caller.key for one in application.reviews)
    assigned = {one.reviewer_key for one in application.assignments if one.status in STANDING}
    by_assignment = application.call.reviewers_assigned_at is not None
    return (
        may_judge(grounds)
        + rules.may_review(application.status, has_reviewed)
        + only_assigned(by_assignment, assigned, caller.key)
    )
