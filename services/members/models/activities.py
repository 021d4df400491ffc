"""Activities of the network and the places in them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.members.domain.activities import Window
from services.members.models.base import STAFF, Base
from shared.database.aggregate import Aggregate, Instant

ONE_SEAT = "participations_one_for_each_seat"
SIGNED_UP_ONCE = "participations_signed_up_once"
STANDS = "status NOT IN ('cancelled', 'called_off')"


class Participation(Aggregate, Base):
    """One place, taken or waited for; named is at most the person who comes.

    `seat` makes it impossible that two have the same place; `turn` is the order of signing up.
    """

    KIND = "participation"
    __tablename__ = "participations"
    __table_args__ = (
        CheckConstraint(
            "status IN ('seated', 'waiting', 'cancelled', 'called_off', 'attended', 'absent',"
            " 'not_seated')",
            name="participations_known_status",
        ),
        CheckConstraint(
            "(status <> 'seated' OR seat IS NOT NULL)"
            " AND (status IN ('seated', 'attended', 'absent') OR seat IS NULL)",
            name="participations_seated_have_seat",
        ),
        Index(ONE_SEAT, "activity_id", "seat", unique=True),
        Index(
            SIGNED_UP_ONCE,
            "activity_id",
            "member_id",
            "participant_search",
            unique=True,
            postgresql_where=text(STANDS),
        ),
        Index("participations_in_turn", "activity_id", "turn", unique=True),
        Index("participations_by_member", "member_id"),
    )

    activity_id: Mapped[UUID] = mapped_column(ForeignKey("activities.id"))
    member_id: Mapped[UUID] = mapped_column(ForeignKey("members.id"))
    member_name: Mapped[str] = mapped_column(Text)
    """When it signed up."""
    participant_name: Mapped[str | None] = mapped_column(Text)
    """Of the person who comes; null: whoever the member sends."""
    participant_search: Mapped[str] = mapped_column(Text)
    """Folded; empty without a name."""
    status: Mapped[str] = mapped_column(Text)
    turn: Mapped[int] = mapped_column(Integer)
    seat: Mapped[int | None] = mapped_column(Integer)
    minutes: Mapped[int | None] = mapped_column(Integer)
    """That the person was there, when it is not the whole activity."""
    signed_up_by: Mapped[str] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    """Why it was cancelled or called off."""
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("official_documents.id"))
    """The certificate of participation."""

    def who_may_read(self) -> set[str]:
        return {*STAFF, f"member:{self.member_id}"}


class Activity(Aggregate, Base):
    """A seminar, training, incubation or pilot of the network; public once it is published."""

    KIND = "activity"
    __tablename__ = "activities"
    __table_args__ = (
        CheckConstraint(
            "status IN ('draft', 'published', 'held', 'cancelled')",
            name="activities_known_status",
        ),
        CheckConstraint("starts_at < ends_at", name="activities_end_after_start"),
        CheckConstraint(
            "sign_up_opens_at < sign_up_closes_at AND sign_up_closes_at <= starts_at",
            name="activities_sign_up_before_start",
        ),
        CheckConstraint("places IS NULL OR places > 0", name="activities_some_places"),
        CheckConstraint(
            "places IS NULL OR seats_taken <= places",
            name="activities_no_more_seats_than_places",
        ),
        CheckConstraint(
            "(status = 'cancelled') = (cancel_reason IS NOT NULL)",
            name="activities_cancelled_say_why",
        ),
        Index("activities_by_start", "starts_at", "id"),
    )

    kind: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    title_vi: Mapped[str] = mapped_column(Text)
    title_en: Mapped[str | None] = mapped_column(Text)
    summary_vi: Mapped[str | None] = mapped_column(Text)
    summary_en: Mapped[str | None] = mapped_column(Text)
    search: Mapped[str] = mapped_column(Text)
    fields: Mapped[list[str]] = mapped_column(ARRAY(Text))
    place: Mapped[str | None] = mapped_column(Text)
    online_url: Mapped[str | None] = mapped_column(Text)
    """For those who take part; not public."""
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    sign_up_opens_at: Mapped[datetime] = mapped_column(Instant)
    sign_up_closes_at: Mapped[datetime] = mapped_column(Instant)
    places: Mapped[int | None] = mapped_column(Integer)
    """Null: as many as come."""
    seats_taken: Mapped[int] = mapped_column(Integer)
    waiting: Mapped[int] = mapped_column(Integer)
    """Counted under the lock of this row; the constraint above keeps the promise of the places."""
    places_for_each_member: Mapped[int | None] = mapped_column(Integer)
    minutes: Mapped[int | None] = mapped_column(Integer)
    """Of the whole activity, as a certificate says it."""
    gives_certificate: Mapped[bool] = mapped_column(Boolean)
    call_id: Mapped[UUID | None] = mapped_column(ForeignKey("calls.id"))
    """The call by which who takes part was chosen, for incubation and pilots."""
    cancel_reason: Mapped[str | None] = mapped_column(Text)

    def who_may_read(self) -> set[str]:
        return set(STAFF) if self.status == "draft" else {"public"}

    @property
    def window(self) -> Window:
        return Window(self.starts_at, self.ends_at, self.sign_up_opens_at, self.sign_up_closes_at)
