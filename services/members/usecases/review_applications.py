"""Reviews: each reviewer scores an application once, without seeing what others gave."""

from __future__ import annotations

from uuid import UUID

from services.members.domain import applications as rules
from services.members.domain.scores import check_scores, weighted_total
from services.members.models import Application, Review
from shared.database.work import Work
from shared.errors import Invalid, refuse_if


async def create_review(
    work: Work, application_id: UUID, scores: dict[str, int], comment: str | None
) -> Review:
    """Give one's scores; every criterion of the call, once, and never for one's own file."""
    application = await work.lock(Application, application_id)
    caller = work.caller
    has_reviewed = any(one.reviewer_key == caller.key for one in application.reviews)
    own = application.applicant_key == caller.key
    refuse_if(rules.may_review(application.status, own, has_reviewed))
    criteria = application.call.scored_criteria
    if wrong := check_scores(scores, criteria):
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
    application.review_count = len(application.reviews)
    application.total_score = weighted_total([one.scores for one in application.reviews], criteria)
    return review
