"""Ceremonies and their lists of approved applications."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, Index, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.members.models.base import Base
from services.members.models.certificate_numbers import CertificateNumber
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
    prepared_at: Mapped[datetime | None] = mapped_column(Instant)
    """When numbers were reserved and print files asked for; null when nobody prepared it."""
    issued_on: Mapped[date | None] = mapped_column(Date)
    """The date that is printed, fixed by the preparation."""
    begins_on: Mapped[date | None] = mapped_column(Date)
    """The day on which these memberships begin, when it was given; else the decision's."""

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

    @property
    def numbered(self) -> list[CertificateNumber]:
        """What is printed for the list, in its order."""
        return [entry.number for entry in self.entries if entry.number is not None]


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
        CheckConstraint(
            "handed_over_at IS NULL OR certificate_number IS NOT NULL",
            name="ceremony_entries_handed_over_is_awarded",
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
    number_id: Mapped[UUID | None] = mapped_column(ForeignKey("certificate_numbers.id"))
    """The number reserved for it or given to it."""
    handed_over_at: Mapped[datetime | None] = mapped_column(Instant)
    handed_over_to: Mapped[str | None] = mapped_column(Text)
    """Who took it for the space, when that was written down. A person: never published."""

    number: Mapped[CertificateNumber | None] = relationship(lazy="selectin")
