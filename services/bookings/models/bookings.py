"""Bookings: one aggregate with one or many dates.

What happens, happens to a date; the booking's own status and span follow from its dates
(`refresh`) and are kept because lists ask for them. Whoever changes a date holds the booking's
lock.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column, query_expression, relationship
from sqlalchemy.orm.attributes import flag_modified

from services.bookings.domain import states
from services.bookings.domain.intervals import Interval
from services.bookings.domain.requesting import Conflict, Wish
from services.bookings.models.base import STAFF, Base, one_of
from services.bookings.models.members import KnownMember
from services.bookings.models.places import Space
from shared.database.aggregate import Aggregate, Instant
from shared.errors import Failure

ONE_REQUEST = "bookings_requested_once"
"""A member asks once for one activity in one space at one time: a second click finds the first."""


class Booking(Aggregate, Base):
    """A member's wish to use a space, once or on several dates, and what became of it."""

    KIND = "booking"
    LOCK_LETS_REFER = True
    __tablename__ = "bookings"
    __table_args__ = (
        CheckConstraint(one_of("status", states.STATES), name="bookings_status_known"),
        CheckConstraint("starts_at < ends_at", name="bookings_end_after_start"),
        Index("bookings_by_space", "space_id", "starts_at"),
        Index("bookings_by_member", "member_id", "starts_at"),
        Index("bookings_by_start", "starts_at", "id"),
        Index("bookings_by_time", text("tstzrange(starts_at, ends_at)"), postgresql_using="gist"),
        Index("bookings_by_status", "status", "starts_at", "id"),
        Index("bookings_by_creation", "created_at", "id"),
        Index("bookings_by_readers", "readers", postgresql_using="gin"),
        Index(
            ONE_REQUEST,
            "member_id",
            "space_id",
            "starts_at",
            "ends_at",
            text("(title ->> 'vi')"),
            unique=True,
            postgresql_where=text("status = 'requested'"),
        ),
    )

    space_id: Mapped[UUID] = mapped_column(ForeignKey("spaces.id"))
    """The space asked for; a date may have been moved to another one since."""
    member_id: Mapped[UUID] = mapped_column(ForeignKey("known_members.id"))
    host_id: Mapped[UUID]
    """Who decides: the venue's host, kept here because it is who may read the booking."""
    requested_by: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    starts_at: Mapped[datetime] = mapped_column(Instant)
    """The first start of all its dates, whatever became of them."""
    ends_at: Mapped[datetime] = mapped_column(Instant)
    """The last end of all its dates."""
    title: Mapped[dict[str, str | None]] = mapped_column(JSONB)
    summary: Mapped[dict[str, str | None] | None] = mapped_column(JSONB(none_as_null=True))
    search: Mapped[str] = mapped_column(Text)
    activity_kind: Mapped[str] = mapped_column(Text)
    expected_audience: Mapped[int | None] = mapped_column(Integer)
    layout: Mapped[str | None] = mapped_column(Text)
    contents: Mapped[list[str]] = mapped_column(ARRAY(Text))
    loudness: Mapped[str | None] = mapped_column(Text)
    public: Mapped[bool] = mapped_column(Boolean)
    recurrence: Mapped[str | None] = mapped_column(Text)
    """The RRULE as it was asked; the dates are what holds."""
    intake_id: Mapped[UUID | None] = mapped_column(ForeignKey("intakes.id"))
    """The version of the place's form that it answers; None when nothing was asked."""
    answers: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    offer_id: Mapped[UUID | None]
    """The offer that was last held for it, so that deciding it needs to look only then."""
    watch_id: Mapped[UUID | None]
    """Its last place in a queue, likewise."""

    equipment: Mapped[dict[str, int] | None] = mapped_column(JSONB(none_as_null=True))
    """How many of which equipment it wants on each date; none is null."""

    space: Mapped[Space] = relationship(lazy="selectin")
    member: Mapped[KnownMember] = relationship(lazy="selectin")
    dates: Mapped[list[BookingDate]] = relationship(
        back_populates="booking",
        lazy="selectin",
        order_by="BookingDate.starts_at, BookingDate.id",
        cascade="all, delete-orphan",
    )
    part_of = cast("UUID | None", None)
    """The act on many bookings that is under way, which tells its members once; not kept."""
    others_claims: Mapped[list[dict[str, str]] | None] = query_expression()
    """Claims of others at its dates, `{date_id, kind, start, end}`; only where a query asks."""

    def refresh(self) -> None:
        """Status and span as its dates have them now; counts as a change of the booking."""
        self.status = states.whole_status(one.status for one in self.dates)
        self.starts_at = min(one.starts_at for one in self.dates)
        self.ends_at = max(one.ends_at for one in self.dates)
        if self.version is not None:
            flag_modified(self, "status")  # so that its version rises whatever changed in a date

    def dates_in(self, *statuses: str) -> list[BookingDate]:
        """Its dates in these states, in order."""
        return [one for one in self.dates if one.status in statuses]

    @property
    def wanted_equipment(self) -> dict[UUID, int]:
        return {UUID(id): count for id, count in (self.equipment or {}).items()}

    @property
    def waited_for(self) -> bool:
        """Something was once held for it, or it stood in a queue: deciding it settles that."""
        return self.offer_id is not None or self.watch_id is not None

    @property
    def leading(self) -> BookingDate:
        """The first date that makes the booking's status: what is said of the whole is its."""
        return next((one for one in self.dates if one.status == self.status), self.dates[0])

    @property
    def standing(self) -> list[BookingDate]:
        """Dates that take or took place, as the public sees it: of a no-show it does not hear."""
        return self.dates_in(states.CONFIRMED, states.COMPLETED, states.NO_SHOW)

    @property
    def known(self) -> list[BookingDate]:
        """Dates that were ever confirmed: what the public has heard of."""
        return [one for one in self.dates if one.confirmed_at is not None]

    def conflicts_of(self, date_id: UUID) -> list[Conflict]:
        """What stands at the time of one date, as far as it was looked up."""
        return [
            Conflict(
                one["kind"],
                Interval(datetime.fromisoformat(one["start"]), datetime.fromisoformat(one["end"])),
            )
            for one in self.others_claims or ()
            if one["date_id"] == str(date_id)
        ]

    @property
    def slot_taken(self) -> bool | None:
        """Whether another claim stands at one of its dates; None where it was not looked up."""
        return None if self.others_claims is None else bool(self.others_claims)

    @property
    def time(self) -> Interval:
        """From the first start to the last end."""
        return Interval(self.starts_at, self.ends_at)

    def who_may_read(self) -> set[str]:
        return {*STAFF, f"member:{self.member_id}", f"host:{self.host_id}"}


