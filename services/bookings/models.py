"""Tables of the bookings service. What must never be double is held by `claims`.

`claims_never_overlap` is the guarantee for every door; the locks that use cases take beforehand
only keep a race from turning into deadlocks.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, Index, Integer, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSTZRANGE, ExcludeConstraint, Range
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, query_expression, relationship

from services.bookings.domain.closing import CLOSURE_STATES, SPACE_STATES, WITHDRAWN
from services.bookings.domain.intervals import Interval
from services.bookings.domain.requesting import Conflict, Wish
from services.bookings.domain.states import STATES
from shared.database.aggregate import Aggregate, Instant

ONE_REQUEST = "bookings_requested_once"
"""A member asks once for one activity in one space at one time: a second click finds the first."""
STAFF = frozenset({"role:officer", "role:operator", "role:auditor"})
"""Staff who may see what is not public."""


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


class Base(DeclarativeBase):
    """Base of this service's own tables."""


class KnownMember(Base):
    """This service's copy of a member: enough to know whether it may book."""

    __tablename__ = "known_members"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    status_since: Mapped[date] = mapped_column(Date)


class Venue(Aggregate, Base):
    """An institution or site with spaces, run by one host."""

    KIND = "venue"
    __tablename__ = "venues"
    __table_args__ = (Index("venues_by_name", "sort_key", "id"),)

    name: Mapped[dict[str, str | None]] = mapped_column(JSONB)
    search: Mapped[str] = mapped_column(Text)
    sort_key: Mapped[str] = mapped_column(Text(collation="C"))
    host_id: Mapped[UUID]
    address_line: Mapped[str | None] = mapped_column(Text)
    ward: Mapped[str | None] = mapped_column(Text)

    def who_may_read(self) -> set[str]:
        return {"public"}


class Space(Aggregate, Base):
    """A place that can be booked, a node of its venue's tree.

    `path` is the space itself and all spaces it is a part of, the outermost first.
    """

    KIND = "space"
    __tablename__ = "spaces"
    __table_args__ = (
        CheckConstraint(_one_of("status", SPACE_STATES), name="spaces_status_known"),
        CheckConstraint("capacity > 0", name="spaces_hold_someone"),
        CheckConstraint("setup_minutes >= 0 AND clearup_minutes >= 0", name="spaces_times_whole"),
        Index("spaces_by_venue", "venue_id"),
        Index("spaces_by_parent", "parent_id"),
        Index("spaces_by_path", "path", postgresql_using="gin"),
        Index("spaces_by_name", "sort_key", "id"),
    )

    venue_id: Mapped[UUID] = mapped_column(ForeignKey("venues.id"))
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("spaces.id"))
    path: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    name: Mapped[dict[str, str | None]] = mapped_column(JSONB)
    search: Mapped[str] = mapped_column(Text)
    sort_key: Mapped[str] = mapped_column(Text(collation="C"))
    kind: Mapped[str] = mapped_column(Text)
    capacity: Mapped[int] = mapped_column(Integer)
    indoor: Mapped[bool] = mapped_column(Boolean)
    status: Mapped[str] = mapped_column(Text)
    opening: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB(none_as_null=True))
    setup_minutes: Mapped[int] = mapped_column(Integer)
    clearup_minutes: Mapped[int] = mapped_column(Integer)
    lead_hours: Mapped[int | None] = mapped_column(Integer)
    longest_hours: Mapped[int | None] = mapped_column(Integer)
    refused_kinds: Mapped[list[str]] = mapped_column(ARRAY(Text))
    check_in_minutes: Mapped[int] = mapped_column(Integer)

    venue: Mapped[Venue] = relationship(lazy="selectin")
    parent: Mapped[Space | None] = relationship(
        lazy="selectin", remote_side="Space.id", join_depth=1
    )
    open_parts: Mapped[int | None] = query_expression()
    """How many offered parts it has; only where a query asks for it."""
    claims_ahead: Mapped[int | None] = query_expression()
    """How many bookings and closures hold it, or a whole of it, from now on; likewise."""

    @property
    def setup(self) -> timedelta:
        return timedelta(minutes=self.setup_minutes)

    @property
    def clearup(self) -> timedelta:
        return timedelta(minutes=self.clearup_minutes)

    @property
    def withdrawn(self) -> bool:
        return self.status == WITHDRAWN

    def who_may_read(self) -> set[str]:
        return {"public"}


