"""Waiting for time that is taken, and time that is held for whoever's turn it is.

What is held is held by claims of the kind `offer`; these rows say for whom and until when.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.bookings.domain.intervals import Interval
from services.bookings.domain.requesting import Wish
from services.bookings.domain.waiting import OFFER_STATES, ORIGINS, WATCH_STATES
from services.bookings.models.base import STAFF, Base, one_of
from services.bookings.models.bookings import Booking
from services.bookings.models.members import KnownMember
from services.bookings.models.places import Space
from shared.database.aggregate import Aggregate, Instant

ONE_PLACE_IN_QUEUE = "watches_once_for_a_booking"
"""A booking stands in the queue once."""


class Watch(Aggregate, Base):
    """A member waits: for certain slots, all or none of them, or for any time in a window.

    With a booking it is that booking's place in the queue, which its host gave it.
    """

    KIND = "watch"
    __tablename__ = "watches"
    __table_args__ = (
        CheckConstraint(one_of("status", WATCH_STATES), name="watches_status_known"),
        CheckConstraint("starts_at < ends_at", name="watches_end_after_start"),
        CheckConstraint(
            "num_nonnulls(slots, length_minutes) = 1", name="watches_for_slots_or_a_length"
        ),
        CheckConstraint("lapses >= 0", name="watches_lapses_counted"),
        Index("watches_in_order", "since", "id", postgresql_where=text("status = 'waiting'")),
        Index("watches_by_member", "member_id", "status"),
        Index("watches_by_readers", "readers", postgresql_using="gin"),
        Index(
            ONE_PLACE_IN_QUEUE,
            "booking_id",
            unique=True,
            postgresql_where=text("status IN ('waiting', 'offered')"),
        ),
    )

    member_id: Mapped[UUID] = mapped_column(ForeignKey("known_members.id"))
    host_id: Mapped[UUID | None]
    """Who decides about the space, when it is a certain one."""
    booking_id: Mapped[UUID | None] = mapped_column(ForeignKey("bookings.id"))
    space_id: Mapped[UUID | None] = mapped_column(ForeignKey("spaces.id"))
    venue_id: Mapped[UUID | None] = mapped_column(ForeignKey("venues.id"))
    kind: Mapped[str | None] = mapped_column(Text)
    ward: Mapped[str | None] = mapped_column(Text)
    capacity: Mapped[int | None] = mapped_column(Integer)
    indoor: Mapped[bool | None] = mapped_column(Boolean)
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    """With `starts_at` the window, or what the slots span."""
    length_minutes: Mapped[int | None] = mapped_column(Integer)
    slots: Mapped[list[dict[str, str]] | None] = mapped_column(JSONB(none_as_null=True))
    since: Mapped[datetime] = mapped_column(Instant)
    """Its place in the queue: when the member first asked."""
    lapses: Mapped[int] = mapped_column(Integer)
    requested_by: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    title: Mapped[dict[str, str | None]] = mapped_column(JSONB)
    summary: Mapped[dict[str, str | None] | None] = mapped_column(JSONB(none_as_null=True))
    activity_kind: Mapped[str] = mapped_column(Text)
    expected_audience: Mapped[int | None] = mapped_column(Integer)
    layout: Mapped[str | None] = mapped_column(Text)
    contents: Mapped[list[str]] = mapped_column(ARRAY(Text))
    loudness: Mapped[str | None] = mapped_column(Text)
    public: Mapped[bool] = mapped_column(Boolean)

    member: Mapped[KnownMember] = relationship(lazy="selectin")
    space: Mapped[Space | None] = relationship(lazy="selectin")

    @property
    def window(self) -> Interval:
        return Interval(self.starts_at, self.ends_at)

    @property
    def length(self) -> timedelta | None:
        minutes = self.length_minutes
        return None if minutes is None else timedelta(minutes=minutes)

    @property
    def times(self) -> list[Interval]:
        """The slots it waits for, all or none; empty for a wish."""
        return [
            Interval(
                datetime.fromisoformat(one["starts_at"]), datetime.fromisoformat(one["ends_at"])
            )
            for one in self.slots or ()
        ]

    def wish(self, time: Interval) -> Wish:
        """What a place is asked for at one of its times."""
        return Wish(
            time,
            self.activity_kind,
            self.expected_audience,
            self.layout,
            tuple(self.contents),
            self.loudness,
        )

    def who_may_read(self) -> set[str]:
        host = {f"host:{self.host_id}"} if self.host_id else set()
        return {*STAFF, f"member:{self.member_id}", *host}


class OfferTime(Base):
    """One time of an offer, in its place; of a booking's offer also for which of its dates."""

    __tablename__ = "offer_times"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="offer_times_end_after_start"),
        Index("offer_times_by_offer", "offer_id", "starts_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    offer_id: Mapped[UUID] = mapped_column(ForeignKey("offers.id"))
    space_id: Mapped[UUID] = mapped_column(ForeignKey("spaces.id"))
    date_id: Mapped[UUID | None] = mapped_column(ForeignKey("booking_dates.id"))
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)

    space: Mapped[Space] = relationship(lazy="selectin")

    @property
    def time(self) -> Interval:
        return Interval(self.starts_at, self.ends_at)


class Offer(Aggregate, Base):
    """Time held for one member until it answers: all of its times, or none."""

    KIND = "offer"
    __tablename__ = "offers"
    __table_args__ = (
        CheckConstraint(one_of("status", OFFER_STATES), name="offers_status_known"),
        CheckConstraint(one_of("origin", ORIGINS), name="offers_origin_known"),
        CheckConstraint("expires_at <= starts_at", name="offers_never_after_the_start"),
        Index("offers_by_watch", "watch_id"),
        Index("offers_by_booking", "booking_id"),
        Index("offers_by_readers", "readers", postgresql_using="gin"),
    )

    watch_id: Mapped[UUID | None] = mapped_column(ForeignKey("watches.id"))
    booking_id: Mapped[UUID | None] = mapped_column(ForeignKey("bookings.id"))
    """The booking it is for, or that its acceptance made; null before."""
    member_id: Mapped[UUID] = mapped_column(ForeignKey("known_members.id"))
    host_id: Mapped[UUID]
    origin: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    starts_at: Mapped[datetime] = mapped_column(Instant)
    """The first start of its times."""
    expires_at: Mapped[datetime] = mapped_column(Instant)
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    title: Mapped[dict[str, str | None]] = mapped_column(JSONB)
    public: Mapped[bool] = mapped_column(Boolean)
    reason: Mapped[str | None] = mapped_column(Text)
    """What the host says with it, to the member."""
    equipment: Mapped[dict[str, int] | None] = mapped_column(JSONB(none_as_null=True))
    """How many of which equipment are held at each of its times."""

    times: Mapped[list[OfferTime]] = relationship(
        lazy="selectin", order_by=(OfferTime.starts_at, OfferTime.id)
    )
    member: Mapped[KnownMember] = relationship(lazy="selectin")
    watch: Mapped[Watch | None] = relationship(lazy="selectin")
    booking: Mapped[Booking | None] = relationship(lazy="selectin", foreign_keys=[booking_id])

    @property
    def held_equipment(self) -> dict[UUID, int]:
        return {UUID(id): count for id, count in (self.equipment or {}).items()}

    def who_may_read(self) -> set[str]:
        return {*STAFF, f"member:{self.member_id}", f"host:{self.host_id}"}


def written(slots: list[Interval]) -> list[dict[str, Any]]:
    """Slots as the column keeps them."""
    return [
        {"starts_at": one.start.isoformat(), "ends_at": one.end.isoformat()}
        for one in sorted(slots)
    ]
