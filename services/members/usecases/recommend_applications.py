"""Boards and their chairs, and what a chair recommends to whoever decides."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from services.members.domain import recommendations as rules
from services.members.domain.conflicts import may_judge
from services.members.domain.review_rules import rules_of
from services.members.models import Application, Call, Recommendation, ReviewBoard
from services.members.usecases.recuse_reviewers import find_grounds
from shared.database.work import Work
from shared.errors import NotFound, refuse_if


async def set_review_board(
    work: Work, call_id: UUID, chair: tuple[str, str], reviewers: list[tuple[str, str]]
) -> ReviewBoard:
    """Who reviews a call's files together and who chairs; a new list takes the old one's place."""
    call = await work.session.get(Call, call_id, with_for_update=True, populate_existing=True)
    if call is None:
        raise NotFound(Call.KIND, call_id)
    board = await find_board(work, call_id)
    if board is None:
        board = work.add(ReviewBoard(call_id=call_id))
    else:
        board = await work.lock(ReviewBoard, board.id)
    board.chair_issuer, board.chair_subject = chair
    board.reviewers = [{"issuer": one, "subject": two} for one, two in dict.fromkeys(reviewers)]
    return board


async def find_board(work: Work, call_id: UUID) -> ReviewBoard | None:
    found: ReviewBoard | None = await work.session.scalar(
        select(ReviewBoard).where(ReviewBoard.call_id == call_id)
    )
    return found


async def recommend_application(
    work: Work, application_id: UUID, outcome: str, reason: str
) -> Recommendation:
    """The chair's recommendation on a file; a later one takes its place."""
    application = await work.lock(Application, application_id)
    board = await find_board(work, application.call_id)
    refuse_if(
        may_judge(await find_grounds(work, application))
        + rules.may_recommend(
            application.status,
            board.chair_key if board else None,
            work.caller.key,
            application.review_count,
            rules_of(application.call).quorum,
        )
    )
    return await give_recommendation(work, application.id, outcome, reason, work.caller.key)


async def give_recommendation(
    work: Work,
    application_id: UUID,
    outcome: str,
    reason: str,
    chair_key: str | None,
    meeting_id: UUID | None = None,
) -> Recommendation:
    """The one that stands from now on. The caller holds the application's lock."""
    standing = await find_recommendation(work, application_id)
    if standing is not None:
        standing.replaced_at = work.now
        await work.session.flush()
    return work.add(
        Recommendation(
            application_id=application_id,
            meeting_id=meeting_id,
            outcome=outcome,
            reason=reason,
            given_by=chair_key,
        )
    )


async def find_recommendation(work: Work, application_id: UUID) -> Recommendation | None:
    """The recommendation that stands."""
    found: Recommendation | None = await work.session.scalar(
        select(Recommendation).where(
            Recommendation.application_id == application_id, Recommendation.replaced_at.is_(None)
        )
    )
    return found
