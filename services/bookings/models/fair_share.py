"""Seasons: the spans of days over which the city's places are shared."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, Date, Text, text
from sqlalchemy.dialects.postgresql import JSONB, ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.bookings.domain.allocations import season_span
from services.bookings.domain.intervals import Interval
from services.bookings.models.base import Base
from services.bookings.regulations.fair_share import FairShareRules
from shared.database.aggregate import Aggregate

SEASONS_APART = "seasons_never_overlap"


class Season(Aggregate, Base):
    """From a first to a last day, both included; no day is in two seasons."""

    KIND = "season"
    __tablename__ = "seasons"
    __table_args__ = (
        ExcludeConstraint(
            (text("daterange(starts_on, ends_on, '[]')"), "&&"), name=SEASONS_APART, using="gist"
        ),
        CheckConstraint("starts_on <= ends_on", name="seasons_end_after_start"),
    )

    name: Mapped[dict[str, str | None]] = mapped_column(JSONB)
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    rules: Mapped[dict[str, Any]] = mapped_column(JSONB)
    """Its own copy of the city's rules (`FairShareRules`)."""
    rules_reason: Mapped[str | None] = mapped_column(Text)
    """Why they differ from the city's; null while they do not."""

    @property
    def share_rules(self) -> FairShareRules:
        return FairShareRules.model_validate(self.rules)

    @property
    def span(self) -> Interval:
        return season_span(self.starts_on, self.ends_on)

    def who_may_read(self) -> set[str]:
        return {"public"}
