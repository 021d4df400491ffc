"""Pictures of venues and spaces. The bytes lie in the file store, without metadata."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.bookings.models.base import Base
from services.bookings.models.places import Venue
from shared.database.aggregate import Aggregate


class Photo(Aggregate, Base):
    """A picture of a venue, or of one of its spaces."""

    KIND = "photo"
    __tablename__ = "photos"
    __table_args__ = (
        CheckConstraint("width > 0 AND height > 0 AND size > 0", name="photos_show_something"),
        Index("photos_by_venue", "venue_id", "position", "id"),
        Index("photos_by_space", "space_id", "position", "id"),
        Index("photos_by_file", "sha256"),
    )

    venue_id: Mapped[UUID] = mapped_column(ForeignKey("venues.id"))
    space_id: Mapped[UUID | None] = mapped_column(ForeignKey("spaces.id"))
    """None: it shows the venue as a whole."""
    sha256: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(Integer)
    width: Mapped[int] = mapped_column(Integer)
    height: Mapped[int] = mapped_column(Integer)
    scan_status: Mapped[str] = mapped_column(Text)
    position: Mapped[int] = mapped_column(Integer)
    """Order among the pictures of the place; the first one stands for it."""
    alt: Mapped[dict[str, str | None] | None] = mapped_column(JSONB(none_as_null=True))
    """What it shows, for people who do not see it."""
    credit: Mapped[str | None] = mapped_column(Text)
    """Whom the picture is owed to, as it must be written beside it."""

    venue: Mapped[Venue] = relationship(lazy="selectin")

    def who_may_read(self) -> set[str]:
        return {"public"}
