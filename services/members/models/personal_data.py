"""Consents and requests of persons about their data, and legal holds that stop erasure."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.members.models.base import STAFF, Base
from shared.database.aggregate import Aggregate, Instant

ONE_CONSENT = "consents_one_given"
"""Two clicks give one consent."""
ONE_HOLD = "legal_holds_one_standing"


class Consent(Aggregate, Base):
    """Someone's consent to one use of their data, with the words it was given to.

    It stays after it was withdrawn: it proves that what was done before was allowed.
    """

    KIND = "consent"
    __tablename__ = "consents"
    __table_args__ = (
        CheckConstraint(
            "status IN ('given', 'withdrawn', 'replaced')", name="consents_known_status"
        ),
        CheckConstraint("(status = 'given') = (ended_at IS NULL)", name="consents_end_is_whole"),
        CheckConstraint(
            "person_key IS NOT NULL OR contact_id IS NOT NULL", name="consents_are_someones"
        ),
        Index(
            ONE_CONSENT, "holder", "purpose", unique=True, postgresql_where=text("status = 'given'")
        ),
        Index("consents_by_contact", "contact_id"),
        Index("consents_by_person", "person_key"),
    )

    holder: Mapped[str] = mapped_column(Text)
    """The person as one text: `issuer|subject`, or `contact:<id>` of who never signed in."""
    person_key: Mapped[str | None] = mapped_column(Text)
    contact_id: Mapped[UUID | None] = mapped_column(ForeignKey("contacts.id"))
    purpose: Mapped[str] = mapped_column(Text)
    text_version: Mapped[int] = mapped_column(Integer)
    text_sha256: Mapped[str] = mapped_column(Text)
    """Of the words in both languages."""
    locale: Mapped[str] = mapped_column(Text)
    """The language they were shown in."""
    way: Mapped[str] = mapped_column(Text)
    given_on: Mapped[date] = mapped_column(Date)
    recorded_by: Mapped[str] = mapped_column(Text)
    proof: Mapped[dict[str, Any]] = mapped_column(JSONB)
    """Of paper `{paper, document_id}`; online `{correlation_id}` of the act in the trail."""
    status: Mapped[str] = mapped_column(Text)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_by: Mapped[str | None] = mapped_column(Text)
    end_reason: Mapped[str | None] = mapped_column(Text)

    def who_may_read(self) -> set[str]:
        return {*STAFF, *({f"subject:{self.person_key}"} if self.person_key else ())}


class PersonalDataRequest(Aggregate, Base):
    """What someone asks about their data, until it is answered."""

    KIND = "personal_data_request"
    __tablename__ = "personal_data_requests"
    __table_args__ = (
        CheckConstraint(
            "status IN ('received', 'acknowledged', 'fulfilled', 'refused', 'withdrawn')",
            name="personal_data_requests_known_status",
        ),
        CheckConstraint(
            "person_key IS NOT NULL OR contact_id IS NOT NULL",
            name="personal_data_requests_are_someones",
        ),
        CheckConstraint(
            "status <> 'refused' OR answer IS NOT NULL",
            name="personal_data_requests_refused_with_reason",
        ),
        UniqueConstraint("number", name="personal_data_requests_number_unique"),
        Index("personal_data_requests_by_contact", "contact_id"),
        Index("personal_data_requests_by_person", "person_key"),
    )

    number: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    person_key: Mapped[str | None] = mapped_column(Text)
    """`issuer|subject`; null for someone who never signed in."""
    contact_id: Mapped[UUID | None] = mapped_column(ForeignKey("contacts.id"))
    requester: Mapped[str | None] = mapped_column(Text)
    """Who asked on paper, by name; gone once their data is erased."""
    identified_by: Mapped[str | None] = mapped_column(Text)
    """How an officer made sure who asks; no number and no picture of an identity card."""
    on_paper: Mapped[bool] = mapped_column(Boolean)
    details: Mapped[str | None] = mapped_column(Text)
    purpose: Mapped[str | None] = mapped_column(Text)
    correction: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """What is to read otherwise, until it does."""
    third_parties: Mapped[bool] = mapped_column(Boolean)
    """Others hold the data as well, which gives more time."""
    status: Mapped[str] = mapped_column(Text)
    received_on: Mapped[date] = mapped_column(Date)
    acknowledge_by: Mapped[date] = mapped_column(Date)
    answer_by: Mapped[date] = mapped_column(Date)
    extend_to: Mapped[date] = mapped_column(Date)
    """The latest day to which `answer_by` may be extended."""
    extension: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """`{from, reason, at}` once it was extended."""
    acknowledged_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    answered_by: Mapped[str | None] = mapped_column(Text)
    answer: Mapped[str | None] = mapped_column(Text)
    answer_code: Mapped[str | None] = mapped_column(Text)
    report: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """What was done; of an erasure what went, what stays and why, and who confirmed it."""

    def who_may_read(self) -> set[str]:
        return {*STAFF, *({f"subject:{self.person_key}"} if self.person_key else ())}


class PersonalDataSeries(Base):
    """The last number given to a request in a year; its row lock gives them one by one."""

    __tablename__ = "personal_data_series"

    year: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(Integer)


class LegalHold(Aggregate, Base):
    """Nothing of what is held is erased or destroyed until the hold is lifted."""

    KIND = "legal_hold"
    __tablename__ = "legal_holds"
    __table_args__ = (
        CheckConstraint(
            "(lifted_at IS NULL) = (lifted_reason IS NULL)", name="legal_holds_lifted_with_reason"
        ),
        Index(
            ONE_HOLD,
            "held_kind",
            "held_id",
            unique=True,
            postgresql_where=text("lifted_at IS NULL"),
        ),
    )

    held_kind: Mapped[str] = mapped_column(Text)
    held_id: Mapped[UUID]
    reason: Mapped[str] = mapped_column(Text)
    placed_by: Mapped[str] = mapped_column(Text)
    lifted_at: Mapped[datetime | None] = mapped_column(Instant)
    lifted_by: Mapped[str | None] = mapped_column(Text)
    lifted_reason: Mapped[str | None] = mapped_column(Text)

    def who_may_read(self) -> set[str]:
        return {*STAFF, "role:decider"}
