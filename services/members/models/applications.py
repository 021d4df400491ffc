"""Applications, their documents and reviews.

An application holds no person's name or address: those are in its contact.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from services.members.domain.clocks import promised_day
from services.members.domain.deadlines import deadline_for
from services.members.models.base import STAFF, Base
from services.members.models.calls import Call, CallForm
from services.members.models.filing import SupplementRequest
from services.members.models.people import Contact
from services.members.models.review import ReviewAssignment, ReviewConflict
from shared.database.aggregate import Aggregate, Instant
from shared.forms.form import EMPTY, Form

ONE_DRAFT = "applications_drafted_once"
"""One applicant drafts for several spaces, but for each name once: a second click finds it."""


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
        UniqueConstraint("receipt_number", name="applications_receipt_number_unique"),
        CheckConstraint(
            "submitted_at IS NULL OR receipt_number IS NULL OR received_on IS NOT NULL",
            name="applications_received_on_a_day",
        ),
        CheckConstraint(
            "filed_on_paper OR taken_over_at IS NULL", name="applications_paper_is_taken_over"
        ),
        Index("applications_by_renewed_member", "renews_member_id"),
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
    extended_until: Mapped[datetime | None] = mapped_column(Instant)
    """Until when this file alone may be handed in; null: as all others of its call."""
    supplement: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    """The last request for a supplement: `{fields, reason, due_on, requested_at}`."""
    review_count: Mapped[int] = mapped_column(Integer)
    total_score: Mapped[float | None] = mapped_column(Float)
    """Percent of what could be reached, see `weighted_total`."""
    decision: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    """`{id, outcome, reason, decided_at, effective_on, status, by}` of the decision it rests on."""
    decided_by: Mapped[str | None] = mapped_column(Text)
    member_id: Mapped[UUID | None]
    online_url: Mapped[str | None] = mapped_column(Text)
    """Where a space without an address is found."""
    tax_code: Mapped[str | None] = mapped_column(Text)
    """Null for a group that has none, which is as good an applicant."""
    answers: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    """Answers to the questions of the call's form, by their code."""
    form_version: Mapped[int | None] = mapped_column(Integer)
    """The version of the call's form that the file is filled in by; null without a form."""
    received_on: Mapped[date | None] = mapped_column(Date)
    """The day from which the Centre's clock runs: of the hand-in, or of the paper's arrival."""
    term_days: Mapped[int | None] = mapped_column(Integer)
    """Working days that the Centre promised when it took the file."""
    receipt_number: Mapped[str | None] = mapped_column(Text)
    filed_on_paper: Mapped[bool] = mapped_column(Boolean, default=False)
    """An officer entered it for someone who brought or sent paper."""
    entered_by: Mapped[str | None] = mapped_column(Text)
    """Issuer and subject of the officer who entered a paper file."""
    taken_over_at: Mapped[datetime | None] = mapped_column(Instant)
    """When the paper applicant took the file over; from then on no officer acts for them."""
    from_application_id: Mapped[UUID | None] = mapped_column(ForeignKey("applications.id"))
    """The earlier file that this one began from."""
    renews_member_id: Mapped[UUID | None]
    """The member whose membership it renews; an approval makes no second member of it."""

    call: Mapped[Call] = relationship(lazy="selectin")
    contact: Mapped[Contact | None] = relationship(lazy="selectin")
    documents: Mapped[list[Document]] = relationship(lazy="selectin", order_by="Document.kind")
    reviews: Mapped[list[Review]] = relationship(lazy="selectin", order_by="Review.id")
    supplement_requests: Mapped[list[SupplementRequest]] = relationship(
        lazy="selectin", order_by="SupplementRequest.requested_at"
    )

    form_row: Mapped[CallForm | None] = relationship(
        primaryjoin=lambda: (
            (Application.call_id == foreign(CallForm.call_id))
            & (Application.form_version == foreign(CallForm.version))
        ),
        viewonly=True,
        uselist=False,
        lazy="selectin",
    )
    assignments: Mapped[list[ReviewAssignment]] = relationship(
        lazy="selectin", order_by="ReviewAssignment.id"
    )
    conflicts: Mapped[list[ReviewConflict]] = relationship(
        lazy="selectin", order_by="ReviewConflict.id"
    )

    def who_may_read(self) -> set[str]:
        readers = {*STAFF, f"subject:{self.applicant_key}"}
        if self.submitted_at is not None:
            readers |= {"role:reviewer", "role:decider"}
        if self.member_id is not None:
            readers.add(f"member:{self.member_id}")
        return readers

    @property
    def deadline(self) -> datetime:
        """The instant from which this file is not taken any more."""
        call = self.call
        return deadline_for(call.closes_at, call.closed_at, self.extended_until)

    @property
    def promised_on(self) -> date | None:
        """The last day for the result; None before the receipt and while the clock stands."""
        if self.received_on is None or self.term_days is None:
            return None
        stops = [request.stop for request in self.supplement_requests]
        return promised_day(self.received_on, self.term_days, stops)

    @property
    def form(self) -> Form:
        """The version of the call's form that the file was begun with, whatever came later."""
        return self.form_row.read() if self.form_row else EMPTY

    @property
    def applicant_key(self) -> str:
        return f"{self.applicant_issuer}|{self.applicant_subject}"

    @property
    def officers_act_for_it(self) -> bool:
        """A paper applicant who has not taken the file over speaks through an officer."""
        return self.filed_on_paper and self.taken_over_at is None


class Document(Base):
    """A file of an application; its bytes are stored under their sha256."""

    __tablename__ = "documents"
    __table_args__ = (
        UniqueConstraint("application_id", "kind", name="documents_one_of_a_kind"),
        Index("documents_by_sha256", "sha256"),
        CheckConstraint(
            "scan_status IN ('not_scanned', 'quarantined', 'clean', 'infected')",
            name="documents_known_scan_status",
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"))
    kind: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(BigInteger)
    file_name: Mapped[str | None] = mapped_column(Text)
    uploaded_at: Mapped[datetime] = mapped_column(Instant)
    pages: Mapped[int | None] = mapped_column(Integer)
    """Pages of a PDF; null for another type, and for a PDF that could not be opened."""
    scan_status: Mapped[str] = mapped_column(Text)
    """See `domain.documents`."""
    scanned_at: Mapped[datetime | None] = mapped_column(Instant)


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
    set_aside_at: Mapped[datetime | None] = mapped_column(Instant)
    """When its reviewer turned out to have a conflict of interest; it counts no more."""

    def who_may_read(self) -> set[str]:
        return {*STAFF, "role:decider", f"subject:{self.reviewer_key}"}

    @property
    def reviewer_key(self) -> str:
        return f"{self.reviewer_issuer}|{self.reviewer_subject}"
