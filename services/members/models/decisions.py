"""Decisions with the files they are about, and complaints about them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.members.models.base import STAFF, Base
from shared.database.aggregate import Aggregate, Instant

ONE_DECISION = "decision_entries_one_standing"
"""However a decision gets in, a file has one that stands."""
ONE_COMPLAINT = "complaints_one_open"
"""Two clicks lodge one complaint."""


class Decision(Aggregate, Base):
    """One decision about one file or many (an annexed list), or one that changes another."""

    KIND = "decision"
    __tablename__ = "decisions"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('decision', 'correction', 'annulment', 'withdrawal')",
            name="decisions_known_kind",
        ),
        CheckConstraint(
            "status IN ('in_force', 'annulled', 'withdrawn')", name="decisions_known_status"
        ),
        CheckConstraint(
            "(kind = 'decision') = (changes_decision_id IS NULL)", name="decisions_change_another"
        ),
        CheckConstraint(
            "kind = 'decision' OR (status = 'in_force' AND reason IS NOT NULL)",
            name="decisions_changes_stand_with_reason",
        ),
        Index("decisions_by_call", "call_id"),
        Index("decisions_by_changed", "changes_decision_id"),
    )

    call_id: Mapped[UUID] = mapped_column(ForeignKey("calls.id"))
    kind: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str] = mapped_column(Text)
    """`approve` or `reject`; of a change, the outcome that it is about."""
    status: Mapped[str] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    effective_on: Mapped[date] = mapped_column(Date)
    """From this day on it holds; a membership that follows begins on it."""
    changes_decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("decisions.id"))
    complaint_id: Mapped[UUID | None]
    """The complaint that this change follows from."""
    changed: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    """Of a correction: `{field: {before, after}}`."""
    decided_at: Mapped[datetime] = mapped_column(Instant)
    decided_by: Mapped[str] = mapped_column(Text)
    """`issuer|subject`."""
    decided_name: Mapped[str] = mapped_column(Text)
    """As the sign-in named them, or the subject."""
    decided_for: Mapped[str | None] = mapped_column(Text)
    """Whom they stood in for."""
    document_id: Mapped[UUID | None]
    """The official document that says it."""

    entries: Mapped[list[DecisionEntry]] = relationship(
        lazy="selectin",
        order_by="DecisionEntry.position",
        foreign_keys="DecisionEntry.decision_id",
    )
    changes: Mapped[list[Decision]] = relationship(
        lazy="selectin", order_by="Decision.id", join_depth=1
    )
    """What corrected it or ended it; a change itself is not changed."""

    def who_may_read(self) -> set[str]:
        return {*STAFF, "role:decider", *(f"subject:{one.applicant_key}" for one in self.entries)}

    @property
    def standing(self) -> list[DecisionEntry]:
        return [entry for entry in self.entries if entry.standing]


class DecisionEntry(Base):
    """A file on a decision's list; `standing` until another decision ends it for this file."""

    __tablename__ = "decision_entries"
    __table_args__ = (
        Index(ONE_DECISION, "application_id", unique=True, postgresql_where=text("standing")),
        CheckConstraint("NOT standing OR ended_by IS NULL", name="decision_entries_end_is_whole"),
    )

    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decisions.id"), primary_key=True)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(Text)
    """Name of the space as the list has it."""
    applicant_key: Mapped[str] = mapped_column(Text)
    standing: Mapped[bool] = mapped_column(Boolean)
    """Always false for a decision that changes another."""
    ended_by: Mapped[UUID | None] = mapped_column(ForeignKey("decisions.id"))


class Complaint(Aggregate, Base):
    """Someone's complaint about a decision that concerns them."""

    KIND = "complaint"
    __tablename__ = "complaints"
    __table_args__ = (
        CheckConstraint(
            "status IN ('lodged', 'admitted', 'inadmissible', 'upheld', 'partly_upheld',"
            " 'dismissed', 'withdrawn')",
            name="complaints_known_status",
        ),
        CheckConstraint(
            "(about = 'decision') = (decision_id IS NOT NULL)", name="complaints_name_decision"
        ),
        UniqueConstraint("number", name="complaints_number_unique"),
        Index(
            ONE_COMPLAINT,
            "about",
            "subject_id",
            unique=True,
            postgresql_where=text("status IN ('lodged', 'admitted')"),
        ),
        Index("complaints_by_decision", "decision_id"),
    )

    number: Mapped[str] = mapped_column(Text)
    about: Mapped[str] = mapped_column(Text)
    subject_id: Mapped[UUID]
    """The application, or the suspended member."""
    subject_name: Mapped[str] = mapped_column(Text)
    decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("decisions.id"))
    contact_id: Mapped[UUID | None] = mapped_column(ForeignKey("contacts.id"))
    complainant_key: Mapped[str] = mapped_column(Text)
    on_paper: Mapped[bool] = mapped_column(Boolean)
    grounds: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[list[str]] = mapped_column(JSONB)
    """Who took what is complained about, as `issuer|subject`: they may not judge it."""
    decided_on: Mapped[date] = mapped_column(Date)
    received_on: Mapped[date] = mapped_column(Date)
    late: Mapped[bool] = mapped_column(Boolean)
    admit_by: Mapped[date] = mapped_column(Date)
    resolve_by: Mapped[date | None] = mapped_column(Date)
    extend_to: Mapped[date | None] = mapped_column(Date)
    """The latest day to which `resolve_by` may be extended."""
    extension: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    """`{from, reason, at}` once `resolve_by` was extended."""
    admitted_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    answer: Mapped[str | None] = mapped_column(Text)
    """Why it is inadmissible, or the reasons of its resolution."""
    answer_code: Mapped[str | None] = mapped_column(Text)
    remedy: Mapped[str | None] = mapped_column(Text)
    remedy_decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("decisions.id"))

    def who_may_read(self) -> set[str]:
        readers = {*STAFF, "role:decider", f"subject:{self.complainant_key}"}
        return readers | ({f"member:{self.subject_id}"} if self.about == "suspension" else set())


class ComplaintSeries(Base):
    """The last number given to a complaint in a year; its row lock gives them one by one."""

    __tablename__ = "complaint_series"

    year: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(Integer)
