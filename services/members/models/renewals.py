"""Renewal rounds: who is asked by when whether it stays a member for a further term."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.members.models.base import STAFF, Base
from shared.database.aggregate import Aggregate, Instant
from shared.events.base import Bilingual


class RenewalRound(Aggregate, Base):
    """A round of renewals: every member whose term ends by a day is asked."""

    KIND = "renewal_round"
    __tablename__ = "renewal_rounds"
    __table_args__ = (
        CheckConstraint("status IN ('open', 'closed')", name="renewal_rounds_known_status"),
        CheckConstraint("answer_by <= lapse_on", name="renewal_rounds_answer_before_lapse"),
    )

    title_vi: Mapped[str] = mapped_column(Text)
    title_en: Mapped[str | None] = mapped_column(Text)
    terms_end_by: Mapped[date] = mapped_column(Date)
    """Members whose term ends on or before this day are asked."""
    renew_until: Mapped[date] = mapped_column(Date)
    """Last day of the term that is given."""
    answer_by: Mapped[date] = mapped_column(Date)
    """Last day on which a member answers."""
    lapse_on: Mapped[date] = mapped_column(Date)
    """The day on which the membership of whoever was not renewed lapses."""
    call_id: Mapped[UUID | None] = mapped_column(ForeignKey("calls.id"))
    """The call in which renewals are applied for; null when an answer is enough."""
    status: Mapped[str] = mapped_column(Text)

    def who_may_read(self) -> set[str]:
        return {*STAFF, "role:member", "role:decider"}

    @property
    def title(self) -> Bilingual:
        return Bilingual(vi=self.title_vi, en=self.title_en)


class Renewal(Aggregate, Base):
    """One member in a round: asked, and what came of it."""

    KIND = "renewal"
    __tablename__ = "renewals"
    __table_args__ = (
        UniqueConstraint("round_id", "member_id", name="renewals_one_for_each_member"),
        CheckConstraint(
            "status IN ('asked', 'wanted', 'declined', 'renewed', 'lapsed', 'dropped')",
            name="renewals_known_status",
        ),
        Index("renewals_by_member", "member_id"),
    )

    round_id: Mapped[UUID] = mapped_column(ForeignKey("renewal_rounds.id"))
    member_id: Mapped[UUID] = mapped_column(ForeignKey("members.id"))
    member_name: Mapped[str] = mapped_column(Text)
    """As it was when it was asked."""
    term_until: Mapped[date] = mapped_column(Date)
    """Last day of the term that runs out."""
    status: Mapped[str] = mapped_column(Text)
    answered_at: Mapped[datetime | None] = mapped_column(Instant)

    def who_may_read(self) -> set[str]:
        return {*STAFF, "role:decider", f"member:{self.member_id}"}
