"""The relay: what the journal holds unpublished goes to its stream, in order for each aggregate.

Unpublished rows are found by `published_at IS NULL`, never by a position already passed, so a slow
commit is not lost. At most one event of an aggregate is on its way at a time. A row is marked
published only with the stream's own acknowledgement, whose number is kept with it.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from nats.errors import MaxPayloadError
from nats.js import JetStreamContext
from nats.js.errors import APIError
from sqlalchemy import ColumnElement, and_, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from shared.auth.caller import system_caller
from shared.database.backbone import JournalRow, StreamState
from shared.database.engine import Database
from shared.database.work import Origin, Work
from shared.events.base import REGISTRY
from shared.events.envelope import CONTENT_TYPE
from shared.ids import new_id
from shared.telemetry import EVENTS_PUBLISHED, JOURNAL_AGE, JOURNAL_WAITING, log

ACKNOWLEDGEMENT_SECONDS = 5.0
MESSAGE_TOO_LARGE = 10054
HEADER_ROOM = 512
LARGEST_WAVE = 2000
"""Below the client's window of 4,000, in which it would wait for ever."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A journal row on its way."""

    position: int
    id: UUID
    aggregate_key: str
    type: str
    stream: str
    subject: str
    envelope: bytes


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A journal row that its stream has taken, under this number."""

    row: Pending
    stream_sequence: int


def waiting_to_go() -> ColumnElement[bool]:
    """Journal rows that the relay will publish: not out yet, and not held back by a parked one."""
    parked = select(JournalRow.aggregate_key).where(JournalRow.parked_reason.is_not(None))
    return and_(JournalRow.published_at.is_(None), JournalRow.aggregate_key.not_in(parked))


class Relay:
    """Publishes one service's journal. Only the leader runs it."""

    def __init__(self, database: Database, batch: int) -> None:
        own = [one.TYPE for one in REGISTRY.values() if one.TYPE.service == database.service]
        self.streams = sorted({kind.stream for kind in own if kind.audience != "personal"})
        self.database = database
        self.batch = batch
        self.awake = asyncio.Event()

    def wake(self) -> None:
        self.awake.set()

    async def publish_waiting(self, stream: JetStreamContext) -> int:
        """Publish all that waits; returns how many events went out."""
        total = 0
        while rows := await self.database.read(self._select_waiting):
            taken, refused = await self._publish(stream, rows)
            await _erase(stream, taken)
            await self._mark(taken, refused)
            total += len(taken)
            if len(taken) + len(refused) < len(rows):
                break
        await self._measure()
        return total

    async def _select_waiting(self, session: AsyncSession) -> Sequence[Pending]:
        rows = await session.execute(
            select(
                JournalRow.position,
                JournalRow.id,
                JournalRow.aggregate_key,
                JournalRow.type,
                JournalRow.stream,
                JournalRow.subject,
                JournalRow.envelope,
            )
            .where(waiting_to_go())
            .order_by(JournalRow.position)
            .limit(self.batch)
        )
        return [Pending(*row) for row in rows]

    async def _publish(
        self, stream: JetStreamContext, rows: Sequence[Pending]
    ) -> tuple[list[Acknowledged], dict[int, str]]:
        """Send rows in waves: each wave has the next event of every aggregate still in order."""
        queues: dict[str, list[Pending]] = defaultdict(list)
        for row in rows:
            queues[row.aggregate_key].append(row)
        taken: list[Acknowledged] = []
        refused: dict[int, str] = {}
        while queues:
            wave = [queue.pop(0) for queue in islice(queues.values(), LARGEST_WAVE)]
            outcomes = await self._send(stream, wave)
            for row, outcome in zip(wave, outcomes, strict=True):
                if isinstance(outcome, int):
                    taken.append(Acknowledged(row, outcome))
                    continue
                if _can_never_pass(outcome):
                    refused[row.position] = repr(outcome)
                queues.pop(row.aggregate_key)
            queues = {key: queue for key, queue in queues.items() if queue}
        return taken, refused

    async def _send(
        self, stream: JetStreamContext, wave: Sequence[Pending]
    ) -> list[int | BaseException]:
        """The stream's number for each row, or why it did not take it."""
        waiting = [await self._begin(stream, row) for row in wave]
        await asyncio.wait(waiting, timeout=ACKNOWLEDGEMENT_SECONDS)
        return [_outcome(future) for future in waiting]

    async def _begin(self, stream: JetStreamContext, row: Pending) -> asyncio.Future[Any]:
        # Asked here because the client, when it refuses the size itself, never frees the place
        # in its window.
        if len(row.envelope) + HEADER_ROOM > stream._nc.max_payload:
            refused: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
            refused.set_exception(MaxPayloadError())
            return refused
        return await stream.publish_async(
            row.subject,
            row.envelope,
            stream=row.stream,
            headers={"Nats-Msg-Id": str(row.id), "Content-Type": CONTENT_TYPE},
        )

    async def _mark(self, taken: Sequence[Acknowledged], refused: dict[int, str]) -> None:
        async def mark(work: Work) -> None:
            await _mark_published(work, taken)
            for position, reason in refused.items():
                await work.session.execute(
                    update(JournalRow)
                    .where(JournalRow.position == position)
                    .values(parked_reason=reason)
                )
                log.error("journal_row_parked", position=position, reason=reason)

        if taken or refused:
            await self.database.run(mark, self._origin())
        for one in taken:
            EVENTS_PUBLISHED.labels(stream=one.row.stream).inc()

    async def _measure(self) -> None:
        async def oldest(session: AsyncSession) -> tuple[int, datetime | None]:
            row = await session.execute(
                select(func.count(), func.min(JournalRow.recorded_at)).where(waiting_to_go())
            )
            count, since = row.one()
            return count, since

        waiting, since = await self.database.read(oldest)
        JOURNAL_WAITING.set(waiting)
        now = self.database.clock.now()
        JOURNAL_AGE.set((now - since).total_seconds() if since else 0.0)

    async def republish_what_streams_lost(self, stream: JetStreamContext) -> int:
        """Compare each stream with the journal, and wait again for what the stream does not have.

        A stream that was made anew, or whose last number lies below what it once acknowledged, has
        lost messages. Returns how many events will go out again; raises NotFoundError while a
        stream is missing.
        """
        return sum([await self._compare(stream, name) for name in self.streams])

    async def _compare(self, stream: JetStreamContext, name: str) -> int:
        info = await stream.stream_info(name)
        created = str(info.created)

        async def reset(work: Work) -> int:
            known = await work.session.get(StreamState, name)
            made_anew = known is not None and known.created != created
            above = 0 if made_anew else info.state.last_seq
            lost: Any = await work.session.execute(
                update(JournalRow)
                .where(JournalRow.stream == name, JournalRow.stream_sequence > above)
                .values(published_at=None, stream_sequence=None)
            )
            row = upsert(StreamState).values(stream=name, created=created)
            await work.session.execute(
                row.on_conflict_do_update(index_elements=["stream"], set_={"created": created})
            )
            return int(lost.rowcount)

        lost = await self.database.run(reset, self._origin())
        if lost:
            log.warning("stream_lost_events", stream=name, republished=lost)
        return lost

    def _origin(self) -> Origin:
        return Origin(caller=system_caller("relay"), correlation_id=new_id())


