"""Venues and their spaces."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Integer, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column, query_expression, relationship

from services.bookings.domain.closing import SPACE_STATES, WITHDRAWN
from services.bookings.domain.opening import OpeningRules
from services.bookings.models.base import Base, one_of
from shared.database.aggregate import Aggregate

ONE_KEY = ("venues_by_key", "spaces_by_key")
"""In lists one venue and one space have a key."""


class Venue(Aggregate, Base):
    """An institution or site with spaces, run by one host."""

    KIND = "venue"
    __tablename__ = "venues"
    __table_args__ = (
        Index("venues_by_name", "sort_key", "id"),
        Index(
            "venues_by_key",
            "external_key",
            unique=True,
            postgresql_where=text("external_key IS NOT NULL"),
        ),
    )

    name: Mapped[dict[str, str | None]] = mapped_column(JSONB)
    search: Mapped[str] = mapped_column(Text)
    sort_key: Mapped[str] = mapped_column(Text(collation="C"))
    host_id: Mapped[UUID]
    address_line: Mapped[str | None] = mapped_column(Text)
    ward: Mapped[str | None] = mapped_column(Text)
    rules: Mapped[dict[str, Any]] = mapped_column(JSONB)
    """What it says of its spaces' use; see `domain/place_rules.py`."""
    external_key: Mapped[str | None] = mapped_column(Text)
    """What it is called in lists that are taken over."""

    shown_photos: Mapped[list[dict[str, Any]] | None] = query_expression()
    """Its pictures, as `queries/photos.py` writes them; only where a query asks for them."""

    outside: Sequence[Any] = ()
    """Confirmed dates that a change put outside of its hours, while the act lasts; not kept."""

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
        CheckConstraint("crowd_limit > 0", name="spaces_crowd_positive"),
        Index(
            "spaces_by_key",
            "external_key",
            unique=True,
            postgresql_where=text("external_key IS NOT NULL"),
        ),
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
    layouts: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    """Ways of set-up, `{code, capacity}`; none: any, as `capacity` says."""
    external_key: Mapped[str | None] = mapped_column(Text)
    """What it is called in lists that are taken over."""

    # The rules in force for it; of them `own_rules` are those that its venue does not say.
    own_rules: Mapped[dict[str, Any]] = mapped_column(JSONB)
    seasons: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    exceptions: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    """Published exceptions that hold for it, those nearest to it first; a copy of their table."""
    on_holidays: Mapped[int | None] = mapped_column(Integer)
    on_make_up_days: Mapped[int | None] = mapped_column(Integer)
    policy: Mapped[str | None] = mapped_column(Text)
    refused_contents: Mapped[list[str]] = mapped_column(ARRAY(Text))
    noise_limits: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    crowd_limit: Mapped[int | None] = mapped_column(Integer)
    accessibility: Mapped[dict[str, str]] = mapped_column(JSONB)
    opening: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB(none_as_null=True))
    setup_minutes: Mapped[int] = mapped_column(Integer)
    clearup_minutes: Mapped[int] = mapped_column(Integer)
    lead_hours: Mapped[int | None] = mapped_column(Integer)
    longest_hours: Mapped[int | None] = mapped_column(Integer)
    refused_kinds: Mapped[list[str]] = mapped_column(ARRAY(Text))
    check_in_minutes: Mapped[int] = mapped_column(Integer)
    no_show_minutes: Mapped[int | None] = mapped_column(Integer)
    """Who has not checked in so long after the start has not come; null: nobody looks."""

    venue: Mapped[Venue] = relationship(lazy="selectin")
    parent: Mapped[Space | None] = relationship(
        lazy="selectin", remote_side="Space.id", join_depth=1
    )
    open_parts: Mapped[int | None] = query_expression()
    """How many offered parts it has; only where a query asks for it."""
    claims_ahead: Mapped[int | None] = query_expression()
    """How many bookings and closures hold it, or a whole of it, from now on; likewise."""

    shown_photos: Mapped[list[dict[str, Any]] | None] = query_expression()
    """Its pictures, as `queries/photos.py` writes them; likewise."""

    outside: Sequence[Any] = ()
    """As of a venue."""

    @property
    def opening_rules(self) -> OpeningRules:
        """When it may be used."""
        return OpeningRules(
            opening=self.opening,
            seasons=self.seasons,
            exceptions=self.exceptions,
            on_holidays=self.on_holidays,
            on_make_up_days=self.on_make_up_days,
            policy=self.policy,
        )

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
