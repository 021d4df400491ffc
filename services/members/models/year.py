"""The year of a member: what it contributed, and its report on it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.members.models.base import STAFF, Base
from shared.database.aggregate import Aggregate, Instant

ONE_ROUND_A_YEAR = "report_rounds_one_a_year"


class BookingCopy(Base):
    """Who booked what on a date, kept from bookings: what is not public names nobody at its end."""

    __tablename__ = "booking_copies"

    date_id: Mapped[UUID] = mapped_column(primary_key=True)
    member_id: Mapped[UUID]
    title: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text)
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)


class Contribution(Aggregate, Base):
    """One thing that a member did in a year, with the event it is known from.

    A source counts once of a kind, however often it is told; what turns out not to count stays,
    void with its reason.
    """

    KIND = "contribution"
    __tablename__ = "contributions"
    __table_args__ = (
        UniqueConstraint("source_event_id", name="contributions_once_for_each_event"),
        UniqueConstraint("source", "source_id", "kind", name="contributions_once_for_each_source"),
        CheckConstraint("hours >= 0", name="contributions_hours_not_negative"),
        CheckConstraint("audience >= 0", name="contributions_audience_not_negative"),
        CheckConstraint(
            "year = extract(year FROM happened_on)", name="contributions_in_their_year"
        ),
        Index("contributions_by_member", "member_id", "year"),
        Index("contributions_by_year", "year"),
    )

    member_id: Mapped[UUID] = mapped_column(ForeignKey("members.id"))
    kind: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    happened_on: Mapped[date] = mapped_column(Date)
    year: Mapped[int] = mapped_column(Integer)
    place: Mapped[str | None] = mapped_column(Text)
    hours: Mapped[float | None] = mapped_column(Float)
    audience: Mapped[int | None] = mapped_column(Integer)
    unesco_field: Mapped[str | None] = mapped_column(Text)
    commitment: Mapped[str | None] = mapped_column(Text)
    tagged_by_hand: Mapped[bool] = mapped_column(Boolean)
    """Field and commitment were chosen by a person, so no event changes them."""
    source: Mapped[str] = mapped_column(Text)
    """`booking`, `item`, `activity`, `yearly_report`, or `entered` by an officer."""
    source_id: Mapped[UUID]
    """The booking, item, activity, entry of a report …"""
    source_event_id: Mapped[UUID | None]
    """The event that told it first; null for what was entered here."""
    void_reason: Mapped[str | None] = mapped_column(Text)
    """Why it does not count; null while it does."""

    def who_may_read(self) -> set[str]:
        return {*STAFF, "role:reviewer", "role:decider", f"member:{self.member_id}"}


class ReportRound(Aggregate, Base):
    """When the reports on a year open and are due."""

    KIND = "report_round"
    __tablename__ = "report_rounds"
    __table_args__ = (
        UniqueConstraint("year", name=ONE_ROUND_A_YEAR),
        CheckConstraint("status IN ('scheduled', 'open')", name="report_rounds_known_status"),
        CheckConstraint("opens_on < due_on", name="report_rounds_open_before_they_are_due"),
    )

    year: Mapped[int] = mapped_column(Integer)
    opens_on: Mapped[date] = mapped_column(Date)
    due_on: Mapped[date] = mapped_column(Date)
    status: Mapped[str] = mapped_column(Text)

    def who_may_read(self) -> set[str]:
        return {*STAFF, "role:member", "role:reviewer", "role:decider"}


class YearlyReport(Aggregate, Base):
    """What a member reports on a year; figures are those of its contributions until submitted."""

    KIND = "yearly_report"
    __tablename__ = "yearly_reports"
    __table_args__ = (
        UniqueConstraint("member_id", "year", name="yearly_reports_one_a_year"),
        CheckConstraint(
            "status IN ('due', 'submitted', 'returned', 'accepted', 'waived')",
            name="yearly_reports_known_status",
        ),
        CheckConstraint(
            "status NOT IN ('submitted', 'accepted')"
            " OR (submitted_at IS NOT NULL AND figures IS NOT NULL)",
            name="yearly_reports_submitted_are_whole",
        ),
        Index("yearly_reports_by_year", "year", "status"),
    )

    member_id: Mapped[UUID] = mapped_column(ForeignKey("members.id"))
    member_name: Mapped[str] = mapped_column(Text)
    """As it was when the report opened."""
    year: Mapped[int] = mapped_column(Integer)
    due_on: Mapped[date] = mapped_column(Date)
    status: Mapped[str] = mapped_column(Text)
    texts: Mapped[dict[str, str]] = mapped_column(JSONB)
    """The member's own words: `achievements`, `difficulties`, `proposals`."""
    entries: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    """What it adds: `{id, title, happened_on, place, hours, audience, unesco_field}`."""
    figures: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """What was confirmed; null until it is submitted."""
    submitted_at: Mapped[datetime | None] = mapped_column(Instant)
    submitted_by: Mapped[str | None] = mapped_column(Text)
    received_on: Mapped[date | None] = mapped_column(Date)
    """The day it came on paper; null when the member confirmed it here."""
    return_reason: Mapped[str | None] = mapped_column(Text)
    reminded_on: Mapped[date | None] = mapped_column(Date)

    def who_may_read(self) -> set[str]:
        return {*STAFF, "role:reviewer", "role:decider", f"member:{self.member_id}"}