async def _erase(stream: JetStreamContext, taken: Sequence[Acknowledged]) -> None:
    """An erasing event purges what it erases; before it is marked, so that a crash repeats it."""
    for one in taken:
        if erased := REGISTRY[one.row.type].ERASES:
            subject = erased.TYPE.subject_of(UUID(one.row.subject.rpartition(".")[2]))
            await stream.purge_stream(one.row.stream, subject=subject)


async def _mark_published(work: Work, taken: Sequence[Acknowledged]) -> None:
    """Published rows stay as the journal; personal ones go, only the stream keeps the last."""
    personal = [one.row.position for one in taken if one.row.stream == "PERSONAL"]
    if personal:
        await work.session.execute(delete(JournalRow).where(JournalRow.position.in_(personal)))
    kept = [one for one in taken if one.row.stream != "PERSONAL"]
    if kept:
        await work.session.execute(
            text(
                "UPDATE journal SET published_at = :at, stream_sequence = acknowledged.number "
                "FROM unnest(CAST(:positions AS bigint[]), CAST(:numbers AS bigint[])) "
                "AS acknowledged (position, number) "
                "WHERE journal.position = acknowledged.position"
            ),
            {
                "at": work.now,
                "positions": [one.row.position for one in kept],
                "numbers": [one.stream_sequence for one in kept],
            },
        )


def _outcome(future: asyncio.Future[Any]) -> int | BaseException:
    if not future.done():
        future.cancel()
        return TimeoutError()
    error = future.exception()
    return error if error is not None else int(future.result().seq)


def _can_never_pass(outcome: int | BaseException) -> bool:
    """Whether trying again is useless: this very message is refused for its size."""
    too_large = isinstance(outcome, APIError) and outcome.err_code == MESSAGE_TOO_LARGE
    return too_large or isinstance(outcome, MaxPayloadError)
