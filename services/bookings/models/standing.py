"""A member's conduct as marks, and the worklists that a change of its standing opens."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.bookings.domain.standing_cases import CASE_STATES, OUTCOMES, UNDECIDED
from services.bookings.models.base import STAFF, Base, one_of
from services.bookings.models.bookings import Booking, BookingDate
from services.bookings.models.members import KnownMember
from shared.database.aggregate import Aggregate, Instant

ONE_CASE = "standing_cases_one_for_each_member"


class ConductMark(Aggregate, Base):
    """A no-show or late cancellation that counts against a member, until it is declared void."""

    KIND = "conduct_mark"
    __tablename__ = "conduct_marks"
    __table_args__ = (
        UniqueConstraint("date_id", "kind", name="conduct_marks_once"),
        CheckConstraint("points >= 0", name="conduct_marks_points_not_negative"),
        CheckConstraint(
            "(voided_at IS NULL) = (void_reason IS NULL)", name="conduct_marks_void_with_reason"
        ),
        Index("conduct_marks_by_member", "member_id", "noted_at"),
        Index("conduct_marks_by_readers", "readers", postgresql_using="gin"),
    )

    member_id: Mapped[UUID] = mapped_column(ForeignKey("known_members.id"))
    host_id: Mapped[UUID]
    booking_id: Mapped[UUID] = mapped_column(ForeignKey("bookings.id"))
    date_id: Mapped[UUID] = mapped_column(ForeignKey("booking_dates.id"))
    kind: Mapped[str] = mapped_column(Text)
    points: Mapped[int] = mapped_column(Integer)
    """As the rules said when it was noted."""
    noted_at: Mapped[datetime] = mapped_column(Instant)
    void_reason: Mapped[str | None] = mapped_column(Text)
    voided_at: Mapped[datetime | None] = mapped_column(Instant)

    member: Mapped[KnownMember] = relationship(lazy="selectin")

    def who_may_read(self) -> set[str]:
        return {*STAFF, f"member:{self.member_id}", f"host:{self.host_id}"}


class StandingCase(Aggregate, Base):
    """The future dates of a member that is suspended or gone, to be kept or cancelled."""

    KIND = "standing_case"
    __tablename__ = "standing_cases"
    __table_args__ = (
        CheckConstraint(one_of("status", CASE_STATES), name="standing_cases_status_known"),
        Index(
            ONE_CASE,
            "member_id",
            unique=True,
            postgresql_where=text("status <> 'ended'"),
        ),
        Index("standing_cases_by_deadline", "decide_by", "id"),
        Index("standing_cases_by_readers", "readers", postgresql_using="gin"),
    )

    member_id: Mapped[UUID] = mapped_column(ForeignKey("known_members.id"))
    standing: Mapped[str] = mapped_column(Text)
    """Status code of the member that opened it, or changed since."""
    status: Mapped[str] = mapped_column(Text)
    decide_by: Mapped[datetime] = mapped_column(Instant)
    keeps_begun: Mapped[bool] = mapped_column(Boolean)
    """What silence means for a date that starts before `decide_by`."""
    ended_at: Mapped[datetime | None] = mapped_column(Instant)

    member: Mapped[KnownMember] = relationship(lazy="selectin")
    entries: Mapped[list[StandingEntry]] = relationship(
        lazy="selectin", order_by="StandingEntry.id", cascade="all, delete-orphan"
    )

    @property
    def undecided(self) -> list[StandingEntry]:
        return [one for one in self.entries if one.outcome == UNDECIDED]

    def who_may_read(self) -> set[str]:
        hosts = {f"host:{one.host_id}" for one in self.entries}
        return {*STAFF, f"member:{self.member_id}", *hosts}


class StandingEntry(Base):
    """One date on the worklist, and what became of it."""

    __tablename__ = "standing_entries"
    __table_args__ = (
        UniqueConstraint("case_id", "date_id", name="standing_entries_once"),
        CheckConstraint(one_of("outcome", OUTCOMES), name="standing_entries_outcome_known"),
        Index("standing_entries_by_date", "date_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("standing_cases.id"))
    booking_id: Mapped[UUID] = mapped_column(ForeignKey("bookings.id"))
    date_id: Mapped[UUID] = mapped_column(ForeignKey("booking_dates.id"))
    host_id: Mapped[UUID]
    was: Mapped[str] = mapped_column(Text)
    """State of the date when it came on the list: what a reinstatement gives back."""
    outcome: Mapped[str] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    reason_code: Mapped[str | None] = mapped_column(Text)
    """Why it was lost: the code of the first rule that failed."""
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    decided_by: Mapped[str | None] = mapped_column(Text)

    booking: Mapped[Booking] = relationship(lazy="selectin")
    date: Mapped[BookingDate] = relationship(lazy="selectin")