class BookingDate(Base):
    """One time of a booking, in its own space, with its own course."""

    __tablename__ = "booking_dates"
    __table_args__ = (
        CheckConstraint(one_of("status", states.STATES), name="booking_dates_status_known"),
        CheckConstraint("starts_at < ends_at", name="booking_dates_end_after_start"),
        Index("booking_dates_by_booking", "booking_id", "starts_at"),
        Index("booking_dates_by_space", "space_id", "ends_at"),
        Index("booking_dates_by_start", "starts_at", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    booking_id: Mapped[UUID] = mapped_column(ForeignKey("bookings.id"))
    space_id: Mapped[UUID] = mapped_column(ForeignKey("spaces.id"))
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    status: Mapped[str] = mapped_column(Text)
    confirmed_at: Mapped[datetime | None] = mapped_column(Instant)
    checked_in_at: Mapped[datetime | None] = mapped_column(Instant)
    reason: Mapped[str | None] = mapped_column(Text)
    reason_code: Mapped[str | None] = mapped_column(Text)
    cancelled_by: Mapped[str | None] = mapped_column(Text)
    calendar_sequence: Mapped[int] = mapped_column(Integer)
    """SEQUENCE of its calendar entry: rises when what a calendar shows changes."""

    booking: Mapped[Booking] = relationship(back_populates="dates", lazy="immediate")
    space: Mapped[Space] = relationship(lazy="selectin")

    failures: Collection[Failure] = ()
    """Why it was not granted, while the act that found out lasts; not kept."""

    @property
    def time(self) -> Interval:
        """Without set-up and clear-up."""
        return Interval(self.starts_at, self.ends_at)

    @property
    def wish(self) -> Wish:
        booking = self.booking
        return Wish(
            self.time,
            booking.activity_kind,
            booking.expected_audience,
            booking.layout,
            tuple(booking.contents),
            booking.loudness,
        )

    @property
    def member_id(self) -> UUID:
        return self.booking.member_id

    @property
    def host_id(self) -> UUID:
        return self.booking.host_id
