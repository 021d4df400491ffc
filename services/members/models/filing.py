"""What belongs to the handing in of a file: supplements, receipt numbers, take-over codes."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.members.domain.clocks import Stop
from services.members.models.base import Base
from shared.clock import hanoi_date
from shared.database.aggregate import Instant


class SupplementRequest(Base):
    """What the Centre asked to complete, and what came of it; the clock stands meanwhile.

    `before` is the file as it was, `changes` what the applicant made of it. Neither holds a
    person's name, e-mail or phone: of the contact they only tell whether it changed.
    """

    __tablename__ = "supplement_requests"
    __table_args__ = (
        Index(
            "supplement_requests_one_open",
            "application_id",
            unique=True,
            postgresql_where=text("answered_at IS NULL"),
        ),
        Index("supplement_requests_by_application", "application_id", "requested_at"),
        CheckConstraint(
            "(answered_at IS NULL) = (changes IS NULL)", name="supplement_requests_answered_differ"
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"))
    requested_at: Mapped[datetime] = mapped_column(Instant)
    requested_by: Mapped[str] = mapped_column(Text)
    """Issuer and subject."""
    reason: Mapped[str] = mapped_column(Text)
    items: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    """`{field, note, due_on}` each."""
    before: Mapped[dict[str, Any]] = mapped_column(JSONB)
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    changes: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB(none_as_null=True))
    """`{field, before, after}` each; null until the file is handed in again."""

    @property
    def stop(self) -> Stop:
        answered = self.answered_at
        return Stop(hanoi_date(self.requested_at), hanoi_date(answered) if answered else None)


class ReceiptSeries(Base):
    """The last receipt number given in a year. Its row lock gives numbers one by one."""

    __tablename__ = "receipt_series"

    year: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(Integer)


class TakeOverCode(Base):
    """The code on a receipt with which a paper applicant takes the file over, once.

    The code's first letters find the row, the rest is only known as a hash.
    """

    __tablename__ = "take_over_codes"
    __table_args__ = (
        UniqueConstraint("selector", name="take_over_codes_selector_unique"),
        CheckConstraint("wrong_tries >= 0", name="take_over_codes_tries_counted"),
    )

    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"), primary_key=True)
    selector: Mapped[str] = mapped_column(Text)
    secret_hash: Mapped[str] = mapped_column(Text)
    issued_at: Mapped[datetime] = mapped_column(Instant)
    issued_by: Mapped[str] = mapped_column(Text)
    """Issuer and subject."""
    expires_at: Mapped[datetime] = mapped_column(Instant)
    wrong_tries: Mapped[int] = mapped_column(Integer)
    used_at: Mapped[datetime | None] = mapped_column(Instant)
