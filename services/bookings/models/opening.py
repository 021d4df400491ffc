"""Single days on which a place is open at other hours, or closed, as its host publishes them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Text, text
from sqlalchemy.dialects.postgresql import JSONB, ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.bookings.models.base import Base, one_of
from services.bookings.models.places import Space, Venue
from shared.database.aggregate import Aggregate

PUBLISHED, WITHDRAWN = "published", "withdrawn"
EXCEPTION_STATES = (PUBLISHED, WITHDRAWN)
ONE_A_DAY = "opening_exceptions_once_a_day"


class OpeningException(Aggregate, Base):
    """Other hours of a venue, or of one of its spaces and the parts of it, for single days."""

    KIND = "opening_exception"
    __tablename__ = "opening_exceptions"
    __table_args__ = (
        CheckConstraint(one_of("status", EXCEPTION_STATES), name="opening_exceptions_status_known"),
        CheckConstraint("first_day <= last_day", name="opening_exceptions_end_after_start"),
        CheckConstraint(
            "place_id = coalesce(space_id, venue_id)", name="opening_exceptions_of_one_place"
        ),
        ExcludeConstraint(
            ("place_id", "="),
            (text("daterange(first_day, last_day, '[]')"), "&&"),
            name=ONE_A_DAY,
            using="gist",
            where=text("status = 'published'"),
        ),
        Index("opening_exceptions_by_venue", "venue_id", "first_day"),
    )

    venue_id: Mapped[UUID] = mapped_column(ForeignKey("venues.id"))
    space_id: Mapped[UUID | None] = mapped_column(ForeignKey("spaces.id"))
    place_id: Mapped[UUID]
    """The space, or the venue when it is of the whole venue."""
    status: Mapped[str] = mapped_column(Text)
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)
    windows: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    """`{"opens", "closes"}` of each of its days; none: closed."""
    reason: Mapped[dict[str, str | None]] = mapped_column(JSONB)

    venue: Mapped[Venue] = relationship(lazy="selectin")
    space: Mapped[Space | None] = relationship(lazy="selectin")

    def as_rule(self) -> dict[str, Any]:
        """As the opening rules of a space carry it."""
        return {
            "id": str(self.id),
            "place": str(self.space_id) if self.space_id else None,
            "from": self.first_day.isoformat(),
            "to": self.last_day.isoformat(),
            "windows": self.windows,
            "reason": self.reason,
        }

    def who_may_read(self) -> set[str]:
        return {"public"}
