"""After an activity: the report on one date, with its photos, damages and evaluations."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.bookings.domain.after import REPORT_STATES, SIDES
from services.bookings.models.base import STAFF, Base, one_of
from services.bookings.models.bookings import Booking, BookingDate
from services.bookings.models.members import KnownMember
from shared.database.aggregate import Aggregate, Instant

ONE_REPORT = "activity_reports_one_a_date"
ONE_EVALUATION = "evaluations_one_a_side"


class ActivityReport(Aggregate, Base):
    """What became of one date: who came, what was damaged, what each side says of the other.

    Host and times are those of the day; the member too, unless it merges while it may still tell.
    """

    KIND = "activity_report"
    __tablename__ = "activity_reports"
    __table_args__ = (
        UniqueConstraint("date_id", name=ONE_REPORT),
        CheckConstraint(one_of("status", REPORT_STATES), name="activity_reports_status_known"),
        CheckConstraint(
            "audience_counted >= 0 AND audience_reported >= 0",
            name="activity_reports_audience_not_negative",
        ),
        CheckConstraint(
            "status <> 'submitted' OR submitted_at IS NOT NULL",
            name="activity_reports_submitted_once",
        ),
        Index("activity_reports_by_member", "member_id", "starts_at"),
        Index("activity_reports_by_start", "starts_at", "id"),
        Index("activity_reports_by_booking", "booking_id"),
        Index("activity_reports_by_readers", "readers", postgresql_using="gin"),
    )

    booking_id: Mapped[UUID] = mapped_column(ForeignKey("bookings.id"))
    date_id: Mapped[UUID] = mapped_column(ForeignKey("booking_dates.id"))
    member_id: Mapped[UUID] = mapped_column(ForeignKey("known_members.id"))
    host_id: Mapped[UUID]
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime] = mapped_column(Instant)
    """Handed in later it is late."""
    correct_until: Mapped[datetime] = mapped_column(Instant)
    evaluate_until: Mapped[datetime] = mapped_column(Instant)
    status: Mapped[str] = mapped_column(Text)
    summary: Mapped[str | None] = mapped_column(Text)
    """What the member tells, in its own words."""
    audience_reported: Mapped[int | None] = mapped_column(Integer)
    """How many came, as the member says."""
    audience_counted: Mapped[int | None] = mapped_column(Integer)
    """How many came, as the host counted at the door; goes before what the member says."""
    submitted_at: Mapped[datetime | None] = mapped_column(Instant)
    submitted_by: Mapped[str | None] = mapped_column(Text)

    member: Mapped[KnownMember] = relationship(lazy="selectin")
    booking: Mapped[Booking] = relationship(lazy="selectin")
    date: Mapped[BookingDate] = relationship(lazy="selectin")
    photos: Mapped[list[ReportPhoto]] = relationship(
        lazy="selectin", order_by="ReportPhoto.id", cascade="all, delete-orphan"
    )
    damages: Mapped[list[Damage]] = relationship(
        lazy="selectin", order_by="Damage.id", cascade="all, delete-orphan"
    )
    evaluations: Mapped[list[Evaluation]] = relationship(
        lazy="selectin", order_by="Evaluation.side", cascade="all, delete-orphan"
    )

    @property
    def audience(self) -> int | None:
        """How many came: counted at the door, else as reported."""
        return self.audience_reported if self.audience_counted is None else self.audience_counted

    @property
    def sides_given(self) -> set[str]:
        return {one.side for one in self.evaluations}

    def who_may_read(self) -> set[str]:
        return {*STAFF, f"member:{self.member_id}", f"host:{self.host_id}"}


class ReportPhoto(Base):
    """A photo of a report; its bytes carry no EXIF any more."""

    __tablename__ = "report_photos"
    __table_args__ = (
        UniqueConstraint("report_id", "sha256", name="report_photos_once"),
        Index("report_photos_by_file", "sha256"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    report_id: Mapped[UUID] = mapped_column(ForeignKey("activity_reports.id"))
    sha256: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(Integer)
    caption: Mapped[str | None] = mapped_column(Text)
    scan_status: Mapped[str] = mapped_column(Text)
    uploaded_at: Mapped[datetime] = mapped_column(Instant)
    uploaded_by: Mapped[str] = mapped_column(Text)


class Damage(Base):
    """Something that was broken or soiled, with what the member says to it."""

    __tablename__ = "damages"
    __table_args__ = (Index("damages_by_report", "report_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    report_id: Mapped[UUID] = mapped_column(ForeignKey("activity_reports.id"))
    severity: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text)
    noted_at: Mapped[datetime] = mapped_column(Instant)
    noted_by: Mapped[str] = mapped_column(Text)
    reply: Mapped[str | None] = mapped_column(Text)
    replied_at: Mapped[datetime | None] = mapped_column(Instant)
    replied_by: Mapped[str | None] = mapped_column(Text)
    settlement: Mapped[str | None] = mapped_column(Text)
    settled_at: Mapped[datetime | None] = mapped_column(Instant)


class Evaluation(Base):
    """What host or member says of the other: marks from 1, each with its criterion."""

    __tablename__ = "evaluations"
    __table_args__ = (
        UniqueConstraint("report_id", "side", name=ONE_EVALUATION),
        CheckConstraint(one_of("side", SIDES), name="evaluations_side_known"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    report_id: Mapped[UUID] = mapped_column(ForeignKey("activity_reports.id"))
    side: Mapped[str] = mapped_column(Text)
    scores: Mapped[dict[str, int]] = mapped_column(JSONB)
    comment: Mapped[str | None] = mapped_column(Text)
    given_at: Mapped[datetime] = mapped_column(Instant)
    given_by: Mapped[str] = mapped_column(Text)


class CheckInKey(Base):
    """A secret that signs the codes at the door; the newest signs, all are accepted.

    It never leaves this database: to retire it is to delete its row.
    """

    __tablename__ = "check_in_keys"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(Instant)
