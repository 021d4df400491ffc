"""Closed files with their dossiers, and lists by which they are destroyed after their time."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.members.models.base import STAFF, Base
from shared.database.aggregate import Aggregate, Instant

CLOSED_ONCE = "closed_files_closed_once"
"""Two clicks close a file once."""


class ClosedFile(Aggregate, Base):
    """A file that was closed, its dossier, and how long it is kept.

    The row stays after the destruction: it says what there was, and that it is gone.
    """

    KIND = "closed_file"
    __tablename__ = "closed_files"
    __table_args__ = (
        CheckConstraint(
            "status IN ('closed', 'reopened', 'listed', 'destroyed')",
            name="closed_files_known_status",
        ),
        CheckConstraint(
            "status <> 'destroyed' OR dossier_sha256 IS NULL",
            name="closed_files_destroyed_have_no_dossier",
        ),
        CheckConstraint(
            "status NOT IN ('listed', 'destroyed') OR destruction_id IS NOT NULL",
            name="closed_files_listed_on_a_list",
        ),
        Index(
            CLOSED_ONCE,
            "file_kind",
            "file_id",
            unique=True,
            postgresql_where=text("status <> 'reopened'"),
        ),
        Index("closed_files_by_time", "keep_until", postgresql_where=text("status = 'closed'")),
        Index("closed_files_by_destruction", "destruction_id"),
    )

    file_kind: Mapped[str] = mapped_column(Text)
    file_id: Mapped[UUID]
    title: Mapped[str] = mapped_column(Text)
    """Of the file; a space's or a matter's name, never a person's."""
    number: Mapped[str | None] = mapped_column(Text)
    outcome: Mapped[str] = mapped_column(Text)
    """The state in which it ended."""
    status: Mapped[str] = mapped_column(Text)
    closed_on: Mapped[date] = mapped_column(Date)
    closed_by: Mapped[str] = mapped_column(Text)
    retention_code: Mapped[str] = mapped_column(Text)
    retention_years: Mapped[int | None] = mapped_column(Integer)
    keep_until: Mapped[date | None] = mapped_column(Date)
    """Last day on which it is kept; null: for ever."""
    dossier_sha256: Mapped[str | None] = mapped_column(Text)
    dossier_size: Mapped[int | None] = mapped_column(BigInteger)
    contents: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    """The index: `{path, title, media_type, size, sha256}` of each part."""
    destruction_id: Mapped[UUID | None] = mapped_column(ForeignKey("destructions.id"))
    destroyed_at: Mapped[datetime | None] = mapped_column(Instant)
    reopen_reason: Mapped[str | None] = mapped_column(Text)

    def who_may_read(self) -> set[str]:
        return set(STAFF)


class Destruction(Aggregate, Base):
    """A list of closed files to be destroyed, with the minutes that say so."""

    KIND = "destruction"
    __tablename__ = "destructions"
    __table_args__ = (
        CheckConstraint(
            "status IN ('drafted', 'approved', 'carried_out', 'dropped')",
            name="destructions_known_status",
        ),
        CheckConstraint(
            "status NOT IN ('approved', 'carried_out') OR"
            " (approved_by IS NOT NULL AND approved_by <> prepared_by)",
            name="destructions_by_two_people",
        ),
    )

    status: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    prepared_by: Mapped[str] = mapped_column(Text)
    document_id: Mapped[UUID] = mapped_column(ForeignKey("official_documents.id"))
    """Its minutes."""
    approved_by: Mapped[str | None] = mapped_column(Text)
    approved_at: Mapped[datetime | None] = mapped_column(Instant)
    carried_out_at: Mapped[datetime | None] = mapped_column(Instant)
    report: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """`{destroyed, left: [{id, why}]}`; it grows while the list is carried out."""

    def who_may_read(self) -> set[str]:
        return {*STAFF, "role:decider"}
