"""Calls, applications, their documents and reviews.

An application holds no person's name or address: those are in its contact.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Float,
    ForeignKey,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.members.domain.calls import Criterion, status_of
from services.members.models.base import STAFF, Base
from services.members.models.people import Contact
from shared.database.aggregate import Aggregate, Instant
from shared.events.base import Bilingual

ONE_DRAFT = "applications_drafted_once"
"""One applicant drafts for several spaces, but for each name once: a second click finds it."""


class Call(Aggregate, Base):
    """A round in which spaces may apply; public from the moment it is entered."""

    KIND = "call"
    __tablename__ = "calls"
    __table_args__ = (
        CheckConstraint("opens_at < closes_at", name="calls_open_before_they_close"),
        CheckConstraint("quorum > 0", name="calls_quorum_positive"),
    )

    kind: Mapped[str] = mapped_column(Text)
    title_vi: Mapped[str] = mapped_column(Text)
    title_en: Mapped[str | None] = mapped_column(Text)
    opens_at: Mapped[datetime] = mapped_column(Instant)
    closes_at: Mapped[datetime] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    """When an officer closed it before `closes_at`."""
    published_status: Mapped[str | None] = mapped_column(Text)
    """The status of its last public event; null before it opened."""
    criteria: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    required_documents: Mapped[list[str]] = mapped_column(ARRAY(Text))
    quorum: Mapped[int] = mapped_column(Integer)

    def who_may_read(self) -> set[str]:
        return {"public"}

    def status(self, now: datetime) -> str:
        return status_of(self.opens_at, self.closes_at, self.closed_at, now)

    @property
    def title(self) -> Bilingual:
        return Bilingual(vi=self.title_vi, en=self.title_en)

    @property
    def scored_criteria(self) -> list[Criterion]:
        return [Criterion(one["code"], one["weight"], one["max_score"]) for one in self.criteria]


class Application(Aggregate, Base):
    """A space's request to become a member."""

    KIND = "application"
    __tablename__ = "applications"
    __table_args__ = (
        CheckConstraint(
            "status IN ('draft', 'submitted', 'supplement_requested', 'approved', 'rejected',"
            " 'withdrawn', 'revoked')",
            name="applications_known_status",
        ),
        UniqueConstraint("member_id", name="applications_one_member_each"),
        CheckConstraint(
            "member_id IS NULL OR status IN ('approved', 'revoked')",
            name="applications_admitted_are_approved",
        ),
        Index("applications_by_call", "call_id"),
        Index(
            ONE_DRAFT,
            "call_id",
            "applicant_issuer",
            "applicant_subject",
            "name",
            unique=True,
            postgresql_where=text("status = 'draft'"),
        ),
        Index("applications_by_applicant", "applicant_issuer", "applicant_subject"),
    )

    call_id: Mapped[UUID] = mapped_column(ForeignKey("calls.id"))
    applicant_issuer: Mapped[str] = mapped_column(Text)
    applicant_subject: Mapped[str] = mapped_column(Text)
    contact_id: Mapped[UUID | None] = mapped_column(ForeignKey("contacts.id"))
    name: Mapped[str] = mapped_column(Text)
    search: Mapped[str] = mapped_column(Text)
    kind: Mapped[str | None] = mapped_column(Text)
    ownership: Mapped[str | None] = mapped_column(Text)
    fields: Mapped[list[str]] = mapped_column(ARRAY(Text))
    address_line: Mapped[str | None] = mapped_column(Text)
    ward: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    submitted_at: Mapped[datetime | None] = mapped_column(Instant)
    supplement: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    """The last request for a supplement: `{fields, reason, due_on, requested_at}`."""
    review_count: Mapped[int] = mapped_column(Integer)
    total_score: Mapped[float | None] = mapped_column(Float)
    """Percent of what could be reached, see `weighted_total`."""
    decision: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    """`{id, outcome, reason, decided_at, effective_on, status, by}` of the decision it rests on."""
    decided_by: Mapped[str | None] = mapped_column(Text)
    member_id: Mapped[UUID | None]

    call: Mapped[Call] = relationship(lazy="selectin")
    contact: Mapped[Contact | None] = relationship(lazy="selectin")
    documents: Mapped[list[Document]] = relationship(lazy="selectin", order_by="Document.kind")
    reviews: Mapped[list[Review]] = relationship(lazy="selectin", order_by="Review.id")

    def who_may_read(self) -> set[str]:
        readers = {*STAFF, f"subject:{self.applicant_key}"}
        if self.submitted_at is not None:
            readers |= {"role:reviewer", "role:decider"}
        if self.member_id is not None:
            readers.add(f"member:{self.member_id}")
        return readers

    @property
    def applicant_key(self) -> str:
        return f"{self.applicant_issuer}|{self.applicant_subject}"


class Document(Base):
    """A file of an application; its bytes are stored under their sha256."""

    __tablename__ = "documents"
    __table_args__ = (
        UniqueConstraint("application_id", "kind", name="documents_one_of_a_kind"),
        Index("documents_by_sha256", "sha256"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"))
    kind: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(BigInteger)
    file_name: Mapped[str | None] = mapped_column(Text)
    uploaded_at: Mapped[datetime] = mapped_column(Instant)


class Review(Aggregate, Base):
    """One reviewer's scores for an application; it is never changed."""

    KIND = "review"
    __tablename__ = "reviews"
    __table_args__ = (
        UniqueConstraint(
            "application_id",
            "reviewer_issuer",
            "reviewer_subject",
            name="reviews_one_for_each_reviewer",
        ),
    )

    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"))
    reviewer_issuer: Mapped[str] = mapped_column(Text)
    reviewer_subject: Mapped[str] = mapped_column(Text)
    scores: Mapped[dict[str, int]] = mapped_column(JSONB)
    comment: Mapped[str | None] = mapped_column(Text)

    def who_may_read(self) -> set[str]:
        return {*STAFF, "role:decider", f"subject:{self.reviewer_key}"}

    @property
    def reviewer_key(self) -> str:
        return f"{self.reviewer_issuer}|{self.reviewer_subject}"
