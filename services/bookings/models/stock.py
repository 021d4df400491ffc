"""Equipment that a venue lends with its spaces, and how many of it each date holds.

A stock cannot be an exclusion constraint: whoever takes of it locks its row and checks the peak.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, Text
from sqlalchemy.dialects.postgresql import JSONB, TSTZRANGE, Range
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.bookings.models.base import Base
from services.bookings.models.places import Venue
from shared.database.aggregate import Aggregate, Instant


class Equipment(Aggregate, Base):
    """Things of one kind: chairs, screens, microphones."""

    KIND = "equipment"
    LOCK_LETS_REFER = True
    __tablename__ = "equipment"
    __table_args__ = (
        CheckConstraint("stock >= 0", name="equipment_stock_not_negative"),
        Index("equipment_by_venue", "venue_id", "sort_key", "id"),
    )

    venue_id: Mapped[UUID] = mapped_column(ForeignKey("venues.id"))
    name: Mapped[dict[str, str | None]] = mapped_column(JSONB)
    search: Mapped[str] = mapped_column(Text)
    sort_key: Mapped[str] = mapped_column(Text(collation="C"))
    stock: Mapped[int] = mapped_column(Integer)

    venue: Mapped[Venue] = relationship(lazy="selectin")

    def who_may_read(self) -> set[str]:
        return {"public"}


class DateEquipment(Base):
    """What a date holds of a stock, set-up and clear-up included.

    A confirmed date holds it for good; one that is being offered a time, until `expires_at`.
    """

    __tablename__ = "date_equipment"
    __table_args__ = (
        CheckConstraint("count > 0", name="date_equipment_some"),
        Index("date_equipment_by_time", "equipment_id", "during", postgresql_using="gist"),
    )

    date_id: Mapped[UUID] = mapped_column(ForeignKey("booking_dates.id"), primary_key=True)
    equipment_id: Mapped[UUID] = mapped_column(ForeignKey("equipment.id"), primary_key=True)
    count: Mapped[int] = mapped_column(Integer)
    during: Mapped[Range[datetime]] = mapped_column(TSTZRANGE)
    expires_at: Mapped[datetime | None] = mapped_column(Instant)
