"""One unit of work: the transaction, the instant, who acts, and what goes out with it.

Use cases receive a Work and never commit. Rows, events, due work and the audit entry of one act
are written in one transaction or not at all.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

import asyncpg
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.interfaces import ORMOption

from shared.auth.caller import Caller
from shared.clock import hanoi_date
from shared.database.aggregate import Aggregate, readable
from shared.database.backbone import DueWork
from shared.database.records import WRITE, Act, Records, Rows, as_json, change_of
from shared.database.transaction import Transaction
from shared.errors import Failure, Invalid, Stale
from shared.events.base import Event, schema_url
from shared.events.envelope import Envelope, sequence_text
from shared.settings import ServiceSettings

A = TypeVar("A", bound=Aggregate)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an act comes from: who acts and which request or event it belongs to."""

    caller: Caller
    correlation_id: UUID
    causation_id: UUID | None = None
    traceparent: str | None = None
    occurred_at: datetime | None = None
    """When the event that caused this happened; None when no event did."""
    announced: bool = False
    """The event that caused this only repeats a known state: no effect outside the system."""
    expected_version: int | None = None
    """The caller's If-Match, checked on the first aggregate that is locked."""
    names_version: bool = True
    """False for an edit without If-Match: it may make what is not there yet, and change nothing."""


