"""`/v1/applications/{id}/reviews`: sealed scores of the reviewers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field, StrictInt
from sqlalchemy.ext.asyncio import AsyncSession

from services.members.api.application_views import is_own, sees_scores, show_application
from services.members.api.fields import Answer, Body, Prose
from services.members.models import Application, Review
from services.members.usecases import reviews as usecases
from shared.errors import NotFound
from shared.http.act import Act, View, allow

router = APIRouter(tags=["reviews"])

MAY_READ = ("officer", "reviewer", "decider", "auditor")


class AddReview(Body):
    scores: dict[
        Annotated[str, Field(max_length=60)], Annotated[StrictInt, Field(ge=-(10**6), le=10**6)]
    ] = Field(max_length=50)
    """Criterion → points; every criterion of the call."""
    comment: Prose | None = None


class ReviewOut(Answer):
    id: UUID
    application_id: UUID
    status: str
    """Always `given`: a review is not changed."""
    mine: bool
    reviewer: str | None
    """Subject of the reviewer; null for other reviewers, who judge blind."""
    scores: dict[str, int]
    comment: str | None
    version: int
    created_at: datetime
    updated_at: datetime


def show_review(row: Review | Application, view: View) -> Any:
    """A review; or the application, when that is what the caller's If-Match was about."""
    if isinstance(row, Application):
        return show_application(row, view)
    caller = view.caller
    mine = row.reviewer_key == caller.key
    return ReviewOut(
        id=row.id,
        application_id=row.application_id,
        status="given",
        mine=mine,
        reviewer=row.reviewer_subject if mine or caller.has_role("officer", "decider") else None,
        scores=row.scores,
        comment=row.comment,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


@router.post("/v1/applications/{application_id}/reviews", status_code=201, response_model=ReviewOut)
async def add_review(
    application_id: UUID, body: AddReview, act: Act = allow("reviewer")
) -> Response:
    """Score an application, once. Refuses one's own, a second review and missing criteria."""
    scores: dict[str, int] = dict(body.scores)
    return await act.write(
        usecases.add_review, show_review, application_id, scores, body.comment, status=201
    )


@router.get("/v1/applications/{application_id}/reviews")
async def list_reviews(application_id: UUID, act: Act = allow(*MAY_READ)) -> Response:
    """The reviews; a reviewer sees others' only after giving their own."""

    async def look(session: AsyncSession) -> Sequence[Review]:
        return await _readable(session, application_id, act)

    def show(rows: Sequence[Review], view: View) -> dict[str, Any]:
        items = [show_review(row, view).model_dump(mode="json") for row in rows]
        return {"items": items, "next_cursor": None}

    return await act.read(look, show)


@router.get("/v1/applications/{application_id}/reviews/{review_id}", response_model=ReviewOut)
async def show_one_review(
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
    if is_own(application, caller):
        return []  # an applicant with a staff role does not read what colleagues scored
    if sees_scores(application, caller):
        return application.reviews
    return [row for row in application.reviews if row.reviewer_key == caller.key]
