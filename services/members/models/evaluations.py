"""Rounds of evaluation, the sheet of each member, and the scores that people gave."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Float,
    ForeignKey,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.members.models.base import STAFF, Base
from shared.database.aggregate import Aggregate, Instant

JUDGES = STAFF | {"role:decider", "role:reviewer"}


class EvaluationRound(Aggregate, Base):
    """The evaluation of all members for a year, by criteria."""

    KIND = "evaluation_round"
    __tablename__ = "evaluation_rounds"
    __table_args__ = (
        CheckConstraint(
            "status IN ('draft', 'open', 'completed', 'cancelled')",
            name="evaluation_rounds_known_status",
        ),
        Index(
            "evaluation_rounds_one_a_year",
            "year",
            unique=True,
            postgresql_where=text("status <> 'cancelled'"),
        ),
    )

    year: Mapped[int] = mapped_column(Integer)
    title_vi: Mapped[str] = mapped_column(Text)
    title_en: Mapped[str | None] = mapped_column(Text)
    criteria: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    """As those of a call, and `rule`: the point rule it counts by, null when people score it."""
    status: Mapped[str] = mapped_column(Text)
    opened_at: Mapped[datetime | None] = mapped_column(Instant)
    completed_at: Mapped[datetime | None] = mapped_column(Instant)

    def who_may_read(self) -> set[str]:
        return {*JUDGES, "role:member"}


class Evaluation(Aggregate, Base):
    """One member in a round; the sheet is fixed when the round is completed."""

    KIND = "evaluation"
    __tablename__ = "evaluations"
    __table_args__ = (
        UniqueConstraint("round_id", "member_id", name="evaluations_one_for_each_member"),
        CheckConstraint(
            "status IN ('open', 'completed', 'cancelled')", name="evaluations_known_status"
        ),
        CheckConstraint(
            "(status = 'completed') = (grade IS NOT NULL AND percent IS NOT NULL"
            " AND sheet IS NOT NULL)",
            name="evaluations_completed_are_graded",
        ),
        Index("evaluations_by_member", "member_id"),
    )

    round_id: Mapped[UUID] = mapped_column(ForeignKey("evaluation_rounds.id"))
    member_id: Mapped[UUID] = mapped_column(ForeignKey("members.id"))
    member_name: Mapped[str] = mapped_column(Text)
    year: Mapped[int] = mapped_column(Integer)
    status: Mapped[str] = mapped_column(Text)
    percent: Mapped[float | None] = mapped_column(Float)
    grade: Mapped[str | None] = mapped_column(Text)
    sheet: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB(none_as_null=True))
    """Each criterion with the lines its points come from; see `domain.points.CriterionSheet`."""

    def who_may_read(self) -> set[str]:
        return {*JUDGES, f"member:{self.member_id}"} if self.status == "completed" else set(JUDGES)


class EvaluationScore(Base):
    """What one person gave one member on one criterion."""

    __tablename__ = "evaluation_scores"
    __table_args__ = (CheckConstraint("score >= 0", name="evaluation_scores_not_negative"),)

    evaluation_id: Mapped[UUID] = mapped_column(ForeignKey("evaluations.id"), primary_key=True)
    criterion: Mapped[str] = mapped_column(Text, primary_key=True)
    scorer: Mapped[str] = mapped_column(Text, primary_key=True)
    """Issuer and subject."""
    score: Mapped[float] = mapped_column(Float)
    note: Mapped[str | None] = mapped_column(Text)
    given_at: Mapped[datetime] = mapped_column(Instant)
