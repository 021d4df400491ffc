"""Venues and their spaces."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Integer, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column, query_expression, relationship

from services.bookings.domain.closing import SPACE_STATES, WITHDRAWN
from services.bookings.models.base import Base, one_of
from shared.database.aggregate import Aggregate


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
    LOCK_LETS_REFER = True
    __tablename__ = "spaces"
    __table_args__ = (
        CheckConstraint(one_of("status", SPACE_STATES), name="spaces_status_known"),
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
