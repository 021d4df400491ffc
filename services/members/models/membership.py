"""Member spaces and their certificates."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
    Double,
    ForeignKey,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.members.domain.members import certificate_status
from services.members.domain.states import MEMBER_STATUS
from services.members.models.base import Base
from shared.database.aggregate import Aggregate, Instant

BYTEWISE = Text(collation="C")
"""`sort_key` carries the Vietnamese order itself, so the database compares bytes."""


_STATUSES = ", ".join(f"'{status}'" for status in MEMBER_STATUS)


class Member(Aggregate, Base):
    """A space of the network; its directory entry is public, the rest is shown by right."""

    KIND = "member"
    __tablename__ = "members"
    __table_args__ = (
        CheckConstraint(f"status IN ({_STATUSES})", name="members_known_status"),
        CheckConstraint(
            "status = 'suspended' OR (suspension_reason IS NULL AND suspended_until IS NULL)",
            name="members_reason_only_while_suspended",
        ),
        CheckConstraint(
            "NOT address_public OR ward IS NOT NULL", name="members_public_address_exists"
        ),
        UniqueConstraint("application_id", name="members_one_for_each_application"),
        CheckConstraint("successor_id IS DISTINCT FROM id", name="members_succeeded_by_another"),
        CheckConstraint(
            "(successor_id IS NULL) = (successor_name IS NULL)", name="members_successor_is_whole"
        ),
        Index("members_by_name", "sort_key", "id"),
        Index("members_by_field", "fields", postgresql_using="gin"),
        CheckConstraint(
            "(latitude IS NULL) = (longitude IS NULL)"
            " AND latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180",
            name="members_place_on_earth",
        ),
        UniqueConstraint("external_key", name="members_external_key_unique"),
        Index(
            "members_by_part_of_name",
            "search",
            postgresql_using="gin",
            postgresql_ops={"search": "gin_trgm_ops"},
        ),
        Index("members_by_kind", "kind", "sort_key", "id"),
        Index("members_by_ward", "ward_search", postgresql_where=text("address_public")),
        Index("members_by_place", "latitude", "longitude", postgresql_where=text("address_public")),
    )

    application_id: Mapped[UUID | None] = mapped_column(ForeignKey("applications.id"))
    contact_id: Mapped[UUID | None] = mapped_column(ForeignKey("contacts.id"))
    name: Mapped[str] = mapped_column(Text)
    search: Mapped[str] = mapped_column(Text)
    """The name folded, for `q`."""
    sort_key: Mapped[str] = mapped_column(BYTEWISE)
    kind: Mapped[str] = mapped_column(Text)
    ownership: Mapped[str] = mapped_column(Text)
    fields: Mapped[list[str]] = mapped_column(ARRAY(Text))
    status: Mapped[str] = mapped_column(Text)
    """What its dated facts make of it today, see `domain.standing`; kept for searching."""
    status_since: Mapped[date] = mapped_column(Date)
    address_line: Mapped[str | None] = mapped_column(Text)
    ward: Mapped[str | None] = mapped_column(Text)
    ward_search: Mapped[str | None] = mapped_column(Text)
    address_public: Mapped[bool] = mapped_column(Boolean)
    website: Mapped[str | None] = mapped_column(Text)
    description_vi: Mapped[str | None] = mapped_column(Text)
    description_en: Mapped[str | None] = mapped_column(Text)
    member_since: Mapped[date] = mapped_column(Date)
    left_on: Mapped[date | None] = mapped_column(Date)
    suspension_reason: Mapped[str | None] = mapped_column(Text)
    suspension_reason_code: Mapped[str | None] = mapped_column(Text)
    suspended_at: Mapped[datetime | None] = mapped_column(Instant)
    suspended_until: Mapped[date | None] = mapped_column(Date)
    certificate_number: Mapped[str | None] = mapped_column(Text)
    """Of the certificate in force; null after the member left."""
    term_until: Mapped[date | None] = mapped_column(Date)
    """Last day of the renewed term; null: the first term still runs."""
    successor_id: Mapped[UUID | None] = mapped_column(ForeignKey("members.id"))
    """The member that carries on what this one had, after a merger, split or double entry."""
    successor_name: Mapped[str | None] = mapped_column(Text)
    latitude: Mapped[float | None] = mapped_column(Double)
    """Degrees north, WGS 84; as public as the address."""
    longitude: Mapped[float | None] = mapped_column(Double)
    """Degrees east, WGS 84."""
    online_url: Mapped[str | None] = mapped_column(Text)
    """Where a space that is only online is found; always public."""
    external_key: Mapped[str | None] = mapped_column(Text)
    """What the list that it was taken over from calls it; the same file again finds it by this."""

    def who_may_read(self) -> set[str]:
        return {"public"}


class Certificate(Aggregate, Base):
    """A printed certificate; `token` is the signed statement in its QR code.

    Only who holds the key can make it, so that it also opens the file.
    """

    KIND = "certificate"
    __tablename__ = "certificates"
    __table_args__ = (
        UniqueConstraint("number", name="certificates_number_unique"),
        UniqueConstraint("year", "serial", name="certificates_serial_unique"),
        Index("certificates_by_member", "member_id"),
    )

    number: Mapped[str] = mapped_column(Text)
    year: Mapped[int] = mapped_column(Integer)
    serial: Mapped[int] = mapped_column(Integer)
    member_id: Mapped[UUID] = mapped_column(ForeignKey("members.id"))
    member_name: Mapped[str] = mapped_column(Text)
    """As printed."""
    token: Mapped[str] = mapped_column(Text)
    issued_on: Mapped[date] = mapped_column(Date)
    valid_until: Mapped[date | None] = mapped_column(Date)
    revoked_on: Mapped[date | None] = mapped_column(Date)
    verify_url: Mapped[str] = mapped_column(Text)
    """The public page, as printed beside the QR code."""
    replaces: Mapped[str | None] = mapped_column(Text)
    """The number for which this one was issued anew."""
    replaced_by: Mapped[str | None] = mapped_column(Text)

    member: Mapped[Member] = relationship(lazy="selectin")

    def who_may_read(self) -> set[str]:
        return {"public"}

    def status(self, today: date) -> str:
        revoked = self.revoked_on is not None
        return certificate_status(revoked, self.member.status, self.valid_until, today)


class CertificateSeries(Base):
    """The last number given in a year. Its row lock gives numbers one by one, without gaps."""

    __tablename__ = "certificate_series"

    year: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(Integer)
