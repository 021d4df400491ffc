"""Tables of notifications: whom we write to, and every letter with what became of it.

Contacts, links and staff are copies of what members says. A message is written once: its business
key, recipient and channel are unique together, whatever is replayed or clicked twice.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, Index, Integer, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.dialects.postgresql import UUID as Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from services.notifications.domain import RecipientKind
from shared.database.aggregate import Aggregate, Instant

STAFF = frozenset({"role:officer", "role:operator", "role:auditor"})
"""Who of the staff may read everything."""


class Base(DeclarativeBase):
    """Base of this service's tables."""


class Contact(Aggregate, Base):
    """A person who speaks for an applicant or a member. After erasure only the id remains."""

    KIND = "contact"
    __tablename__ = "contacts"
    __table_args__ = (
        CheckConstraint(
            "NOT erased OR (name IS NULL AND email IS NULL AND phone IS NULL)",
            name="contacts_erased_are_blank",
        ),
        Index("contacts_by_member", "member_id"),
    )

    name: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(Text)
    locale: Mapped[str] = mapped_column(Text)
    chosen_locale: Mapped[str | None] = mapped_column(Text)
    wants_updates: Mapped[bool] = mapped_column(Boolean)
    member_id: Mapped[UUID | None]
    application_id: Mapped[UUID | None]
    suppressed_reason: Mapped[str | None] = mapped_column(Text)
    erased: Mapped[bool] = mapped_column(Boolean)

    def who_may_read(self) -> set[str]:
        return {*STAFF, *([f"member:{self.member_id}"] if self.member_id else [])}


class MemberContacts(Base):
    """Whom to write to about a member."""

    __tablename__ = "member_contacts"

    member_id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    contact_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))


class Staff(Base):
    """Where the holder of a grant is reached; one row for each grant that has an address."""

    __tablename__ = "staff"
    __table_args__ = (Index("staff_by_role", "role", "host_id"),)

    grant_id: Mapped[UUID] = mapped_column(primary_key=True)
    role: Mapped[str] = mapped_column(Text)
    host_id: Mapped[UUID | None]
    name: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str] = mapped_column(Text)
    locale: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[datetime] = mapped_column(Instant)
    valid_until: Mapped[datetime | None] = mapped_column(Instant)


class Message(Aggregate, Base):
    """One letter to one recipient on one channel, and why it was written.

    `recipient_id` is a contact's id, or for staff the id of the grant. Erasing a contact blanks
    address, subject, text and html.
    """

    KIND = "message"
    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("business_key", "recipient_id", "channel", name="messages_once"),
        CheckConstraint(
            "status IN ('queued', 'sending', 'delivered', 'failed', 'expired', 'suppressed')",
            name="messages_status_known",
        ),
        Index("messages_by_recipient", "recipient_id"),
        Index("messages_by_member", "member_id", "created_at"),
        Index("messages_in_order", "created_at", "id"),
    )

    business_key: Mapped[str] = mapped_column(Text)
    recipient_kind: Mapped[RecipientKind] = mapped_column(Text)
    recipient_id: Mapped[UUID]
    channel: Mapped[str] = mapped_column(Text)
    member_id: Mapped[UUID | None]
    host_id: Mapped[UUID | None]
    template: Mapped[str] = mapped_column(Text)
    template_version: Mapped[int] = mapped_column(Integer)
    locale: Mapped[str] = mapped_column(Text)
    address: Mapped[str | None] = mapped_column(Text)
    subject: Mapped[str | None] = mapped_column(Text)
    text: Mapped[str | None] = mapped_column(Text)
    html: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    status_reason: Mapped[str | None] = mapped_column(Text)
    attempts: Mapped[int] = mapped_column(Integer)
    not_after: Mapped[datetime] = mapped_column(Instant)
    delivered_at: Mapped[datetime | None] = mapped_column(Instant)
    event_id: Mapped[UUID]
    event_type: Mapped[str] = mapped_column(Text)
    correlation_id: Mapped[UUID]
    history: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)

    def who_may_read(self) -> set[str]:
        tags = set(STAFF)
        if self.member_id:
            tags.add(f"member:{self.member_id}")
        if self.host_id:
            tags.add(f"host:{self.host_id}")
        return tags

    def note(self, at: datetime, what: str, detail: str | None = None) -> None:
        """Add a line to the message's history: codes only, never an address or a name."""
        entry = {"at": at.isoformat(), "what": what} | ({"detail": detail} if detail else {})
        self.history = [*self.history, entry]
