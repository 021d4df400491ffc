"""What must never be double: which leaf space is taken when, and by what.

`claims_never_overlap` is the guarantee for every door; the locks that use cases take beforehand
only keep a race from turning into deadlocks.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.dialects.postgresql import TSTZRANGE, ExcludeConstraint, Range
from sqlalchemy.orm import Mapped, mapped_column

from services.bookings.domain.claiming import CLAIM_KINDS
from services.bookings.models.base import Base, one_of
from shared.database.aggregate import Instant


class Claim(Base):
    """A leaf space is taken for a time, set-up and clear-up included.

    `whole_id` is the space that was booked or closed, of which the leaf is a part. A booking and a
    fallback are those of a date. Offers and fallbacks end by themselves at `expires_at`: whoever
    claims deletes those in the way, and reads pass them over.
    """

    __tablename__ = "claims"
    __table_args__ = (
        ExcludeConstraint(
            ("space_id", "="), ("during", "&&"), name="claims_never_overlap", using="gist"
        ),
        CheckConstraint(
            "lower_inc(during) AND NOT upper_inc(during) AND NOT isempty(during)"
            " AND NOT lower_inf(during) AND NOT upper_inf(during)",
            name="claims_half_open",
        ),
        CheckConstraint("num_nonnulls(date_id, closure_id, offer_id) = 1", name="claims_one_owner"),
        CheckConstraint(
            "(kind = 'closure') = (closure_id IS NOT NULL)"
            " AND (kind = 'offer') = (offer_id IS NOT NULL)",
            name="claims_owner_of_its_kind",
        ),
        CheckConstraint(
            "date_id IS NULL OR booking_id IS NOT NULL", name="claims_date_of_a_booking"
        ),
        CheckConstraint(
            "(kind IN ('offer', 'fallback')) = (expires_at IS NOT NULL)", name="claims_end"
        ),
        CheckConstraint(one_of("kind", CLAIM_KINDS), name="claims_kind_known"),
        Index("claims_by_time", "during", postgresql_using="gist"),
        Index("claims_by_booking", "booking_id"),
        Index("claims_by_date", "date_id"),
        Index("claims_by_closure", "closure_id"),
        Index("claims_by_offer", "offer_id", postgresql_where=text("offer_id IS NOT NULL")),
        Index("claims_by_whole", "whole_id", text("upper(during)")),
        Index(
            "claims_that_end",
            "space_id",
            "expires_at",
            postgresql_where=text("expires_at IS NOT NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    space_id: Mapped[UUID] = mapped_column(ForeignKey("spaces.id"))
    whole_id: Mapped[UUID] = mapped_column(ForeignKey("spaces.id"))
    booking_id: Mapped[UUID | None] = mapped_column(ForeignKey("bookings.id"))
    date_id: Mapped[UUID | None] = mapped_column(ForeignKey("booking_dates.id"))
    closure_id: Mapped[UUID | None] = mapped_column(ForeignKey("closures.id"))
    offer_id: Mapped[UUID | None] = mapped_column(ForeignKey("offers.id"))
    kind: Mapped[str] = mapped_column(Text)
    during: Mapped[Range[datetime]] = mapped_column(TSTZRANGE)
    expires_at: Mapped[datetime | None] = mapped_column(Instant)
