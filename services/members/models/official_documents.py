"""Official documents and the numbers given to them."""

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
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.members.domain.official_documents import OUT
from services.members.models.base import STAFF, Base
from shared.database.aggregate import Aggregate, Instant
from shared.events.base import Bilingual

NUMBER_ONCE = "official_documents_number_once"
ONE_SUCCESSOR = "official_documents_one_successor_at_a_time"


class OfficialDocument(Aggregate, Base):
    """A decision, letter, certificate, minutes …; staff's, and once it is out also of those named.

    Its page is data until it is signed; what was signed lies in the file store.
    """

    KIND = "official_document"
    __tablename__ = "official_documents"
    __table_args__ = (
        CheckConstraint(
            "status IN ('drafted', 'for_signature', 'signed', 'issued', 'corrected', 'replaced',"
            " 'annulled', 'withdrawn', 'discarded')",
            name="official_documents_known_status",
        ),
        CheckConstraint(
            "status IN ('drafted', 'for_signature', 'signed', 'discarded') OR (number IS NOT NULL"
            " AND dated_on IS NOT NULL AND issued_at IS NOT NULL AND file_sha256 IS NOT NULL)",
            name="official_documents_out_is_whole",
        ),
        CheckConstraint(
            "(number IS NULL) = (number_year IS NULL)", name="official_documents_number_has_year"
        ),
        CheckConstraint(
            "(succeeds_id IS NULL) = (succeeds_as IS NULL)",
            name="official_documents_succession_is_whole",
        ),
        Index(
            NUMBER_ONCE,
            "authority",
            "kind",
            "number_year",
            "number",
            unique=True,
            postgresql_where=text("status <> 'discarded'"),
        ),
        Index(
            ONE_SUCCESSOR,
            "succeeds_id",
            unique=True,
            postgresql_where=text("status IN ('drafted', 'for_signature', 'signed')"),
        ),
        Index("official_documents_by_about", "about", postgresql_using="gin"),
        Index("official_documents_by_successor", "succeeds_id"),
    )

    kind: Mapped[str] = mapped_column(Text)
    authority: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    title_vi: Mapped[str] = mapped_column(Text)
    title_en: Mapped[str | None] = mapped_column(Text)
    search: Mapped[str] = mapped_column(Text)
    about: Mapped[list[str]] = mapped_column(ARRAY(Text))
    """What it speaks of: `application:<id>`, `member:<id>` …"""
    shared_with: Mapped[list[str]] = mapped_column(ARRAY(Text))
    """Tags of those who may read it once it is out, besides staff."""
    page: Mapped[dict[str, Any]] = mapped_column(JSONB)
    number: Mapped[str | None] = mapped_column(Text)
    number_source: Mapped[str | None] = mapped_column(Text)
    """`series` (ours) or `register` (the records office's)."""
    number_year: Mapped[int | None] = mapped_column(Integer)
    serial: Mapped[int | None] = mapped_column(Integer)
    """In our series; null when the number comes from the register."""
    dated_on: Mapped[date | None] = mapped_column(Date)
    signer_name: Mapped[str | None] = mapped_column(Text)
    signer_title: Mapped[str | None] = mapped_column(Text)
    signing_capacity: Mapped[str | None] = mapped_column(Text)
    signature: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    """See `domain.official_documents.SignatureFacts`."""
    file_sha256: Mapped[str | None] = mapped_column(Text)
    file_size: Mapped[int | None] = mapped_column(BigInteger)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    signed_at: Mapped[datetime | None] = mapped_column(Instant)
    issued_at: Mapped[datetime | None] = mapped_column(Instant)
    succeeds_id: Mapped[UUID | None] = mapped_column(ForeignKey("official_documents.id"))
    """The document that this one corrects, replaces, annuls or withdraws once it is out."""
    succeeds_as: Mapped[str | None] = mapped_column(Text)
    ended_by_id: Mapped[UUID | None]
    """The last document that did so to this one."""
    reason: Mapped[str | None] = mapped_column(Text)
    """Why it succeeds another, or why it was discarded."""
    drafted_by: Mapped[str] = mapped_column(Text)

    def who_may_read(self) -> set[str]:
        readers = {*STAFF, "role:decider"}
        return {*readers, *self.shared_with} if self.status in OUT else readers

    @property
    def title(self) -> Bilingual:
        return Bilingual(vi=self.title_vi, en=self.title_en)


class DocumentSeries(Base):
    """The last number of an authority, kind and year. Its row lock gives them without gaps."""

    __tablename__ = "document_series"

    authority: Mapped[str] = mapped_column(Text, primary_key=True)
    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    year: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(Integer)


class DocumentNumber(Base):
    """One number of a series and what became of it: every number is accounted for."""

    __tablename__ = "document_numbers"
    __table_args__ = (
        CheckConstraint(
            "status IN ('reserved', 'used', 'void')", name="document_numbers_known_status"
        ),
        CheckConstraint(
            "(status = 'void') = (reason IS NOT NULL)", name="document_numbers_void_has_reason"
        ),
        CheckConstraint(
            "status = 'void' OR document_id IS NOT NULL", name="document_numbers_belong"
        ),
    )

    authority: Mapped[str] = mapped_column(Text, primary_key=True)
    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    year: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    serial: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    number: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    document_id: Mapped[UUID | None]
    reason: Mapped[str | None] = mapped_column(Text)
    changed_at: Mapped[datetime] = mapped_column(Instant)
