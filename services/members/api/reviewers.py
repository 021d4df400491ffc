"""`/v1/reviewers` and `/v1/calls/{id}/review-board`: who reviews, with which expertise."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.members.api.answers.reviewing import (
    BoardOut,
    ReviewerOut,
    show_board,
    show_reviewer,
)
from services.members.api.fields import FieldCodes
from services.members.api.persons import PersonIn, read_person
from services.members.models import ReviewBoard, Reviewer
from services.members.queries import review as queries
from services.members.usecases import keep_reviewers as usecases
from services.members.usecases.recommend_applications import set_review_board as set_board
from shared.errors import NotFound
from shared.http.act import Act, allow
from shared.http.fields import Code, Instant, Listed, RequestBody, given
from shared.http.lists import AskedPage

router = APIRouter(tags=["reviews"])

MAY_READ = ("officer", "reviewer", "decider", "operator", "auditor")


class RegisterReviewer(PersonIn):
    fields: FieldCodes = Field(default=[])
    """Fields of expertise."""
    away_from: Instant | None = None
    away_until: Instant | None = None


class ChangeReviewer(RequestBody):
    fields: FieldCodes = Field(default=[])
    away_from: Instant | None = None
    away_until: Instant | None = None


class SetReviewBoard(RequestBody):
    chair: PersonIn
    reviewers: list[PersonIn] = Field(min_length=1, max_length=200)
    """Who scores; the chair only when named here as well."""


@router.post("/v1/reviewers", status_code=201, response_model=ReviewerOut)
async def register_reviewer(body: RegisterReviewer, act: Act = allow("officer")) -> Response:
    """Note a reviewer's fields and absence. The right to review is a grant, not this."""
    details = {name: value for name, value in given(body).items() if name in DETAILS}
    return await act.write(
        usecases.register_reviewer, show_reviewer, *read_person(body, act), details, status=201
    )


DETAILS = ("fields", "away_from", "away_until")


@router.get("/v1/reviewers", response_model=Listed[ReviewerOut])
async def list_reviewers(
    page: AskedPage, field: Code | None = None, act: Act = allow(*MAY_READ)
) -> Response:
    """The reviewers with their fields; a reviewer sees themselves."""
    return await act.list(
        Reviewer,
        queries.select_reviewers(field),
        show_reviewer,
        page,
        created_at=Reviewer.created_at,
    )


@router.get("/v1/reviewers/{reviewer_id}", response_model=ReviewerOut)
async def get_reviewer(reviewer_id: UUID, act: Act = allow(*MAY_READ)) -> Response:
    """One reviewer."""
    return await act.get(Reviewer, reviewer_id, show_reviewer)


@router.patch("/v1/reviewers/{reviewer_id}", response_model=ReviewerOut)
async def change_reviewer(
    reviewer_id: UUID, body: ChangeReviewer, act: Act = allow("officer")
) -> Response:
    """Correct fields or absence. Who is away gets no new files; open ones are handed over."""
    return await act.write(usecases.change_reviewer, show_reviewer, reviewer_id, given(body))


@router.put("/v1/calls/{call_id}/review-board", response_model=BoardOut)
async def set_review_board(
    call_id: UUID, body: SetReviewBoard, act: Act = allow("officer")
) -> Response:
    """Who reviews the files of a call together, and who chairs and recommends."""
    return await act.write(
        set_board,
        show_board,
        call_id,
        read_person(body.chair, act),
        [read_person(one, act) for one in body.reviewers],
        may_create=True,
    )


@router.get("/v1/calls/{call_id}/review-board", response_model=BoardOut)
async def get_review_board(call_id: UUID, act: Act = allow(*MAY_READ)) -> Response:
    """The board of a call, for its members and staff."""

    async def find(session: AsyncSession) -> ReviewBoard:
        row = await session.scalar(select(ReviewBoard).where(ReviewBoard.call_id == call_id))
        if row is None or not act.caller.may_read(row.readers):
            raise NotFound(ReviewBoard.KIND, call_id)
        return row

    return await act.read(find, show_board)
