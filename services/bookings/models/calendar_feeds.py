"""Calendars at secret addresses: whoever has the address reads it, until it is revoked."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.bookings.models.base import STAFF, Base, one_of
from services.bookings.models.members import KnownMember
from services.bookings.models.places import Space, Venue
from shared.database.aggregate import Aggregate, Instant

FEED_STATES = ("active", "revoked")


class CalendarFeed(Aggregate, Base):
    """All bookings of one member, one venue or one space, for a calendar program.

    The address is kept only as a hash: it is shown once.
    """

    KIND = "calendar_feed"
    __tablename__ = "calendar_feeds"
    __table_args__ = (
        CheckConstraint(one_of("status", FEED_STATES), name="calendar_feeds_status_known"),
        CheckConstraint(
            "num_nonnulls(member_id, venue_id, space_id) = 1", name="calendar_feeds_of_one"
        ),
        CheckConstraint(
            "(host_id IS NULL) = (member_id IS NOT NULL)", name="calendar_feeds_of_host_or_member"
        ),
        Index("calendar_feeds_by_secret", "secret_hash", unique=True),
        Index("calendar_feeds_by_readers", "readers", postgresql_using="gin"),
        Index("calendar_feeds_by_maker", "made_by"),
    )

    member_id: Mapped[UUID | None] = mapped_column(ForeignKey("known_members.id"))
    venue_id: Mapped[UUID | None] = mapped_column(ForeignKey("venues.id"))
    space_id: Mapped[UUID | None] = mapped_column(ForeignKey("spaces.id"))
    host_id: Mapped[UUID | None]
    """Who ran the venue or space when it was made; None for a member's."""
    status: Mapped[str] = mapped_column(Text)
    secret_hash: Mapped[str] = mapped_column(Text)
    """sha256 of the secret in the address, in hex."""
    made_by: Mapped[str] = mapped_column(Text)
    """`issuer|subject`."""
    note: Mapped[str | None] = mapped_column(Text)
    """What its maker calls it: where it is used."""
    locale: Mapped[str] = mapped_column(Text)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)

    member: Mapped[KnownMember | None] = relationship(lazy="selectin")
    venue: Mapped[Venue | None] = relationship(lazy="selectin")
    space: Mapped[Space | None] = relationship(lazy="selectin")

    def who_may_read(self) -> set[str]:
        holder = f"member:{self.member_id}" if self.member_id else f"host:{self.host_id}"
        return {*STAFF, holder}
