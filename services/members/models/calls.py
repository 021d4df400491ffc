"""Calls, the versions of their forms, and deadlines extended for one applicant."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, Float, ForeignKey, Index, Integer, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from services.members.domain.calls import Criterion, ReviewRules, status_of
from services.members.domain.eligibility import Eligibility, read_eligibility
from services.members.models.base import STAFF, Base
from shared.database.aggregate import Aggregate, Instant
from shared.events.base import Bilingual
from shared.forms.form import EMPTY, Form, read_form


class CallForm(Base):
    """One version of a call's form; it is written once and never changed."""

    __tablename__ = "call_forms"
    __table_args__ = (CheckConstraint("version > 0", name="call_forms_count_from_one"),)

    call_id: Mapped[UUID] = mapped_column(ForeignKey("calls.id"), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    form: Mapped[dict[str, Any]] = mapped_column(JSONB)
    """`{questions, documents}`, see `shared.forms.form.read_form`."""
    made_at: Mapped[datetime] = mapped_column(Instant)

    def read(self) -> Form:
        return read_form({**self.form, "version": self.version})


class Call(Aggregate, Base):
    """A round in which spaces may apply; public from the moment it is published."""

    KIND = "call"
    __tablename__ = "calls"
    __table_args__ = (
        CheckConstraint("opens_at < closes_at", name="calls_open_before_they_close"),
        CheckConstraint("quorum > 0", name="calls_quorum_positive"),
        CheckConstraint("reviewers_per_file >= quorum", name="calls_reviewers_make_a_quorum"),
        CheckConstraint("spread_limit > 0", name="calls_spread_limit_positive"),
    )

    kind: Mapped[str] = mapped_column(Text)
    title_vi: Mapped[str] = mapped_column(Text)
    title_en: Mapped[str | None] = mapped_column(Text)
    description_vi: Mapped[str | None] = mapped_column(Text)
    description_en: Mapped[str | None] = mapped_column(Text)
    opens_at: Mapped[datetime] = mapped_column(Instant)
    closes_at: Mapped[datetime] = mapped_column(Instant)
    published_at: Mapped[datetime | None] = mapped_column(Instant)
    """Null: a draft that only staff see."""
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    """When an officer closed it before `closes_at`."""
    archived_at: Mapped[datetime | None] = mapped_column(Instant)
    published_status: Mapped[str | None] = mapped_column(Text)
    """The status of its last public event; null before it opened."""
    eligibility: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """`{kinds, ownership, fields, membership}`, see `domain.eligibility`; null: for all."""
    criteria: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    form_version: Mapped[int | None] = mapped_column(Integer)
    """The present version of its form; null: it asks for no documents and no answers."""
    quorum: Mapped[int] = mapped_column(Integer)
    reviewers_per_file: Mapped[int | None] = mapped_column(Integer)
    """Reviewers that each file is given to; null: whoever may review."""
    sealed: Mapped[bool] = mapped_column(Boolean)
    """A reviewer sees the scores of others only after giving their own."""
    review_deadline: Mapped[datetime | None] = mapped_column(Instant)
    tie_rule: Mapped[str] = mapped_column(Text)
    """One of `domain.states.TIE_RULES`."""
    spread_limit: Mapped[float | None] = mapped_column(Float)
    """Percent points between two reviews from which they are to be discussed; null: never."""
    reviewers_assigned_at: Mapped[datetime | None] = mapped_column(Instant)
    """When its first reviewer was assigned; from then on only those assigned review."""

    form_row: Mapped[CallForm | None] = relationship(
        primaryjoin=lambda: (
            (Call.id == foreign(CallForm.call_id))
            & (Call.form_version == foreign(CallForm.version))
        ),
        viewonly=True,
        uselist=False,
        lazy="selectin",
    )

    def who_may_read(self) -> set[str]:
        return {"public"} if self.published_at is not None else set(STAFF)

    def status(self, now: datetime) -> str:
        return status_of(
            self.opens_at,
            self.closes_at,
            self.closed_at,
            now,
            published=self.published_at is not None,
            archived=self.archived_at is not None,
        )

    @property
    def title(self) -> Bilingual:
        return Bilingual(vi=self.title_vi, en=self.title_en)

    @property
    def description(self) -> Bilingual | None:
        if self.description_vi is None:
            return None
        return Bilingual(vi=self.description_vi, en=self.description_en)

    @property
    def form(self) -> Form:
        """The present version of its form; an application's own may be an earlier one."""
        return self.form_row.read() if self.form_row else EMPTY

    @property
    def conditions(self) -> Eligibility:
        return read_eligibility(self.eligibility)

    @property
    def review_rules(self) -> ReviewRules:
        return ReviewRules(self.quorum, self.reviewers_per_file, self.review_deadline)

    @property
    def scored_criteria(self) -> list[Criterion]:
        return [Criterion(one["code"], one["weight"], one["max_score"]) for one in self.criteria]


class DeadlineExtension(Aggregate, Base):
    """More time for one applicant, with its reason; for one file or for all of a person's."""

    KIND = "deadline_extension"
    __tablename__ = "deadline_extensions"
    __table_args__ = (
        CheckConstraint(
            "(application_id IS NULL) <> (applicant_subject IS NULL)",
            name="deadline_extensions_for_a_file_or_a_person",
        ),
        CheckConstraint(
            "(applicant_issuer IS NULL) = (applicant_subject IS NULL)",
            name="deadline_extensions_person_is_whole",
        ),
        Index("deadline_extensions_by_call", "call_id"),
    )

    call_id: Mapped[UUID] = mapped_column(ForeignKey("calls.id"))
    application_id: Mapped[UUID | None] = mapped_column(ForeignKey("applications.id"))
    applicant_issuer: Mapped[str | None] = mapped_column(Text)
    applicant_subject: Mapped[str | None] = mapped_column(Text)
    until: Mapped[datetime] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(Text)
    granted_by: Mapped[str] = mapped_column(Text)

    def who_may_read(self) -> set[str]:
        return set(STAFF)
