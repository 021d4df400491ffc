"""What a member asked for by right: papers, and introductions to partner cities."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.members.models.base import STAFF, Base
from shared.database.aggregate import Aggregate

ONE_BENEFIT = "benefits_one_open_for_each_year"
ONE_INTRODUCTION = "introductions_one_open_for_each_partner"


class Benefit(Aggregate, Base):
    """A paper that a member asked for; see `domain/benefits.py` for its states.

    What the tax file needs (`facts`) may name a person, so it is shown to the member and staff
    alone, one by one.
    """

    KIND = "benefit"
    __tablename__ = "benefits"
    __table_args__ = (
        CheckConstraint(
            "status IN ('requested', 'checked', 'confirmed', 'declined', 'cancelled', 'revoked')",
            name="benefits_known_status",
        ),
        CheckConstraint(
            "status NOT IN ('checked', 'confirmed', 'revoked') OR document_id IS NOT NULL",
            name="benefits_checked_have_document",
        ),
        CheckConstraint(
            "(status = 'declined') = (decline_reason IS NOT NULL)",
            name="benefits_declined_say_why",
        ),
        Index(
            ONE_BENEFIT,
            "member_id",
            "kind",
            "year",
            unique=True,
            postgresql_where=text("status IN ('requested', 'checked')"),
        ),
        Index("benefits_by_status", "status"),
    )

    kind: Mapped[str] = mapped_column(Text)
    member_id: Mapped[UUID] = mapped_column(ForeignKey("members.id"))
    member_name: Mapped[str] = mapped_column(Text)
    """When it was asked for."""
    year: Mapped[int] = mapped_column(Integer)
    """The year of the tax file."""
    status: Mapped[str] = mapped_column(Text)
    facts: Mapped[dict[str, Any]] = mapped_column(JSONB)
    """`{taxpayer_name, tax_code, note}`."""
    requested_on: Mapped[date] = mapped_column(Date)
    promised_on: Mapped[date] = mapped_column(Date)
    requested_by: Mapped[str] = mapped_column(Text)
    checked_by: Mapped[str | None] = mapped_column(Text)
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("official_documents.id"))
    confirmed_on: Mapped[date | None] = mapped_column(Date)
    decline_reason: Mapped[str | None] = mapped_column(Text)

    def who_may_read(self) -> set[str]:
        return {*STAFF, f"member:{self.member_id}"}


class Introduction(Aggregate, Base):
    """A member is introduced to a city of the network; see `domain/benefits.py`."""

    KIND = "introduction"
    __tablename__ = "introductions"
    __table_args__ = (
        CheckConstraint(
            "status IN ('requested', 'prepared', 'introduced', 'concluded', 'declined',"
            " 'cancelled', 'revoked')",
            name="introductions_known_status",
        ),
        CheckConstraint(
            "status NOT IN ('prepared', 'introduced', 'concluded', 'revoked')"
            " OR document_id IS NOT NULL",
            name="introductions_prepared_have_letter",
        ),
        CheckConstraint(
            "(status = 'declined') = (decline_reason IS NOT NULL)",
            name="introductions_declined_say_why",
        ),
        CheckConstraint(
            "status <> 'concluded' OR (outcome IS NOT NULL AND outcome_on IS NOT NULL)",
            name="introductions_concluded_have_outcome",
        ),
        Index(
            ONE_INTRODUCTION,
            "member_id",
            "partner",
            unique=True,
            postgresql_where=text("status IN ('requested', 'prepared')"),
        ),
        Index("introductions_by_partner", "partner"),
    )

    member_id: Mapped[UUID] = mapped_column(ForeignKey("members.id"))
    member_name: Mapped[str] = mapped_column(Text)
    partner: Mapped[str] = mapped_column(Text)
    """Code of `data/partners.json`."""
    field: Mapped[str | None] = mapped_column(Text)
    purpose_vi: Mapped[str] = mapped_column(Text)
    purpose_en: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    requested_on: Mapped[date] = mapped_column(Date)
    promised_on: Mapped[date] = mapped_column(Date)
    requested_by: Mapped[str] = mapped_column(Text)
    prepared_by: Mapped[str | None] = mapped_column(Text)
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("official_documents.id"))
    introduced_on: Mapped[date | None] = mapped_column(Date)
    outcome: Mapped[str | None] = mapped_column(Text)
    outcome_on: Mapped[date | None] = mapped_column(Date)
    outcome_note: Mapped[str | None] = mapped_column(Text)
    decline_reason: Mapped[str | None] = mapped_column(Text)

    def who_may_read(self) -> set[str]:
        return {*STAFF, f"member:{self.member_id}"}