class Booking(Aggregate, Base):
    """A member's wish to use a space, and what became of it."""

    KIND = "booking"
    __tablename__ = "bookings"
    __table_args__ = (
        CheckConstraint(_one_of("status", STATES), name="bookings_status_known"),
        CheckConstraint("starts_at < ends_at", name="bookings_end_after_start"),
        Index("bookings_by_space", "space_id", "starts_at"),
        Index("bookings_by_member", "member_id", "starts_at"),
        Index("bookings_by_start", "starts_at", "id"),
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
    member_id: Mapped[UUID] = mapped_column(ForeignKey("known_members.id"))
    host_id: Mapped[UUID]
    """Who decides: the venue's host, kept here because it is who may read the booking."""
    requested_by: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    title: Mapped[dict[str, str | None]] = mapped_column(JSONB)
    summary: Mapped[dict[str, str | None] | None] = mapped_column(JSONB(none_as_null=True))
    search: Mapped[str] = mapped_column(Text)
    activity_kind: Mapped[str] = mapped_column(Text)
    expected_audience: Mapped[int | None] = mapped_column(Integer)
    public: Mapped[bool] = mapped_column(Boolean)
    confirmed_at: Mapped[datetime | None] = mapped_column(Instant)
    checked_in_at: Mapped[datetime | None] = mapped_column(Instant)
    reason: Mapped[str | None] = mapped_column(Text)
    reason_code: Mapped[str | None] = mapped_column(Text)
    cancelled_by: Mapped[str | None] = mapped_column(Text)
    calendar_sequence: Mapped[int] = mapped_column(Integer)
    """SEQUENCE of its calendar entry: rises when what a calendar shows changes."""

    space: Mapped[Space] = relationship(lazy="selectin")
    member: Mapped[KnownMember] = relationship(lazy="selectin")
    others_claims: Mapped[list[dict[str, str]] | None] = query_expression()
    """Claims of others at its time, `{kind, start, end}`; only where a query asks for them."""

    @property
    def conflicts(self) -> list[Conflict]:
        """What stands at its time, as far as it was looked up."""
        return [
            Conflict(
                one["kind"],
                Interval(datetime.fromisoformat(one["start"]), datetime.fromisoformat(one["end"])),
            )
            for one in self.others_claims or ()
        ]

    @property
    def slot_taken(self) -> bool | None:
        """Whether another claim stands at its time; None where it was not looked up."""
        return None if self.others_claims is None else bool(self.others_claims)

    @property
    def time(self) -> Interval:
        return Interval(self.starts_at, self.ends_at)

    @property
    def wish(self) -> Wish:
        return Wish(self.time, self.activity_kind, self.expected_audience)

    def who_may_read(self) -> set[str]:
        return {*STAFF, f"member:{self.member_id}", f"host:{self.host_id}"}


class Closure(Aggregate, Base):
    """A time in which a space is closed; it displaces what was confirmed."""

    KIND = "closure"
    __tablename__ = "closures"
    __table_args__ = (
        CheckConstraint(_one_of("status", CLOSURE_STATES), name="closures_status_known"),
        CheckConstraint("starts_at < ends_at", name="closures_end_after_start"),
        Index("closures_by_space", "space_id", "starts_at"),
    )

    space_id: Mapped[UUID] = mapped_column(ForeignKey("spaces.id"))
    host_id: Mapped[UUID]
    status: Mapped[str] = mapped_column(Text)
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    reason: Mapped[dict[str, str | None] | None] = mapped_column(JSONB(none_as_null=True))
    reason_code: Mapped[str | None] = mapped_column(Text)
    displaced_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    """Bookings that it displaced and that have not been restored."""

    space: Mapped[Space] = relationship(lazy="selectin")

    @property
    def time(self) -> Interval:
        return Interval(self.starts_at, self.ends_at)

    def who_may_read(self) -> set[str]:
        return {*STAFF, f"host:{self.host_id}"}


class Claim(Base):
    """A leaf space is taken for a time, set-up and clear-up included.

    `whole_id` is the space that was booked or closed, of which the leaf is a part.
    """

    __tablename__ = "claims"
    __table_args__ = (
        ExcludeConstraint(
            ("space_id", "="), ("during", "&&"), name="claims_never_overlap", using="gist"
        ),
        CheckConstraint(
            "lower_inc(during) AND NOT upper_inc(during) AND NOT isempty(during)"
            " AND NOT lower_inf(during) AND NOT upper_inf(during)",
            name="claims_half_open",
        ),
        CheckConstraint("num_nonnulls(booking_id, closure_id) = 1", name="claims_one_owner"),
        CheckConstraint("kind IN ('booking', 'closure')", name="claims_kind_known"),
        Index("claims_by_time", "during", postgresql_using="gist"),
        Index("claims_by_booking", "booking_id"),
        Index("claims_by_closure", "closure_id"),
        Index("claims_by_whole", "whole_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    space_id: Mapped[UUID] = mapped_column(ForeignKey("spaces.id"))
    whole_id: Mapped[UUID] = mapped_column(ForeignKey("spaces.id"))
    booking_id: Mapped[UUID | None] = mapped_column(ForeignKey("bookings.id"))
    closure_id: Mapped[UUID | None] = mapped_column(ForeignKey("closures.id"))
    kind: Mapped[str] = mapped_column(Text)
    during: Mapped[Range[datetime]] = mapped_column(TSTZRANGE)
