"""Who reviews what, who must not, and what the reviewing chair recommends.

Persons stand here by issuer and subject alone; names belong to the sign-in.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.members.models.base import STAFF, Base
from shared.database.aggregate import Aggregate, Instant

JUDGES = STAFF | {"role:decider"}


class Reviewer(Aggregate, Base):
    """What is known of a reviewer for a fair share of the work: fields of expertise, absence."""

    KIND = "reviewer"
    __tablename__ = "reviewers"
    __table_args__ = (
        Index("reviewers_each_once", "issuer", "subject", unique=True),
        CheckConstraint(
            "away_from IS NULL OR away_until IS NULL OR away_from < away_until",
            name="reviewers_absence_ends_after_it_begins",
        ),
    )

    issuer: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    fields: Mapped[list[str]] = mapped_column(ARRAY(Text))
    away_from: Mapped[datetime | None] = mapped_column(Instant)
    away_until: Mapped[datetime | None] = mapped_column(Instant)

    def who_may_read(self) -> set[str]:
        return {*JUDGES, f"subject:{self.key}"}

    @property
    def key(self) -> str:
        return f"{self.issuer}|{self.subject}"


class ReviewBoard(Aggregate, Base):
    """Who reviews the files of a call together, and who chairs; one for each call."""

    KIND = "review_board"
    __tablename__ = "review_boards"
    __table_args__ = (Index("review_boards_one_for_each_call", "call_id", unique=True),)

    call_id: Mapped[UUID] = mapped_column(ForeignKey("calls.id"))
    chair_issuer: Mapped[str] = mapped_column(Text)
    chair_subject: Mapped[str] = mapped_column(Text)
    reviewers: Mapped[list[dict[str, str]]] = mapped_column(JSONB)
    """`{issuer, subject}` of each, the chair only when the chair scores as well."""

    def who_may_read(self) -> set[str]:
        keys = {self.chair_key, *(f"{one['issuer']}|{one['subject']}" for one in self.reviewers)}
        return {*JUDGES, *(f"subject:{key}" for key in keys)}

    @property
    def chair_key(self) -> str:
        return f"{self.chair_issuer}|{self.chair_subject}"


class ReviewAssignment(Aggregate, Base):
    """One reviewer is to score one application; see `domain/assigning.py` for its states."""

    KIND = "review_assignment"
    __tablename__ = "review_assignments"
    __table_args__ = (
        CheckConstraint(
            "status IN ('open', 'done', 'recused', 'ended', 'handed_over')",
            name="review_assignments_known_status",
        ),
        Index(
            "review_assignments_standing_once",
            "application_id",
            "reviewer_issuer",
            "reviewer_subject",
            unique=True,
            postgresql_where=text("status IN ('open', 'done')"),
        ),
        Index("review_assignments_by_reviewer", "reviewer_issuer", "reviewer_subject", "status"),
        Index("review_assignments_by_call", "call_id"),
    )

    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"))
    call_id: Mapped[UUID] = mapped_column(ForeignKey("calls.id"))
    reviewer_issuer: Mapped[str] = mapped_column(Text)
    reviewer_subject: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    assigned_by: Mapped[str] = mapped_column(Text)
    """Issuer and subject."""
    reason: Mapped[str | None] = mapped_column(Text)
    """Why it was given by hand, ended or handed over."""
    handed_to: Mapped[UUID | None] = mapped_column(ForeignKey("review_assignments.id"))
    """The assignment that took its place."""

    def who_may_read(self) -> set[str]:
        return {*JUDGES, f"subject:{self.reviewer_key}"}

    @property
    def reviewer_key(self) -> str:
        return f"{self.reviewer_issuer}|{self.reviewer_subject}"


class ReviewConflict(Aggregate, Base):
    """A conflict of interest that was declared; the automatic ones follow from other tables."""

    KIND = "review_conflict"
    __tablename__ = "review_conflicts"
    __table_args__ = (
        Index(
            "review_conflicts_standing_once",
            "application_id",
            "issuer",
            "subject",
            unique=True,
            postgresql_where=text("lifted_at IS NULL"),
        ),
        CheckConstraint(
            "(lifted_at IS NULL) = (lifted_reason IS NULL)",
            name="review_conflicts_lifted_with_reason",
        ),
    )

    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"))
    issuer: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    declared_by: Mapped[str] = mapped_column(Text)
    """Issuer and subject: the person, or an officer who found it."""
    lifted_at: Mapped[datetime | None] = mapped_column(Instant)
    lifted_reason: Mapped[str | None] = mapped_column(Text)

    def who_may_read(self) -> set[str]:
        return {*JUDGES, f"subject:{self.key}"}

    @property
    def key(self) -> str:
        return f"{self.issuer}|{self.subject}"


class Recommendation(Aggregate, Base):
    """What the chair of the review recommends to whoever decides; a later one takes its place."""

    KIND = "recommendation"
    __tablename__ = "recommendations"
    __table_args__ = (
        CheckConstraint(
            "outcome IN ('approve', 'reject', 'discuss')", name="recommendations_known_outcome"
        ),
        Index(
            "recommendations_one_standing",
            "application_id",
            unique=True,
            postgresql_where=text("replaced_at IS NULL"),
        ),
    )

    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"))
    meeting_id: Mapped[UUID | None] = mapped_column(ForeignKey("review_meetings.id"))
    """The meeting whose votes it rests on."""
    outcome: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    given_by: Mapped[str | None] = mapped_column(Text)
    """Issuer and subject of the chair; null when a meeting's chair is known by name alone."""
    replaced_at: Mapped[datetime | None] = mapped_column(Instant)

    def who_may_read(self) -> set[str]:
        return {*JUDGES, *({f"subject:{self.given_by}"} if self.given_by else ())}


class ReviewMeeting(Aggregate, Base):
    """A meeting of the board with its votes, from which the minutes are made."""

    KIND = "review_meeting"
    __tablename__ = "review_meetings"
    __table_args__ = (
        CheckConstraint(
            "status IN ('open', 'closed', 'cancelled')", name="review_meetings_known_status"
        ),
        CheckConstraint(
            "(status = 'closed') = (closed_at IS NOT NULL)", name="review_meetings_closed_at_a_time"
        ),
        Index("review_meetings_by_call", "call_id"),
    )

    call_id: Mapped[UUID] = mapped_column(ForeignKey("calls.id"))
    held_at: Mapped[datetime] = mapped_column(Instant)
    place: Mapped[str] = mapped_column(Text)
    chair: Mapped[str] = mapped_column(Text)
    """Name and position as they stand in the minutes; so are the following."""
    secretary: Mapped[str] = mapped_column(Text)
    present: Mapped[list[dict[str, str | None]]] = mapped_column(JSONB)
    """`{name, position, issuer, subject}` of each who votes; who signs in is known by subject."""
    absent: Mapped[list[dict[str, str | None]]] = mapped_column(JSONB)
    votes: Mapped[list[dict[str, str | int | None]]] = mapped_column(JSONB)
    """`{application_id, name, for, against, abstain, recommendation, note}` in the order voted."""
    conclusion: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    opened_by: Mapped[str] = mapped_column(Text)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    document_id: Mapped[UUID | None]
    """The official document that the minutes became when they were adopted."""

    def who_may_read(self) -> set[str]:
        return set(JUDGES)
