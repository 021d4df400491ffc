"""Persons: contacts (how to reach someone) and grants (what someone may do)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from services.members.models.base import STAFF, Base
from shared.database.aggregate import Aggregate, Instant

ONE_REPRESENTATIVE = "grants_one_representative"
"""A member has one representative at a time."""


class Contact(Aggregate, Base):
    """How to reach someone who speaks for an applicant or a member; blank after erasure."""

    KIND = "contact"
    __tablename__ = "contacts"
    __table_args__ = (
        CheckConstraint(
            "erased_at IS NULL OR (name IS NULL AND email IS NULL AND phone IS NULL)",
            name="contacts_erased_are_blank",
        ),
        Index("contacts_by_member", "member_id"),
    )

    name: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(Text)
    """E.164."""
    locale: Mapped[str] = mapped_column(Text)
    owner_issuer: Mapped[str] = mapped_column(Text)
    owner_subject: Mapped[str] = mapped_column(Text)
    application_id: Mapped[UUID | None]
    member_id: Mapped[UUID | None]
    published: Mapped[bool] = mapped_column(Boolean)
    """Nobody else hears of the contact of a draft; from the submission on notifications does."""
    erased_at: Mapped[datetime | None] = mapped_column(Instant)
    reached_by_post: Mapped[bool] = mapped_column(Boolean, default=False)
    """Speaks for a file on paper: neither e-mail nor phone is needed."""
    restricted_at: Mapped[datetime | None] = mapped_column(Instant)
    """Since when the data may be kept but not used, as the person asked."""

    def who_may_read(self) -> set[str]:
        readers = {"role:officer", f"subject:{self.owner_issuer}|{self.owner_subject}"}
        if self.member_id is not None:
            readers.add(f"member:{self.member_id}")
        return readers

    @property
    def can_be_reached(self) -> bool:
        return bool(self.email or self.phone or self.reached_by_post)


class Grant(Aggregate, Base):
    """Issuer and subject may act in a role, for a member or host, from and until."""

    KIND = "grant"
    __tablename__ = "grants"
    __table_args__ = (
        CheckConstraint("(role = 'member') = (member_id IS NOT NULL)", name="grants_name_member"),
        CheckConstraint("(role = 'host') = (host_id IS NOT NULL)", name="grants_name_host"),
        CheckConstraint("capacity IS NULL OR role = 'member'", name="grants_capacity_of_members"),
        CheckConstraint(
            "(capacity IS NOT DISTINCT FROM 'delegate') = (delegated_from IS NOT NULL)",
            name="grants_delegated_by_someone",
        ),
        Index(
            ONE_REPRESENTATIVE,
            "member_id",
            unique=True,
            postgresql_where=text("capacity = 'representative' AND ended_at IS NULL"),
        ),
        Index("grants_by_subject", "issuer", "subject"),
        Index("grants_by_member", "member_id"),
    )

    issuer: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    member_id: Mapped[UUID | None]
    host_id: Mapped[UUID | None]
    valid_from: Mapped[datetime] = mapped_column(Instant)
    valid_until: Mapped[datetime | None] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    granted_by: Mapped[str] = mapped_column(Text)
    """Subject of who granted it; issuer and all are in the audit trail."""
    on_behalf_of: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text)
    capacity: Mapped[str | None] = mapped_column(Text)
    """For a member: `representative`, `contact` or `delegate`; null where nobody said."""
    delegated_from: Mapped[UUID | None] = mapped_column(ForeignKey("grants.id"))
    """The grant whose holder delegated it: it ends with that one."""

    def who_may_read(self) -> set[str]:
        return {*STAFF, f"subject:{self.issuer}|{self.subject}"}
