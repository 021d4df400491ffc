"""Reads of the review: who is recused, how loaded reviewers are, what a ranking rests on.

Each answers for any number of files in one statement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Text, Uuid, bindparam, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from services.members.domain.conflicts import IN_REVIEW
from services.members.models import (
    Application,
    Recommendation,
    ReviewAssignment,
    ReviewConflict,
    Reviewer,
    ReviewMeeting,
)
from shared.database.narrowing import narrow

RECUSED = text(
    """
WITH files AS (
  SELECT a.id, a.applicant_issuer, a.applicant_subject,
         coalesce(a.member_id, a.renews_member_id) AS member_id,
         lower(c.email) AS email, c.phone
    FROM applications a LEFT JOIN contacts c ON c.id = a.contact_id
   WHERE a.id = ANY(:files)
), held AS (
  SELECT issuer, subject, member_id, lower(email) AS email FROM grants
   WHERE ended_at IS NULL AND valid_from <= :now AND (valid_until IS NULL OR valid_until > :now)
), organisations AS (
  SELECT files.id, held.member_id FROM files
    JOIN held ON held.issuer = files.applicant_issuer AND held.subject = files.applicant_subject
   WHERE held.member_id IS NOT NULL
   UNION SELECT id, member_id FROM files WHERE member_id IS NOT NULL
), reached AS (
  SELECT a.applicant_issuer, a.applicant_subject, lower(c.email) AS email, c.phone
    FROM applications a JOIN contacts c ON c.id = a.contact_id
)
SELECT id AS file, applicant_issuer AS issuer, applicant_subject AS subject, 'own_file' AS ground
  FROM files
 UNION SELECT application_id, issuer, subject, 'declared' FROM review_conflicts
        WHERE application_id = ANY(:files) AND lifted_at IS NULL
 UNION SELECT o.id, held.issuer, held.subject, 'same_member'
         FROM organisations o JOIN held ON held.member_id = o.member_id
 UNION SELECT f.id, held.issuer, held.subject, 'same_contact'
         FROM files f JOIN held ON held.email = f.email
 UNION SELECT f.id, r.applicant_issuer, r.applicant_subject, 'same_contact'
         FROM files f JOIN reached r ON r.email = f.email
 UNION SELECT f.id, r.applicant_issuer, r.applicant_subject, 'same_contact'
         FROM files f JOIN reached r ON r.phone = f.phone
    """
).bindparams(bindparam("files", type_=ARRAY(Uuid)))

Grounds = dict[str, set[str]]
"""Person (issuer and subject) → grounds."""


async def find_recused(
    session: AsyncSession, files: Collection[UUID], now: datetime
) -> dict[UUID, Grounds]:
    """Of each file, who may not judge it as far as the tables tell, and on which grounds."""
    found: dict[UUID, Grounds] = {id: defaultdict(set) for id in files}
    for file, issuer, subject, ground in await session.execute(
        RECUSED, {"files": list(files), "now": now}
    ):
        found[file][f"{issuer}|{subject}"].add(ground)
    return found


async def find_recommenders(session: AsyncSession, files: Collection[UUID]) -> dict[UUID, str]:
    """Of each file, whose recommendation stands (issuer and subject)."""
    rows = await session.execute(
        select(Recommendation.application_id, Recommendation.given_by).where(
            Recommendation.application_id.in_(files),
            Recommendation.replaced_at.is_(None),
            Recommendation.given_by.is_not(None),
        )
    )
    return {row.application_id: str(row.given_by) for row in rows}


LOADS = text(
    """
SELECT s.reviewer_issuer || '|' || s.reviewer_subject AS person, count(*) AS load
  FROM review_assignments s JOIN applications a ON a.id = s.application_id
 WHERE s.status = 'open' AND a.status = ANY(:in_review)
 GROUP BY 1
    """
).bindparams(bindparam("in_review", type_=ARRAY(Text)))


async def count_loads(session: AsyncSession) -> dict[str, int]:
    """How many files each reviewer still has to score."""
    rows = await session.execute(LOADS, {"in_review": list(IN_REVIEW)})
    return {str(person): int(load) for person, load in rows}


WITH_REVIEWER_GRANT = text(
    """
SELECT DISTINCT issuer, subject FROM grants
 WHERE role = 'reviewer' AND ended_at IS NULL AND valid_from <= :now
   AND (valid_until IS NULL OR valid_until > :now)
    """
)


async def find_granted_reviewers(session: AsyncSession, now: datetime) -> set[str]:
    rows = await session.execute(WITH_REVIEWER_GRANT, {"now": now})
    return {f"{issuer}|{subject}" for issuer, subject in rows}


@dataclass(frozen=True, slots=True)
class RankedFile:
    """What a ranking needs of a file."""

    id: UUID
    name: str
    status: str
    submitted_at: datetime
    reviews: list[dict[str, int]]
    recommendation: str | None
    barred: bool
    """The caller is the applicant or declared a conflict: the scores are not for this person."""


RANKING = text(
    """
