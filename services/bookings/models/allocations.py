"""Allocation rounds: the wishes of a season, the plan made of them, and what was confirmed."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.bookings.domain.allocations import ROUND_STATES, WISH_STATES
from services.bookings.domain.intervals import Interval
from services.bookings.domain.requesting import Wish
from services.bookings.models.base import STAFF, Base, one_of
from services.bookings.models.fair_share import Season
from services.bookings.models.members import KnownMember
from services.bookings.models.places import Space
from shared.database.aggregate import Aggregate, Instant


class AllocationRound(Aggregate, Base):
    """A time for wishes, and the plan that is made of them for some venues in one season."""

    KIND = "allocation_round"
    __tablename__ = "allocation_rounds"
    __table_args__ = (
        CheckConstraint(one_of("status", ROUND_STATES), name="allocation_rounds_status_known"),
        CheckConstraint("opens_at < closes_at", name="allocation_rounds_close_after_opening"),
        CheckConstraint("cardinality(venue_ids) > 0", name="allocation_rounds_have_venues"),
        Index("allocation_rounds_by_season", "season_id"),
    )

    season_id: Mapped[UUID] = mapped_column(ForeignKey("seasons.id"))
    name: Mapped[dict[str, str | None]] = mapped_column(JSONB)
    venue_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    host_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    """Who decides about these venues."""
    opens_at: Mapped[datetime] = mapped_column(Instant)
    closes_at: Mapped[datetime] = mapped_column(Instant)
    status: Mapped[str] = mapped_column(Text)
    proposal: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """How the last plan was made: rules, members' weights, digests of what went in and came out."""
    reason: Mapped[str | None] = mapped_column(Text)
    """Why it was cancelled."""

    season: Mapped[Season] = relationship(lazy="selectin")

    def who_may_read(self) -> set[str]:
        return {"public"}


class AllocationWish(Aggregate, Base):
    """What a member wishes for in a round: one activity, its times and spaces in order."""

    KIND = "allocation_wish"
    __tablename__ = "allocation_wishes"
    __table_args__ = (
        CheckConstraint(one_of("status", WISH_STATES), name="allocation_wishes_status_known"),
        CheckConstraint("1 <= least AND least <= wanted", name="allocation_wishes_least_of_wanted"),
        Index("allocation_wishes_by_round", "round_id", "member_id"),
        Index("allocation_wishes_by_member", "member_id"),
        Index("allocation_wishes_by_readers", "readers", postgresql_using="gin"),
    )

    round_id: Mapped[UUID] = mapped_column(ForeignKey("allocation_rounds.id"))
    member_id: Mapped[UUID] = mapped_column(ForeignKey("known_members.id"))
    host_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    """The hosts of the round, kept here because they may read it."""
    requested_by: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    rank: Mapped[int] = mapped_column(Integer)
    """Its place among the member's own wishes; 1 is the most wanted."""
    wanted: Mapped[int] = mapped_column(Integer)
    """So many of its times."""
    least: Mapped[int] = mapped_column(Integer)
    """Fewer are of no use."""
    times: Mapped[list[dict[str, str]]] = mapped_column(JSONB)
    """`{starts_at, ends_at}`, the most wanted first, without set-up and clear-up."""
    space_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    """The most wanted first."""
    title: Mapped[dict[str, str | None]] = mapped_column(JSONB)
    summary: Mapped[dict[str, str | None] | None] = mapped_column(JSONB(none_as_null=True))
    activity_kind: Mapped[str] = mapped_column(Text)
    expected_audience: Mapped[int | None] = mapped_column(Integer)
    public: Mapped[bool] = mapped_column(Boolean)
    by_hand: Mapped[bool] = mapped_column(Boolean)
    """A person set its places; a new plan leaves them as they are."""
    hand_reason: Mapped[str | None] = mapped_column(Text)
    why_not: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    """Why it was not given what it did not get, option by option."""
    seconds_asked: Mapped[int] = mapped_column(Integer)
    """Of its most wanted times, as many as wanted."""
    seconds_booked: Mapped[int] = mapped_column(Integer)
    """Of what became bookings, which the ledger counts by themselves."""

    round: Mapped[AllocationRound] = relationship(lazy="selectin")
    member: Mapped[KnownMember] = relationship(lazy="selectin")
    places: Mapped[list[AllocationPlace]] = relationship(
        back_populates="wish",
        lazy="selectin",
        order_by="AllocationPlace.starts_at, AllocationPlace.id",
        cascade="all, delete-orphan",
    )

    @property
    def intervals(self) -> list[Interval]:
        return [read_time(one) for one in self.times]

    def use_of(self, time: Interval) -> Wish:
        """What a space is asked for at one of its times."""
        return Wish(time, self.activity_kind, self.expected_audience)

    def who_may_read(self) -> set[str]:
        return {*STAFF, f"member:{self.member_id}", *(f"host:{id}" for id in self.host_ids)}


class AllocationPlace(Base):
    """A time in a space that the plan gives to a wish; it holds nothing until it is confirmed."""

    __tablename__ = "allocation_places"
    __table_args__ = (
        UniqueConstraint("wish_id", "starts_at", name="allocation_places_once"),
        CheckConstraint("starts_at < ends_at", name="allocation_places_end_after_start"),
        Index("allocation_places_by_booking", "booking_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    wish_id: Mapped[UUID] = mapped_column(ForeignKey("allocation_wishes.id"))
    space_id: Mapped[UUID] = mapped_column(ForeignKey("spaces.id"))
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    turn: Mapped[int | None] = mapped_column(Integer)
    """In which turn of the plan it was given; null by hand."""
    share: Mapped[float | None]
    """The member's hours by weight when its turn came; null by hand."""
    moved: Mapped[bool] = mapped_column(Boolean)
    """It went to a later preference so that another wish could be placed as well."""
    booking_id: Mapped[UUID | None] = mapped_column(ForeignKey("bookings.id"))

    wish: Mapped[AllocationWish] = relationship(back_populates="places")
    space: Mapped[Space] = relationship(lazy="selectin")

    @property
    def time(self) -> Interval:
        return Interval(self.starts_at, self.ends_at)


def write_time(time: Interval) -> dict[str, str]:
    """As `times` keeps it."""
    return {"starts_at": time.start.isoformat(), "ends_at": time.end.isoformat()}


def read_time(kept: dict[str, str]) -> Interval:
    return Interval(
        datetime.fromisoformat(kept["starts_at"]), datetime.fromisoformat(kept["ends_at"])
    )
