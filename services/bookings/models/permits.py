"""Permits of a booking's activity: the answers, the steps that follow, papers, the thread.

What is needed and until when is computed from the answers and the rules in force; a row keeps only
what people did. Whoever changes any of it holds the booking's lock, then the permit's.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.bookings.domain.permit_steps import STEP_STATES
from services.bookings.models.base import Base, one_of
from services.bookings.models.bookings import Booking
from shared.database.aggregate import Aggregate, Instant
from shared.files.scan_status import SCAN_STATUS

PERMIT_STATES = ("open", "completed")


class Permit(Aggregate, Base):
    """The way of one booking's activity to its permits."""

    KIND = "permit"
    __tablename__ = "permits"
    __table_args__ = (
        UniqueConstraint("booking_id", name="permits_one_for_booking"),
        CheckConstraint(one_of("status", PERMIT_STATES), name="permits_status_known"),
        CheckConstraint(
            "(status = 'completed') = (completed_at IS NOT NULL)", name="permits_completed_once"
        ),
        Index("permits_by_next_due", "next_due_on", "id"),
        Index("permits_by_readers", "readers", postgresql_using="gin"),
    )

    booking_id: Mapped[UUID] = mapped_column(ForeignKey("bookings.id"))
    status: Mapped[str] = mapped_column(Text)
    answers: Mapped[dict[str, Any]] = mapped_column(JSONB)
    """Question code → answer, only what somebody answered."""
    completed_at: Mapped[datetime | None] = mapped_column(Instant)
    next_due_on: Mapped[date | None] = mapped_column(Date)
    """The earliest latest day of its steps still to be filed; for the officers' list."""

    booking: Mapped[Booking] = relationship(lazy="selectin")
    steps: Mapped[list[PermitStep]] = relationship(
        lazy="selectin", order_by="PermitStep.id", cascade="all, delete-orphan"
    )

    def step(self, procedure: str) -> PermitStep | None:
        return next((one for one in self.steps if one.procedure == procedure), None)

    def who_may_read(self) -> set[str]:
        return self.booking.who_may_read()


class PermitStep(Base):
    """One procedure of a permit: what was filed, what came back."""

    __tablename__ = "permit_steps"
    __table_args__ = (
        UniqueConstraint("permit_id", "procedure", name="permit_steps_once"),
        CheckConstraint(one_of("status", STEP_STATES), name="permit_steps_status_known"),
        CheckConstraint(
            "status NOT IN ('filed', 'supplement_asked', 'granted', 'refused', 'consented')"
            " OR (filed_on IS NOT NULL AND rule_from IS NOT NULL)",
            name="permit_steps_filed_have_day",
        ),
        CheckConstraint("replied_on >= filed_on", name="permit_steps_reply_after_filing"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    permit_id: Mapped[UUID] = mapped_column(ForeignKey("permits.id"))
    procedure: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    rule_from: Mapped[date | None] = mapped_column(Date)
    """Which version of the procedure it was filed under, by the first day of that version."""
    filed_on: Mapped[date | None] = mapped_column(Date)
    reply_by: Mapped[date | None] = mapped_column(Date)
    """The last day of the receiver's term; null where none is known."""
    replied_on: Mapped[date | None] = mapped_column(Date)
    reference: Mapped[str | None] = mapped_column(Text)
    """Number that the receiver gave it."""
    note: Mapped[str | None] = mapped_column(Text)
    """What the receiver wrote, or why an officer waived it."""
    told_stage: Mapped[str | None] = mapped_column(Text)
    """The last stage that was called to mind, for `told_for`."""
    told_for: Mapped[date | None] = mapped_column(Date)

    receipts: Mapped[list[PermitReceipt]] = relationship(
        lazy="selectin", order_by="PermitReceipt.id", cascade="all, delete-orphan"
    )


class PermitReceipt(Base):
    """A paper of a step, sent in: what was filed, the receipt, the reply."""

    __tablename__ = "permit_receipts"
    __table_args__ = (
        CheckConstraint(
            one_of("scan_status", tuple(SCAN_STATUS)), name="permit_receipts_scan_status_known"
        ),
        Index("permit_receipts_by_step", "step_id"),
        Index("permit_receipts_by_file", "sha256"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    step_id: Mapped[UUID] = mapped_column(ForeignKey("permit_steps.id"))
    kind: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(Integer)
    file_name: Mapped[str | None] = mapped_column(Text)
    pages: Mapped[int | None] = mapped_column(Integer)
    scan_status: Mapped[str] = mapped_column(Text)
    scanned_at: Mapped[datetime | None] = mapped_column(Instant)
    uploaded_by: Mapped[str] = mapped_column(Text)
    """Issuer and subject."""
    uploaded_at: Mapped[datetime] = mapped_column(Instant)


class PermitMessage(Base):
    """One message between the member and the officers who help with the procedures."""

    __tablename__ = "permit_messages"
    __table_args__ = (Index("permit_messages_by_permit", "permit_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    permit_id: Mapped[UUID] = mapped_column(ForeignKey("permits.id"))
    procedure: Mapped[str | None] = mapped_column(Text)
    """What it is about; null: the whole."""
    side: Mapped[str] = mapped_column(Text)
    """`member` or `officer`."""
    author: Mapped[str] = mapped_column(Text)
    """Issuer and subject."""
    body: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime] = mapped_column(Instant)
