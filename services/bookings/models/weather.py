"""Places to go to when it rains, and the calls that made bookings go there."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.bookings.domain.intervals import Interval
from services.bookings.domain.weather import CALL_STATES, FALLBACK_STATES, OUTCOMES, REMEDIES
from services.bookings.models.base import STAFF, Base, one_of
from services.bookings.models.bookings import Booking, BookingDate
from services.bookings.models.places import Space
from shared.database.aggregate import Aggregate, Instant

ONE_FALLBACK = "fallbacks_once_for_a_date"
"""A date has one place to go to."""


class Fallback(Aggregate, Base):
    """The indoor place of an outdoor date: its claim gives way until it is firm."""

    KIND = "fallback"
    __tablename__ = "fallbacks"
    __table_args__ = (
        CheckConstraint(one_of("status", FALLBACK_STATES), name="fallbacks_status_known"),
        Index("fallbacks_by_booking", "booking_id"),
        Index("fallbacks_by_readers", "readers", postgresql_using="gin"),
        Index(
            ONE_FALLBACK,
            "date_id",
            unique=True,
            postgresql_where=text("status IN ('soft', 'firm', 'used')"),
        ),
    )

    booking_id: Mapped[UUID] = mapped_column(ForeignKey("bookings.id"))
    date_id: Mapped[UUID] = mapped_column(ForeignKey("booking_dates.id"))
    space_id: Mapped[UUID] = mapped_column(ForeignKey("spaces.id"))
    member_id: Mapped[UUID]
    host_id: Mapped[UUID]
    status: Mapped[str] = mapped_column(Text)
    firm_at: Mapped[datetime] = mapped_column(Instant)

    space: Mapped[Space] = relationship(lazy="selectin")
    date: Mapped[BookingDate] = relationship(lazy="selectin")

    def who_may_read(self) -> set[str]:
        return {*STAFF, f"member:{self.member_id}", f"host:{self.host_id}"}


class WeatherEffect(Base):
    """What a weather call did to one date, so that it can be undone."""

    __tablename__ = "weather_effects"
    __table_args__ = (
        CheckConstraint(one_of("outcome", OUTCOMES), name="weather_effects_outcome_known"),
        Index("weather_effects_by_date", "date_id"),
    )

    call_id: Mapped[UUID] = mapped_column(ForeignKey("weather_calls.id"), primary_key=True)
    date_id: Mapped[UUID] = mapped_column(ForeignKey("booking_dates.id"), primary_key=True)
    booking_id: Mapped[UUID] = mapped_column(ForeignKey("bookings.id"))
    outcome: Mapped[str] = mapped_column(Text)
    from_space_id: Mapped[UUID] = mapped_column(ForeignKey("spaces.id"))
    to_space_id: Mapped[UUID | None] = mapped_column(ForeignKey("spaces.id"))
    undone: Mapped[bool] = mapped_column(Boolean)

    booking: Mapped[Booking] = relationship(lazy="selectin")
    date: Mapped[BookingDate] = relationship(lazy="selectin")
    from_space: Mapped[Space] = relationship(lazy="selectin", foreign_keys=[from_space_id])
    to_space: Mapped[Space | None] = relationship(lazy="selectin", foreign_keys=[to_space_id])


class WeatherCall(Aggregate, Base):
    """One decision about all outdoor dates of some places in a time of bad weather."""

    KIND = "weather_call"
    __tablename__ = "weather_calls"
    __table_args__ = (
        CheckConstraint(one_of("status", CALL_STATES), name="weather_calls_status_known"),
        CheckConstraint(one_of("remedy", REMEDIES), name="weather_calls_remedy_known"),
        CheckConstraint("starts_at < ends_at", name="weather_calls_end_after_start"),
        Index("weather_calls_by_start", "starts_at", "id"),
        Index("weather_calls_by_readers", "readers", postgresql_using="gin"),
    )

    host_id: Mapped[UUID]
    venue_id: Mapped[UUID | None] = mapped_column(ForeignKey("venues.id"))
    space_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    """The outdoor spaces it is about, parts and wholes included."""
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    remedy: Mapped[str] = mapped_column(Text)
    reason: Mapped[dict[str, str | None] | None] = mapped_column(JSONB(none_as_null=True))
    status: Mapped[str] = mapped_column(Text)

    effects: Mapped[list[WeatherEffect]] = relationship(
        lazy="selectin", order_by=WeatherEffect.date_id
    )

    @property
    def window(self) -> Interval:
        return Interval(self.starts_at, self.ends_at)

    def who_may_read(self) -> set[str]:
        return {*STAFF, f"host:{self.host_id}"}
