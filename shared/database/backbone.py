"""The tables that every service's database has besides its own: journal, inbox, parked events,
due work, audit, idempotency answers, known grants, changes and the service's state.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    Date,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared.database.aggregate import Instant


class Backbone(DeclarativeBase):
    """Base of the shared tables; a service's own tables have their own base."""


class JournalRow(Backbone):
    """One event this service has published or is about to: outbox and journal in one.

    `position` orders rows; within one aggregate it agrees with `sequence`, because both are taken
    under the aggregate's lock. A row with `parked_reason` can never pass and holds back its
    aggregate alone.
    """

    __tablename__ = "journal"
    __table_args__ = (
        UniqueConstraint("aggregate_key", "sequence", name="journal_one_number_per_event"),
        Index("journal_unpublished", "position", postgresql_where=text("published_at IS NULL")),
        Index(
            "journal_parked", "aggregate_key", postgresql_where=text("parked_reason IS NOT NULL")
        ),
        Index("journal_by_stream", "stream", "stream_sequence"),
    )

    position: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    id: Mapped[UUID] = mapped_column(unique=True)
    aggregate_key: Mapped[str] = mapped_column(Text)
    sequence: Mapped[str] = mapped_column(Text)
    type: Mapped[str] = mapped_column(Text)
    stream: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    envelope: Mapped[bytes] = mapped_column(LargeBinary)
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    published_at: Mapped[datetime | None] = mapped_column(Instant)
    stream_sequence: Mapped[int | None] = mapped_column(BigInteger)
    parked_reason: Mapped[str | None] = mapped_column(Text)


class StreamState(Backbone):
    """The stream as the relay last saw it, to notice that it lost messages or was made anew."""

    __tablename__ = "stream_state"

    stream: Mapped[str] = mapped_column(Text, primary_key=True)
    created: Mapped[str] = mapped_column(Text)


class Reader(Backbone):
    """One row per durable: its lock lets a single reader at a time bring effects about."""

    __tablename__ = "readers"

    consumer: Mapped[str] = mapped_column(Text, primary_key=True)
    handled: Mapped[int] = mapped_column(BigInteger)


class InboxMark(Backbone):
    """How far a consumer has come with one aggregate: the highest sequence taken, for ever."""

    __tablename__ = "inbox_marks"

    consumer: Mapped[str] = mapped_column(Text, primary_key=True)
    aggregate_key: Mapped[str] = mapped_column(Text, primary_key=True)
    sequence: Mapped[str] = mapped_column(Text)


class ParkedEvent(Backbone):
    """An event that failed, or that waits behind an earlier one of its aggregate.

    Only the first of an aggregate is retried; `dead` means its retries ran out and a person must
    say `retry` or `drop`.
    """

    __tablename__ = "parked_events"
    __table_args__ = (
        UniqueConstraint("consumer", "aggregate_key", "sequence", name="parked_events_once"),
        Index("parked_events_due", "next_attempt_at", postgresql_where=text("NOT dead")),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    consumer: Mapped[str] = mapped_column(Text)
    aggregate_key: Mapped[str] = mapped_column(Text)
    sequence: Mapped[str] = mapped_column(Text)
    type: Mapped[str] = mapped_column(Text)
    envelope: Mapped[bytes] = mapped_column(LargeBinary)
    attempts: Mapped[int] = mapped_column(Integer)
    next_attempt_at: Mapped[datetime | None] = mapped_column(Instant)
    dead: Mapped[bool] = mapped_column(Boolean)
    last_error: Mapped[str | None] = mapped_column(Text)
    parked_at: Mapped[datetime] = mapped_column(Instant)


class DueWork(Backbone):
    """Something to do at a time. One row per kind and key; it goes when it is done."""

    __tablename__ = "due_work"
    __table_args__ = (
        UniqueConstraint("kind", "key", name="due_work_once"),
        Index("due_work_next", "due_at", postgresql_where=text("NOT stuck")),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(Text)
    due_at: Mapped[datetime] = mapped_column(Instant)
    payload: Mapped[dict[str, Any]] = mapped_column(JSONB)
    attempts: Mapped[int] = mapped_column(Integer)
    stuck: Mapped[bool] = mapped_column(Boolean)
    last_error: Mapped[str | None] = mapped_column(Text)


class AuditRow(Backbone):
    """Who did what, on whose behalf, to what, why, and from which legal date on."""

    __tablename__ = "audit"
    __table_args__ = (Index("audit_by_subject", "subject_kind", "subject_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    actor: Mapped[str] = mapped_column(Text)
    on_behalf_of: Mapped[str | None] = mapped_column(Text)
    act: Mapped[str] = mapped_column(Text)
    subject_kind: Mapped[str | None] = mapped_column(Text)
    subject_id: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    effective_on: Mapped[date] = mapped_column(Date)
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    correlation_id: Mapped[UUID]


class IdempotentAnswer(Backbone):
    """The answer that a caller's Idempotency-Key got, kept for a day."""

    __tablename__ = "idempotent_answers"
    __table_args__ = (Index("idempotent_answers_expiry", "expires_at"),)

    caller: Mapped[str] = mapped_column(Text, primary_key=True)
    route: Mapped[str] = mapped_column(Text, primary_key=True)
    key: Mapped[str] = mapped_column(Text, primary_key=True)
    request_hash: Mapped[str] = mapped_column(Text)
    status: Mapped[int] = mapped_column(Integer)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    etag: Mapped[str | None] = mapped_column(Text)
    expires_at: Mapped[datetime] = mapped_column(Instant)


class KnownGrant(Backbone):
    """This service's copy of a grant: who (issuer and subject) may act in which role, for whom."""

    __tablename__ = "known_grants"
    __table_args__ = (Index("known_grants_by_subject", "issuer", "subject"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    issuer: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    member_id: Mapped[UUID | None]
    host_id: Mapped[UUID | None]
    valid_from: Mapped[datetime] = mapped_column(Instant)
    valid_until: Mapped[datetime | None] = mapped_column(Instant)
    ended: Mapped[bool] = mapped_column(Boolean)
    email: Mapped[str | None] = mapped_column(Text)
    on_behalf_of: Mapped[str | None] = mapped_column(Text)
    """Whose place the holder takes (`issuer|subject`); null when in their own."""


class Change(Backbone):
    """One committed change of one aggregate, for `GET /v1/changes`.

    `transaction` is the writing transaction: readers only go up to the oldest one still running,
    so a slow commit is never skipped.
    """

    __tablename__ = "changes"
    __table_args__ = (Index("changes_in_order", "transaction", "position"),)

    position: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    transaction: Mapped[int] = mapped_column(
        BigInteger, server_default=text("(pg_current_xact_id()::text::bigint)")
    )
    kind: Mapped[str] = mapped_column(Text)
    aggregate_id: Mapped[UUID]
    version: Mapped[int] = mapped_column(Integer)
    readers: Mapped[list[str]] = mapped_column(ARRAY(Text))
    recorded_at: Mapped[datetime] = mapped_column(Instant)


class ServiceState(Backbone):
    """One row: the restore epoch, raised by the operator when the database comes from a backup."""

    __tablename__ = "service_state"

    only: Mapped[bool] = mapped_column(Boolean, primary_key=True)
    epoch: Mapped[int] = mapped_column(Integer)
