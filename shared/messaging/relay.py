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
from sqlalchemy import ColumnElement, and_, func, select, update
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


# One statement marks what was acknowledged and finds what waits. Its commit does not wait for the
# disk: a mark that is lost in a crash sends its event once more, which stream and readers know.
_MARK_AND_FIND = """
WITH quick AS MATERIALIZED (
  SELECT set_config('synchronous_commit', 'off', true)
), marked AS (
  UPDATE journal SET published_at = $1, stream_sequence = acknowledged.number
  FROM quick, unnest($2::bigint[], $3::bigint[]) AS acknowledged (position, number)
  WHERE journal.position = acknowledged.position
)
SELECT position, id, aggregate_key, type, stream, subject, envelope FROM journal
WHERE published_at IS NULL
  AND position NOT IN (SELECT unnest($2::bigint[]))
  AND aggregate_key NOT IN (SELECT aggregate_key FROM journal WHERE parked_reason IS NOT NULL)
ORDER BY position LIMIT $4
"""
_FORGET = "DELETE FROM journal WHERE position = ANY($1)"
_PARK = "UPDATE journal SET parked_reason = $2 WHERE position = $1"


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
        taken: list[Acknowledged] = []
        stuck = False
        while (rows := await self._mark_and_find(taken)) and not stuck:
            taken, refused = await self._publish(stream, rows)
            await _erase(stream, taken)
            await self._park(refused)
            total += len(taken)
            stuck = len(taken) + len(refused) < len(rows)
        return total

    async def _mark_and_find(self, taken: Sequence[Acknowledged]) -> list[Pending]:
        """Published rows stay as the journal; personal ones go, only the stream keeps the last."""
        personal = [one.row.position for one in taken if one.row.stream == "PERSONAL"]
        if personal:
            await self.database.fetch(_FORGET, personal)
        kept = [one for one in taken if one.row.stream != "PERSONAL"]
        positions = [one.row.position for one in kept]
        numbers = [one.stream_sequence for one in kept]
        now = self.database.clock.now()
        rows = await self.database.fetch(_MARK_AND_FIND, now, positions, numbers, self.batch)
        for one in taken:
            EVENTS_PUBLISHED.labels(stream=one.row.stream).inc()
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

    async def _park(self, refused: dict[int, str]) -> None:
        for position, reason in refused.items():
            await self.database.fetch(_PARK, position, reason)
            log.error("journal_row_parked", position=position, reason=reason)

    async def measure(self) -> None:
        """Bring the metrics of what waits up to date."""

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
