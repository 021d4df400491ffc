"""`/v1/applications/{id}/reviews`: sealed scores of the reviewers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field, StrictInt
from sqlalchemy.ext.asyncio import AsyncSession

from services.members.api.answers.applications import sees_scores
from services.members.api.answers.reviews import ReviewOut, show_review, show_review_or_application
from services.members.models import Application, Review
from services.members.usecases import review_applications as usecases
from services.members.usecases.recuse_reviewers import visible_grounds
from shared.errors import NotFound
from shared.http.act import Act, View, allow
from shared.http.fields import Code, Listed, Prose, RequestBody

router = APIRouter(tags=["reviews"])

MAY_READ = ("officer", "reviewer", "decider", "auditor")


class CreateReview(RequestBody):
    scores: dict[Code, Annotated[StrictInt, Field(ge=-(10**6), le=10**6)]] = Field(max_length=50)
    """Criterion → points; every criterion of the call."""
    comment: Prose | None = None


@router.post("/v1/applications/{application_id}/reviews", status_code=201, response_model=ReviewOut)
async def create_review(
    application_id: UUID, body: CreateReview, act: Act = allow("reviewer")
) -> Response:
    """Score an application, once. Refuses one's own, a second review and missing criteria."""
    scores: dict[str, int] = dict(body.scores)
    return await act.write(
        usecases.create_review,
        show_review_or_application,
        application_id,
        scores,
        body.comment,
        status=201,
    )


@router.get("/v1/applications/{application_id}/reviews", response_model=Listed[ReviewOut])
async def list_reviews(application_id: UUID, act: Act = allow(*MAY_READ)) -> Response:
    """The reviews; a reviewer sees others' only after giving their own."""

    async def look(session: AsyncSession) -> Sequence[Review]:
        return await _readable(session, application_id, act)

    def show(rows: Sequence[Review], view: View) -> Listed[ReviewOut]:
        return Listed(items=[show_review(row, view) for row in rows], next_cursor=None)

    return await act.read(look, show)


@router.get("/v1/applications/{application_id}/reviews/{review_id}", response_model=ReviewOut)
async def get_review(
    application_id: UUID, review_id: UUID, act: Act = allow(*MAY_READ)
) -> Response:
    """One review, under the same seal."""

    async def look(session: AsyncSession) -> Review:
        for row in await _readable(session, application_id, act):
            if row.id == review_id:
                return row
        raise NotFound(Review.KIND, review_id)

    return await act.read(look, show_review)


async def _readable(session: AsyncSession, application_id: UUID, act: Act) -> Sequence[Review]:
    application = await session.get(Application, application_id)
    caller = act.caller
    if application is None or not caller.may_read(application.readers):
        raise NotFound(Application.KIND, application_id)
    if visible_grounds(application, caller):
        return []  # an applicant with a staff role does not read what colleagues scored
    if sees_scores(application, caller):
        return application.reviews
    return [row for row in application.reviews if row.reviewer_key == caller.key]
