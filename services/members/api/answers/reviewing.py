"""What assignments, reviewers, boards, conflicts and recommendations look like."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.members.api.answers.codes import CodeOut, show_code
from services.members.domain import assigning, conflicts
from services.members.models import (
    Recommendation,
    ReviewAssignment,
    ReviewBoard,
    ReviewConflict,
    Reviewer,
)
from services.members.usecases.assign_reviewers import Distribution
from services.members.usecases.hand_over_reviews import HandOver
from shared.auth.caller import lacks_entry
from shared.http.act import View
from shared.http.fields import Actions, Answer


class PersonOut(Answer):
    issuer: str
    subject: str


def show_person(key: str) -> PersonOut:
    issuer, _, subject = key.partition("|")
    return PersonOut(issuer=issuer, subject=subject)


class Shown(Answer):
    id: UUID
    version: int
    created_at: datetime
    updated_at: datetime


class AssignmentOut(Shown):
    application_id: UUID
    call_id: UUID
    reviewer: PersonOut
    status: str
    status_label: str
    reason: str | None
    handed_to: UUID | None
    """The assignment that took its place."""
    mine: bool
    actions: Actions


def show_assignment(row: ReviewAssignment, view: View) -> AssignmentOut:
    officer = lacks_entry(view.caller, "officer")
    return AssignmentOut(
        id=row.id,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        application_id=row.application_id,
        call_id=row.call_id,
        reviewer=show_person(row.reviewer_key),
        status=row.status,
        status_label=show_code("review_assignment_status", row.status, view).label,
        reason=row.reason,
        handed_to=row.handed_to,
        mine=row.reviewer_key == view.caller.key,
        actions={"end": view.action(officer or assigning.may_move(row.status, "end"))},
    )


class AssignedOut(Answer):
    application_id: UUID
    reviewer: PersonOut


class ShortOut(Answer):
    application_id: UUID
    name: str
    missing: int
    """Reviewers that it lacks still."""


class LoadOut(Answer):
    reviewer: PersonOut
    open_files: int
    """In all calls, with those just given."""


class DistributionOut(Answer):
    assigned: list[AssignedOut]
    short: list[ShortOut]
    """Files for which there are not enough reviewers who may take them."""
    loads: list[LoadOut]


def show_distribution(done: Distribution, _view: View) -> DistributionOut:
    return DistributionOut(
        assigned=[_show_assigned(one) for one in done.given],
        short=[
            ShortOut(application_id=one.application_id, name=one.name, missing=one.missing)
            for one in done.short
        ],
        loads=[
            LoadOut(reviewer=show_person(key), open_files=load)
            for key, load in sorted(done.loads.items())
        ],
    )


def _show_assigned(row: ReviewAssignment) -> AssignedOut:
    return AssignedOut(application_id=row.application_id, reviewer=show_person(row.reviewer_key))


class HandOverOut(Answer):
    handed_over: list[AssignedOut]
    """Each with the person who has it now."""
    left: list[AssignedOut]
    """Nobody may take these; they stay where they are."""
    chaired: list[UUID]
    """Calls whose board `to` chairs now."""
    unchaired: list[UUID]
    """Calls whose board the absent person still chairs, since nobody was named."""


def show_hand_over(done: HandOver, _view: View) -> HandOverOut:
    return HandOverOut(
        handed_over=[_show_assigned(one) for one in done.given],
        left=[_show_assigned(one) for one in done.left],
        chaired=list(done.chaired),
        unchaired=list(done.unchaired),
    )


class ReviewerOut(Shown):
    status: str
    """`present` or `away` now."""
    person: PersonOut
    fields: list[CodeOut]
    away_from: datetime | None
    away_until: datetime | None


def show_reviewer(row: Reviewer, view: View) -> ReviewerOut:
    begun = row.away_from is not None and row.away_from <= view.now
    over = row.away_until is not None and row.away_until <= view.now
    away = (begun or (row.away_from is None and row.away_until is not None)) and not over
    return ReviewerOut(
        id=row.id,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        status="away" if away else "present",
        person=show_person(row.key),
        fields=[show_code("field", code, view) for code in row.fields],
        away_from=row.away_from,
        away_until=row.away_until,
    )


class BoardOut(Shown):
    call_id: UUID
    chair: PersonOut
    reviewers: list[PersonOut]


def show_board(row: ReviewBoard, _view: View) -> BoardOut:
    return BoardOut(
        id=row.id,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        call_id=row.call_id,
        chair=show_person(row.chair_key),
        reviewers=[
            PersonOut(issuer=one["issuer"], subject=one["subject"]) for one in row.reviewers
        ],
    )


class ConflictOut(Shown):
    application_id: UUID
    person: PersonOut
    status: str
    """`standing` or `lifted`."""
    reason: str
    lifted_at: datetime | None
    lifted_reason: str | None


def show_conflict(row: ReviewConflict, _view: View) -> ConflictOut:
    return ConflictOut(
        id=row.id,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        application_id=row.application_id,
        person=show_person(row.key),
        status="lifted" if row.lifted_at else "standing",
        reason=row.reason,
        lifted_at=row.lifted_at,
        lifted_reason=row.lifted_reason,
    )


class RecusedOut(Answer):
    person: PersonOut
    grounds: list[CodeOut]


def show_recused(grounds: dict[str, set[str]], view: View) -> list[RecusedOut]:
    return [
        RecusedOut(
            person=show_person(key),
            grounds=[
                show_code("conflict_ground", one, view)
                for one in conflicts.GROUNDS
                if one in grounds[key]
            ],
        )
        for key in sorted(grounds)
    ]


class RecommendationOut(Shown):
    application_id: UUID
    meeting_id: UUID | None
    status: str
    """`standing`, or `replaced` by a later one."""
    outcome: CodeOut
    reason: str
    replaced_at: datetime | None


def show_recommendation(row: Recommendation, view: View) -> RecommendationOut:
    return RecommendationOut(
        id=row.id,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        application_id=row.application_id,
        meeting_id=row.meeting_id,
        status="replaced" if row.replaced_at else "standing",
        outcome=show_code("recommendation", row.outcome, view),
        reason=row.reason,
        replaced_at=row.replaced_at,
    )
