"""The ledger of certificate numbers: every number of the series has its row, used or not."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from services.members.models.base import STAFF, Base
from shared.database.aggregate import Aggregate, Instant


class CertificateNumber(Aggregate, Base):
    """One number, with what is printed under it; for staff alone until it is awarded."""

    KIND = "certificate_number"
    __tablename__ = "certificate_numbers"
    __table_args__ = (
        UniqueConstraint("number", name="certificate_numbers_number_unique"),
        UniqueConstraint("year", "serial", name="certificate_numbers_serial_unique"),
        CheckConstraint(
            "status IN ('reserved', 'used', 'void')", name="certificate_numbers_known_status"
        ),
        CheckConstraint(
            "(status = 'void') = (void_reason_code IS NOT NULL)",
            name="certificate_numbers_void_has_reason",
        ),
        Index(
            "certificate_numbers_one_reserved",
            "application_id",
            unique=True,
            postgresql_where=text("status = 'reserved'"),
        ),
        Index("certificate_numbers_by_ceremony", "ceremony_id"),
    )

    number: Mapped[str] = mapped_column(Text)
    year: Mapped[int] = mapped_column(Integer)
    serial: Mapped[int] = mapped_column(Integer)
    status: Mapped[str] = mapped_column(Text)
    ceremony_id: Mapped[UUID | None] = mapped_column(ForeignKey("ceremonies.id"))
    application_id: Mapped[UUID | None] = mapped_column(ForeignKey("applications.id"))
    name: Mapped[str] = mapped_column(Text)
    """Of the space, as printed."""
    issued_on: Mapped[date] = mapped_column(Date)
    valid_until: Mapped[date | None] = mapped_column(Date)
    token: Mapped[str] = mapped_column(Text)
    """The signed statement in its QR code."""
    verify_url: Mapped[str] = mapped_column(Text)
    file: Mapped[str | None] = mapped_column(Text)
    """sha256 of the print file; null until it is made."""
    void_reason_code: Mapped[str | None] = mapped_column(Text)
    void_reason: Mapped[str | None] = mapped_column(Text)
    voided_at: Mapped[datetime | None] = mapped_column(Instant)

    def who_may_read(self) -> set[str]:
        return {*STAFF, "role:decider"}