@dataclass(slots=True)
class Subject:
    """What an act is about, for the audit trail."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Deed:
    """What an act is called in the audit trail, and why it is done."""

    name: str
    reason: str | None = None


@dataclass(slots=True)
class Wake:
    """Which loops have something to do once the transaction is committed."""

    relay: bool = False
    due: bool = False


@dataclass(slots=True)
class Work:
    """What a use case works with."""

    transaction: Transaction
    service: str
    now: datetime
    origin: Origin
    new_id: Callable[[], UUID]
    epoch: int
    settings: ServiceSettings
    glance: Callable[[str, UUID], Awaitable[asyncpg.Record | None]]
    """One row outside of the transaction, see `SharedStatements`."""
    keep: Callable[[str, Act], Awaitable[bool]]
    """An act as a transaction by itself, likewise."""
    deed: Deed | None = None
    """None once it is in the audit trail, or for what nobody asked for."""
    subject: Subject | None = None
    records: Records = field(default_factory=Records)
    wake: Wake = field(default_factory=Wake)

    @property
    def session(self) -> AsyncSession:
        return self.transaction.session

    @property
    def caller(self) -> Caller:
        return self.origin.caller

    def as_caused_by(self, envelope: Envelope, traceparent: str) -> Work:
        """The same transaction, acting because of an event; what it publishes joins the batch."""
        origin = Origin(
            caller=self.origin.caller,
            correlation_id=envelope.correlationid,
            causation_id=envelope.id,
            traceparent=traceparent,
            occurred_at=envelope.time,
            announced=bool(envelope.hcnannounced),
        )
        return replace(self, origin=origin, subject=None)

    def add(self, row: A) -> A:
        """A new aggregate joins the transaction; its id, if not set, is made here."""
        if row.id is None:
            row.id = self.new_id()
        row.event_sequence = 0
        row.created_at = row.updated_at = self.now
        self.session.add(row)
        self._name_subject(row)
        return row

    async def read(self, model: type[A], id: UUID) -> A:
        """What the act is about, for a read that stands in the audit trail.

        Raises NotFound when there is none or the caller may not read it.
        """
        row = readable(model, id, await self.session.get(model, id), self.caller)
        self.subject = Subject(row.KIND, str(row.id))
        return row

    async def lock(self, model: type[A], id: UUID, *options: ORMOption) -> A:
        """The aggregate, locked until the transaction ends; `options` say how to load what it has.

        Raises NotFound when there is none or the caller may not read it, Stale when the caller's
        If-Match names another version (checked on the first one locked).
        """
        row = await self.session.get(
            model, id, options=options, with_for_update=_how_locked(model), populate_existing=True
        )
        return self.admit(model, id, row)

    def admit(self, model: type[A], id: UUID, found: A | None) -> A:
        """The row that was found, if the act may be about it; raises as `lock` does."""
        row = readable(model, id, found, self.caller)
        if self.subject is None and self.origin.expected_version not in (None, row.version):
            raise Stale(row)
        self._name_subject(row)
        return row

    async def find_locked(self, model: type[A], id: UUID) -> A | None:
        """The aggregate, locked, or None; for handlers of events, which no right restrains."""
        return await self.session.get(
            model, id, with_for_update=_how_locked(model), populate_existing=True
        )

    def _name_subject(self, row: Aggregate) -> None:
        if self.subject is None:
            self.subject = Subject(row.KIND, str(row.id))

    def publish(self, row: Aggregate, event: Event) -> None:
        """Write an event of this aggregate; it leaves with the transaction, in order.

        Raises Invalid when its body is larger than the setting allows.
        """
        kind = event.TYPE
        row.event_sequence += 1
        envelope = Envelope(
            id=self.new_id(),
            source=f"/hcn/{self.service}",
            type=kind.text,
            subject=row.id,
            time=self.now,
            dataschema=schema_url(kind.text),
            sequence=sequence_text(self.epoch, row.event_sequence),
            traceparent=self.origin.traceparent,
            correlationid=self.origin.correlation_id,
            causationid=self.origin.causation_id,
            hcnannounced=self.origin.announced or None,
            data=event.model_dump(mode="json"),
        )
        body = envelope.model_dump_json(exclude_none=True)
        limit, size = self.settings.event_max_bytes, len(body.encode())
        if size > limit:
            raise Invalid(Failure("event_too_large", limit=limit, size=size))
        self.records.events.append(
            {
                "id": envelope.id,
                "aggregate_key": envelope.aggregate_key,
                "sequence": envelope.sequence,
                "type": kind.text,
                "stream": kind.stream,
                "subject": kind.subject_of(row.id),
                "envelope": body,
                "recorded_at": self.now,
            }
        )

    async def schedule(
        self, kind: str, key: str, due_at: datetime, payload: dict[str, Any] | None = None
    ) -> None:
        """Have work of a kind done at a time; the same kind and key again moves it."""
        row = {"kind": kind, "key": key, "due_at": due_at, "payload": payload or {}}
        row |= {"attempts": 0, "stuck": False}
        statement = upsert(DueWork).values(row)
        changed = {name: statement.excluded[name] for name in row if name not in ("kind", "key")}
        await self.session.execute(
            statement.on_conflict_do_update(constraint="due_work_once", set_=changed)
        )
        self.wake.due = True

    async def unschedule(self, kind: str, key: str) -> None:
        """Work of a kind is no longer to be done; nothing happens when there was none."""
        found = await self.session.scalar(
            select(DueWork).where(DueWork.kind == kind, DueWork.key == key).with_for_update()
        )
        if found is not None:
            await self.session.delete(found)

    async def record(
        self, act: str, reason: str | None = None, effective_on: date | None = None
    ) -> None:
        """Note the audit entry of this act; the HTTP door does it for every use case."""
        self.records.acts.append(
            {
                "id": self.new_id(),
                "actor": self.caller.key,
                "on_behalf_of": self.caller.on_behalf_of,
                "name": act,
                "subject_kind": self.subject.kind if self.subject else None,
                "subject_id": self.subject.id if self.subject else None,
                "reason": reason,
                "effective_on": effective_on or hanoi_date(self.now),
                "recorded_at": self.now,
                "correlation_id": self.origin.correlation_id,
            }
        )

    async def fetch(self, statement: str, *arguments: object) -> list[asyncpg.Record]:
        """Rows of one plain statement within the transaction, see `Transaction.fetch`."""
        return await self.transaction.fetch(statement, *arguments)

    async def conclude(self) -> None:
        """The act is done: its entry in the audit trail, and whatever has not been sent yet."""
        await self._record_deed()
        self.deed = None
        await self.flush()

    async def _record_deed(self) -> None:
        if self.deed is not None:
            await self.record(self.deed.name, self.deed.reason)

    async def conclude_in_one(self, statement: str, id: UUID, *parts: Rows) -> bool:
        """Conclude an act whose only statement is this one, made by `with_records`.

        `parts` are its rows; `id` is what the act is about. False when it was not kept: then
        nothing has happened, and it may go another way. Outside of a transaction the statement is
        one by itself, which it may share with others of the same moment.
        """
        await self._record_deed()
        recorded = [[row | {"act": id} for row in rows] for rows in self.records.take()]
        keep = self.transaction.keep if self.transaction.begun else self.keep
        kept = await keep(statement, Act(id, [*parts, *recorded]))
        if kept:
            self.deed = None
            self.wake.relay = self.wake.due = True
        return kept

    def note_change(self, row: Aggregate) -> None:
        """For a row that a plain statement changes; what the session writes notes itself."""
        self.records.changes.append(change_of(row, self.now))

    def start_over(self) -> None:
        """Forget what was said and found so far: nothing of it was kept."""
        self.records.clear()
        self.subject = None

    async def flush(self) -> None:
        """Send rows, then what is recorded of them, to the database, still uncommitted."""
        await self.transaction.flush()
        if self.records.waiting:
            self.wake.relay |= bool(self.records.events)
            await self.fetch(WRITE, *map(as_json, self.records.take()))


def _how_locked(model: type[Aggregate]) -> dict[str, Any]:
    """The row itself and nothing that is loaded with it."""
    return {"of": model, "key_share": model.LOCK_LETS_REFER}
