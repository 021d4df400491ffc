"""What a review looks like; other reviewers stay unnamed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.members.api.answers.applications import show_application
from services.members.models import Application, Review
from shared.http.act import View
from shared.http.fields import Answer


class ReviewOut(Answer):
    id: UUID
    application_id: UUID
    status: str
    """`given`, or `set_aside` when a conflict of interest came to light: it counts no more."""
    mine: bool
    reviewer: str | None
    """Subject of the reviewer; null for other reviewers, who judge blind."""
    scores: dict[str, int]
    comment: str | None
    version: int
    created_at: datetime
    updated_at: datetime


def show_review_or_application(row: Review | Application, view: View) -> Answer:
    """The application, when that is what the caller's If-Match was about."""
    if isinstance(row, Application):
        return show_application(row, view)
    return show_review(row, view)


def show_review(row: Review, view: View) -> ReviewOut:
    caller = view.caller
    mine = row.reviewer_key == caller.key
    return ReviewOut(
        id=row.id,
        application_id=row.application_id,
        status="set_aside" if row.set_aside_at else "given",
        mine=mine,
        reviewer=row.reviewer_subject if mine or caller.has_role("officer", "decider") else None,
        scores=row.scores,
        comment=row.comment,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
