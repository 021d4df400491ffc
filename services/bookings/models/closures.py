"""Closures of spaces."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.bookings.domain.closing import CLOSURE_STATES
from services.bookings.domain.intervals import Interval
from services.bookings.models.base import STAFF, Base, one_of
from services.bookings.models.places import Space
from shared.database.aggregate import Aggregate, Instant


class Closure(Aggregate, Base):
    """A time in which a space is closed; it displaces what was confirmed."""

    KIND = "closure"
    __tablename__ = "closures"
    __table_args__ = (
        CheckConstraint(one_of("status", CLOSURE_STATES), name="closures_status_known"),
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
    displaced_date_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    """Their dates that it displaced and that have not been restored."""

    space: Mapped[Space] = relationship(lazy="selectin")

    @property
    def time(self) -> Interval:
        return Interval(self.starts_at, self.ends_at)

    def who_may_read(self) -> set[str]:
        return {*STAFF, f"host:{self.host_id}"}
