"""Ceremonies and their lists of approved applications."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.members.models.base import Base
from shared.database.aggregate import Aggregate, Instant
from shared.events.base import Bilingual


class Ceremony(Aggregate, Base):
    """A public ceremony at which certificates are handed over; who is listed is for staff."""

    KIND = "ceremony"
    __tablename__ = "ceremonies"
    __table_args__ = (
        CheckConstraint(
            "status IN ('scheduled', 'held', 'cancelled')", name="ceremonies_known_status"
        ),
    )

    title_vi: Mapped[str] = mapped_column(Text)
    title_en: Mapped[str | None] = mapped_column(Text)
    held_at: Mapped[datetime] = mapped_column(Instant)
    place: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)

    entries: Mapped[list[CeremonyEntry]] = relationship(
        lazy="selectin", order_by="CeremonyEntry.position", cascade="all, delete-orphan"
    )

    def who_may_read(self) -> set[str]:
        return {"public"}

    @property
    def title(self) -> Bilingual:
        return Bilingual(vi=self.title_vi, en=self.title_en)

    @property
    def listed(self) -> list[UUID]:
        return [entry.application_id for entry in self.entries]

    @property
    def awarded(self) -> list[CeremonyEntry]:
        return [entry for entry in self.entries if entry.certificate_number is not None]


class CeremonyEntry(Base):
    """An application on a ceremony's list, and what it was awarded.

    `standing` is false once the ceremony is cancelled: only then may another list it.
    """

    __tablename__ = "ceremony_entries"
    __table_args__ = (
        CheckConstraint(
            "(member_id IS NULL) = (certificate_number IS NULL)",
            name="ceremony_entries_award_is_whole",
        ),
        Index(
            "ceremony_entries_one_standing",
            "application_id",
            unique=True,
            postgresql_where=text("standing"),
        ),
    )

    ceremony_id: Mapped[UUID] = mapped_column(ForeignKey("ceremonies.id"), primary_key=True)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer)
    standing: Mapped[bool] = mapped_column(Boolean)
    member_id: Mapped[UUID | None]
    certificate_number: Mapped[str | None] = mapped_column(Text)
