"""Events in, effects once: a batch of events and all their effects are one transaction.

An event at or below the high-water mark of its aggregate has been taken already. An event that
fails is parked, and what follows of the same aggregate parks behind it; other aggregates go on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shared.auth.caller import system_caller
from shared.database.engine import Database
from shared.database.work import Origin, Work
from shared.describing import describe_error
from shared.errors import Unavailable
from shared.events.base import REGISTRY
from shared.events.envelope import Envelope
from shared.ids import new_id
from shared.messaging.parking import forget_parked, park
from shared.messaging.reader_lock import LOCK
from shared.messaging.received import Received
from shared.messaging.subscriptions import Subscriptions
from shared.telemetry import EVENTS_HANDLED, handling, log

_LOCK_AND_LOOK = f"""
WITH locked AS ({LOCK})
SELECT (SELECT handled FROM locked), asked.key, mark.sequence,
       EXISTS (SELECT FROM parked_events AS parked
               WHERE parked.consumer = $1 AND parked.aggregate_key = asked.key)
FROM unnest($2::text[]) AS asked (key)
LEFT JOIN inbox_marks AS mark ON mark.consumer = $1 AND mark.aggregate_key = asked.key
"""
_REMEMBER = """
INSERT INTO inbox_marks (consumer, aggregate_key, sequence)
SELECT $1, key, number FROM unnest($2::text[], $3::text[]) AS taken (key, number)
ON CONFLICT (consumer, aggregate_key) DO UPDATE SET sequence = excluded.sequence
"""


@dataclass(frozen=True, slots=True)
class Known:
    """What a consumer knows of some aggregates."""

    handled: int
    """How often the consumer's row was locked, now included."""
    marks: dict[str, str]
    """Aggregate → the highest sequence that was taken."""
    parked: set[str]
    """Aggregates of which something is parked."""

    def take_fresh(self, batch: Sequence[Received]) -> list[Received]:
        """What is newer than the marks, which rise with it."""
        fresh = []
        for received in batch:
            sequence = received.require_envelope().sequence
            if sequence > self.marks.get(received.key, ""):
                self.marks[received.key] = sequence
                fresh.append(received)
        return fresh


class Inbox:
    """Takes batches of events for one service."""

    def __init__(self, database: Database, subscriptions: Subscriptions) -> None:
        self.database = database
        self.subscriptions = subscriptions
        self._handled: dict[str, int] = {}
        """Consumer → how often its row was locked when our last transaction was kept."""

    async def take(self, consumer: str, batch: Sequence[Received]) -> None:
        """Bring about the effects of a batch, in order; then it may be acknowledged.

        Raises Unavailable when our own database is away: the batch is then untouched.
        """
        try:
            await self._take_in_one_transaction(consumer, batch)
        except Unavailable:
            raise
        except Exception as error:
            log.info(
                "batch_taken_singly",
                consumer=consumer,
                events=len(batch),
                error=describe_error(error),
            )
            for received in batch:
                await self._take_one(consumer, received)

    async def _take_one(self, consumer: str, received: Received) -> None:
        try:
            await self._take_in_one_transaction(consumer, [received])
        except Unavailable:
            raise
        except Exception as error:
            await self._park(consumer, received, error)

    async def _take_in_one_transaction(self, consumer: str, batch: Sequence[Received]) -> None:
        async def effects(work: Work) -> tuple[Known, int]:
            known = await self._lock_and_look(work, consumer, {one.key for one in batch})
            fresh = known.take_fresh(batch)
            for received in fresh:
                envelope = received.require_envelope()
                if received.key in known.parked and received.erases:
                    await forget_parked(work, consumer, received.key)
                    known.parked.discard(received.key)
                if received.key in known.parked:
                    await park(work, consumer, received, envelope.sequence, error=None)
                else:
                    await self.handle(work, envelope)
            await _remember(work, consumer, fresh)
            return known, len(fresh)

        known, taken = await self.database.run(effects, _origin(consumer))
        self._handled[consumer] = known.handled
        EVENTS_HANDLED.labels(consumer=consumer, outcome="taken").inc(taken)
        EVENTS_HANDLED.labels(consumer=consumer, outcome="known").inc(len(batch) - taken)

    async def _lock_and_look(self, work: Work, consumer: str, keys: set[str]) -> Known:
        """Let no other reader in until this transaction ends, and find what this one knows.

        Both are one statement, which sees what was committed when it began. Had it to wait for
        another reader's row, or was another one here since, that may be too old: then it is asked
        once more, under the lock.
        """
        left = self._handled.get(consumer, 0)
        known = await _find_known(work, consumer, keys)
        if known.handled != left + 1:
            known = await _find_known(work, consumer, keys)
        return known

    async def handle(self, work: Work, envelope: Envelope) -> None:
        """Call the service's function for this event, traced as a part of what caused it."""
        handler = self.subscriptions.handlers.get(envelope.type)
        if handler is None:
            return
        event = REGISTRY[envelope.type].model_validate(envelope.data)
        with handling(handler.__name__, envelope) as traceparent:
            await handler(work.as_caused_by(envelope, traceparent), event)

    async def _park(self, consumer: str, received: Received, error: Exception) -> None:
        async def keep(work: Work) -> Known:
            known = await self._lock_and_look(work, consumer, {received.key})
            if received.envelope is None:
                place = received.sequence_after(known.marks)
                await park(work, consumer, received, place, error=error)
            elif known.take_fresh([received]):
                await park(work, consumer, received, received.envelope.sequence, error=error)
                await _remember(work, consumer, [received])
            return known

        self._handled[consumer] = (await self.database.run(keep, _origin(consumer))).handled
        EVENTS_HANDLED.labels(consumer=consumer, outcome="parked").inc()
        log.warning(
            "event_parked", consumer=consumer, type=received.type, error=describe_error(error)
        )


def _origin(consumer: str) -> Origin:
    return Origin(caller=system_caller(consumer), correlation_id=new_id())


async def _find_known(work: Work, consumer: str, keys: set[str]) -> Known:
    rows = await work.fetch(_LOCK_AND_LOOK, consumer, list(keys))
    known = Known(rows[0]["handled"], {}, set())
    for _, key, sequence, is_parked in rows:
        if sequence is not None:
            known.marks[key] = sequence
        if is_parked:
            known.parked.add(key)
    return known


async def _remember(work: Work, consumer: str, fresh: Sequence[Received]) -> None:
    latest = {one.key: one.require_envelope().sequence for one in fresh}
    if not latest:
        return
    keys = sorted(latest)  # in the same order everywhere, so that no two wait for each other
    numbers = [latest[key] for key in keys]
    await work.fetch(_REMEMBER, consumer, keys, numbers)