SELECT a.id, a.name, a.status, a.submitted_at, coalesce(r.scores, '[]'::jsonb),
       n.outcome, (a.applicant_issuer || '|' || a.applicant_subject = :caller OR c.id IS NOT NULL)
  FROM applications a
  LEFT JOIN (SELECT r.application_id, jsonb_agg(r.scores ORDER BY r.id) AS scores
               FROM reviews r JOIN applications a ON a.id = r.application_id
              WHERE a.call_id = :call AND r.set_aside_at IS NULL
              GROUP BY r.application_id) r ON r.application_id = a.id
  LEFT JOIN recommendations n ON n.application_id = a.id AND n.replaced_at IS NULL
  LEFT JOIN review_conflicts c ON c.application_id = a.id AND c.lifted_at IS NULL
        AND c.issuer || '|' || c.subject = :caller
 WHERE a.call_id = :call AND a.submitted_at IS NOT NULL AND a.status <> 'withdrawn'
    """
)


async def read_ranked_files(
    session: AsyncSession, call_id: UUID, caller_key: str
) -> list[RankedFile]:
    """The files of a call that were handed in, with the scores that count, in one statement."""
    rows = await session.execute(RANKING, {"call": call_id, "caller": caller_key})
    return [RankedFile(*row) for row in rows]


STANDING_OF = text(
    """
SELECT EXISTS (SELECT FROM review_boards
                WHERE call_id = :call AND chair_issuer || '|' || chair_subject = :caller),
       (SELECT count(*) FROM review_assignments s JOIN applications a ON a.id = s.application_id
         WHERE s.call_id = :call AND s.status = 'open' AND a.status = ANY(:in_review)
           AND s.reviewer_issuer || '|' || s.reviewer_subject = :caller)
    """
).bindparams(bindparam("in_review", type_=ARRAY(Text)))


async def read_standing(session: AsyncSession, call_id: UUID, caller_key: str) -> tuple[bool, int]:
    """Whether a person chairs the board of a call, and how many of its files they must score."""
    values = {"call": call_id, "caller": caller_key, "in_review": list(IN_REVIEW)}
    chairs, open_files = (await session.execute(STANDING_OF, values)).one()
    return bool(chairs), int(open_files)


REASONS = text(
    """
SELECT a.id, r.reviewer_subject, r.scores, r.comment, r.set_aside_at IS NOT NULL,
       n.outcome, n.reason, a.decision
  FROM applications a
  LEFT JOIN reviews r ON r.application_id = a.id
  LEFT JOIN recommendations n ON n.application_id = a.id AND n.replaced_at IS NULL
 WHERE a.call_id = :call AND a.submitted_at IS NOT NULL AND a.status <> 'withdrawn'
 ORDER BY a.id, r.id
    """
)


@dataclass(frozen=True, slots=True)
class Reasons:
    """One review of a file, or none, with what was recommended and decided."""

    application_id: UUID
    reviewer: str | None
    scores: dict[str, int] | None
    comment: str | None
    set_aside: bool
    recommendation: str | None
    recommended_because: str | None
    decision: dict[str, Any] | None


async def read_reasons(session: AsyncSession, call_id: UUID) -> list[Reasons]:
    """Everything that was said of the files of a call, in one statement."""
    return [Reasons(*row) for row in await session.execute(REASONS, {"call": call_id})]


def select_assignments(
    application_id: UUID | None,
    call_id: UUID | None,
    reviewer: str | None,
    status: str | None,
    undone: bool | None,
) -> Select[Any]:
    """`undone`: open, and of a file that is in review."""
    query = select(ReviewAssignment)
    query = narrow(
        query,
        (ReviewAssignment.application_id, application_id),
        (ReviewAssignment.call_id, call_id),
        (ReviewAssignment.reviewer_subject, reviewer),
        (ReviewAssignment.status, status),
    )
    if undone is None:
        return query
    in_review = (
        select(Application.id)
        .where(Application.id == ReviewAssignment.application_id)
        .where(Application.status.in_(IN_REVIEW))
        .exists()
    )
    waiting = (ReviewAssignment.status == "open") & in_review
    return query.where(waiting if undone else ~waiting)


def select_reviewers(field: str | None) -> Select[Any]:
    query = select(Reviewer)
    return query.where(Reviewer.fields.contains([field])) if field else query


def select_conflicts(application_id: UUID) -> Select[Any]:
    return select(ReviewConflict).where(ReviewConflict.application_id == application_id)


def select_recommendations(application_id: UUID) -> Select[Any]:
    return select(Recommendation).where(Recommendation.application_id == application_id)


def select_meetings(call_id: UUID | None, status: str | None) -> Select[Any]:
    query = select(ReviewMeeting)
    if call_id is not None:
        query = query.where(ReviewMeeting.call_id == call_id)
    return query.where(ReviewMeeting.status == status) if status else query
