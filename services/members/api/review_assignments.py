"""`/v1/review-assignments`: who scores which file; shared out, by hand, handed over."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field

from services.members.api.answers.reviewing import (
    AssignmentOut,
    DistributionOut,
    HandOverOut,
    show_assignment,
    show_distribution,
    show_hand_over,
)
from services.members.api.persons import PersonIn, read_key
from services.members.models import ReviewAssignment
from services.members.queries import review as queries
from services.members.usecases import assign_reviewers as usecases
from services.members.usecases.hand_over_reviews import hand_over_reviews as hand_over
from shared.http.act import Act, allow
from shared.http.fields import Listed, Prose, RequestBody, Search
from shared.http.lists import AskedPage

router = APIRouter(tags=["reviews"])

MAY_READ = ("officer", "reviewer", "decider", "operator", "auditor")
Status = Literal["open", "done", "recused", "ended", "handed_over"]


class AssignReviewers(RequestBody):
    reviewers: list[PersonIn] = Field(default=[], max_length=200)
    """Who takes part; without it the call's board, without a board everybody known as reviewer."""
    reviewers_per_file: int | None = Field(default=None, ge=1, le=50)
    """How many each file is to have; without it the call says."""


class AssignReviewer(RequestBody):
    reviewer: PersonIn
    reason: Prose | None = None


class EndAssignment(RequestBody):
    reason: Prose


class HandOverReviews(RequestBody):
    from_: PersonIn = Field(alias="from")
    """The absent person."""
    to: PersonIn | None = None
    """Who takes the work; without it, it is shared out."""
    call_id: UUID | None = None
    """Only the work of one call."""
    reason: Prose


@router.post("/v1/calls/{call_id}/assign-reviewers", response_model=DistributionOut)
async def assign_reviewers(
    call_id: UUID, body: AssignReviewers | None = None, act: Act = allow("officer")
) -> Response:
    """Share the files of a call out to reviewers: even loads, matching fields, nobody recused.

    `?dry_run=true` only proposes. Asked again it fills up what is missing and moves nobody.
    """
    body = body or AssignReviewers()
    return await act.write(
        usecases.assign_reviewers,
        show_distribution,
        call_id,
        [read_key(one, act) for one in body.reviewers],
        body.reviewers_per_file,
    )


@router.post(
    "/v1/applications/{application_id}/review-assignments",
    status_code=201,
    response_model=AssignmentOut,
)
async def assign_reviewer(
    application_id: UUID, body: AssignReviewer, act: Act = allow("officer")
) -> Response:
    """Give a file to one reviewer. Refuses who is recused or has it already."""
    return await act.write(
        usecases.assign_reviewer,
        show_assignment,
        application_id,
        read_key(body.reviewer, act),
        body.reason,
        status=201,
        reason=body.reason,
    )


@router.get("/v1/review-assignments", response_model=Listed[AssignmentOut])
async def list_review_assignments(
    page: AskedPage,
    application_id: UUID | None = None,
    call_id: UUID | None = None,
    reviewer: Search | None = None,
    status: Status | None = None,
    undone: bool | None = None,
    act: Act = allow(*MAY_READ),
) -> Response:
    """One's own assignments; officers and deciders see all. `undone`: what is still to be scored.

    `reviewer` is a subject.
    """
    query = queries.select_assignments(application_id, call_id, reviewer, status, undone)
    return await act.list(
        ReviewAssignment, query, show_assignment, page, created_at=ReviewAssignment.created_at
    )


@router.get("/v1/review-assignments/{assignment_id}", response_model=AssignmentOut)
async def get_review_assignment(assignment_id: UUID, act: Act = allow(*MAY_READ)) -> Response:
    """One assignment."""
    return await act.get(ReviewAssignment, assignment_id, show_assignment)


@router.post("/v1/review-assignments/{assignment_id}/end", response_model=AssignmentOut)
async def end_assignment(
    assignment_id: UUID, body: EndAssignment, act: Act = allow("officer")
) -> Response:
    """Take a reviewer off a file that is not scored yet."""
    return await act.write(
        usecases.end_assignment, show_assignment, assignment_id, body.reason, reason=body.reason
    )


@router.post("/v1/reviewers/hand-over", response_model=HandOverOut)
async def hand_over_reviews(body: HandOverReviews, act: Act = allow("officer")) -> Response:
    """Give all open work of an absent person to another, or share it out, in one act.

    What nobody may take is told in `left` and stays where it is.
    """
    return await act.write(
        hand_over,
        show_hand_over,
        read_key(body.from_, act),
        read_key(body.to, act) if body.to else None,
        body.call_id,
        body.reason,
        reason=body.reason,
    )
