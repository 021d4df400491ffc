"""What places ask: their rules and the versions of their forms; drafts, files, waiting changes."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.bookings.domain.changing import CHANGE_STATES
from services.bookings.domain.drafts import DRAFT_STATES
from services.bookings.models.base import STAFF, Base, one_of
from shared.database.aggregate import Aggregate, Instant
from shared.forms.form import Form, read_form


class Intake(Base):
    """One version of what a place asks; it is never changed, so a booking keeps its own."""

    __tablename__ = "intakes"
    __table_args__ = (
        Index(
            "intakes_versions",
            "venue_id",
            "space_id",
            "number",
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    venue_id: Mapped[UUID] = mapped_column(ForeignKey("venues.id"))
    space_id: Mapped[UUID | None] = mapped_column(ForeignKey("spaces.id"))
    number: Mapped[int] = mapped_column(Integer)
    questions: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    documents: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    written_at: Mapped[datetime] = mapped_column(Instant)

    def read(self) -> Form:
        return read_form(
            {"version": self.number, "questions": self.questions, "documents": self.documents}
        )


class AskingRules(Aggregate, Base):
    """What one venue, or one of its spaces, has set; null is inherited (`domain.asking`)."""

    KIND = "asking_rules"
    __tablename__ = "asking_rules"
    __table_args__ = (
        Index(
            "asking_rules_one_for_each_place",
            "venue_id",
            "space_id",
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
    )

    venue_id: Mapped[UUID] = mapped_column(ForeignKey("venues.id"))
    space_id: Mapped[UUID | None] = mapped_column(ForeignKey("spaces.id"))
    intake_id: Mapped[UUID | None] = mapped_column(ForeignKey("intakes.id"))
    cancellation: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    reapproval: Mapped[list[str] | None] = mapped_column(ARRAY(Text))

    intake: Mapped[Intake | None] = relationship(lazy="joined")

    @property
    def form(self) -> Form | None:
        return self.intake.read() if self.intake else None

    def who_may_read(self) -> set[str]:
        return {"public"}


class BookingDraft(Aggregate, Base):
    """A request that is being written; the booking that it becomes has its id."""

    KIND = "booking_draft"
    __tablename__ = "booking_drafts"
    __table_args__ = (
        CheckConstraint(one_of("status", DRAFT_STATES), name="booking_drafts_status_known"),
        Index("booking_drafts_by_readers", "readers", postgresql_using="gin"),
    )

    member_id: Mapped[UUID | None]
    """For whom it is; no key: the member may not have been heard of yet."""
    started_by: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)
    """What has been written of the body of `POST /v1/bookings`; empty once it is submitted."""

    attachments: Mapped[list[Attachment]] = relationship(
        lazy="selectin", order_by="Attachment.uploaded_at, Attachment.id", viewonly=True
    )

    def who_may_read(self) -> set[str]:
        member = {f"member:{self.member_id}"} if self.member_id else set()
        return member | {f"subject:{self.started_by}"}


class Attachment(Base):
    """A file of a draft or of a booking; its bytes are stored under their sha256."""

    __tablename__ = "booking_attachments"
    __table_args__ = (
        CheckConstraint(
            "num_nonnulls(draft_id, booking_id) = 1", name="booking_attachments_one_owner"
        ),
        CheckConstraint(
            "scan_status IN ('not_scanned', 'quarantined', 'clean', 'infected')",
            name="booking_attachments_known_scan_status",
        ),
        Index("booking_attachments_by_draft", "draft_id"),
        Index("booking_attachments_by_booking", "booking_id"),
        Index("booking_attachments_by_sha256", "sha256"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    draft_id: Mapped[UUID | None] = mapped_column(ForeignKey("booking_drafts.id"))
    booking_id: Mapped[UUID | None] = mapped_column(ForeignKey("bookings.id"))
    kind: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(BigInteger)
    file_name: Mapped[str | None] = mapped_column(Text)
    pages: Mapped[int | None] = mapped_column(Integer)
    scan_status: Mapped[str] = mapped_column(Text)
    """See `shared.files.scan_status`."""
    scanned_at: Mapped[datetime | None] = mapped_column(Instant)
    uploaded_at: Mapped[datetime] = mapped_column(Instant)
    uploaded_by: Mapped[str] = mapped_column(Text)


class BookingChange(Aggregate, Base):
    """A change of a granted booking that waits for the host, see `domain.changing`."""

    KIND = "booking_change"
    __tablename__ = "booking_changes"
    __table_args__ = (
        CheckConstraint(one_of("status", CHANGE_STATES), name="booking_changes_status_known"),
        CheckConstraint("num_nonnulls(edit, move) = 1", name="booking_changes_edit_or_move"),
        Index(
            "booking_changes_one_waiting",
            "booking_id",
            unique=True,
            postgresql_where=text("status = 'waiting'"),
        ),
        Index("booking_changes_by_booking", "booking_id", "created_at"),
        Index("booking_changes_by_readers", "readers", postgresql_using="gin"),
    )

    booking_id: Mapped[UUID] = mapped_column(ForeignKey("bookings.id"))
    member_id: Mapped[UUID]
    host_id: Mapped[UUID]
    asked_by: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    edit: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """What changes of activity and answers; all else stays as it is when it is approved."""
    move: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """`{starts_at, ends_at, scope, date_id}` of a new time."""
    approves: Mapped[list[str]] = mapped_column(ARRAY(Text))
    """Which fields ask for the approval."""
    note: Mapped[str | None] = mapped_column(Text)
    """Why the member asks."""
    reason: Mapped[str | None] = mapped_column(Text)
    """What the host says to it."""
    decided_by: Mapped[str | None] = mapped_column(Text)
    decided_at: Mapped[datetime | None] = mapped_column(Instant)

    def who_may_read(self) -> set[str]:
        return {*STAFF, f"member:{self.member_id}", f"host:{self.host_id}"}


class LateCancellation(Base):
    """A granted date that its member gave up too late; it counts unless it is excused."""

    __tablename__ = "late_cancellations"
    __table_args__ = (
        CheckConstraint(
            "NOT excused OR excused_reason IS NOT NULL", name="late_cancellations_excused_why"
        ),
        Index("late_cancellations_by_member", "member_id", "cancelled_at"),
        Index("late_cancellations_by_booking", "booking_id"),
    )

    date_id: Mapped[UUID] = mapped_column(ForeignKey("booking_dates.id"), primary_key=True)
    booking_id: Mapped[UUID] = mapped_column(ForeignKey("bookings.id"))
    member_id: Mapped[UUID]
    starts_at: Mapped[datetime] = mapped_column(Instant)
    free_until: Mapped[datetime] = mapped_column(Instant)
    cancelled_at: Mapped[datetime] = mapped_column(Instant)
    reason_code: Mapped[str | None] = mapped_column(Text)
    excused: Mapped[bool] = mapped_column(Boolean)
    excused_reason: Mapped[str | None] = mapped_column(Text)
