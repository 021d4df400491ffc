"""Events in, effects once: a batch of events and all their effects are one transaction.

An event at or below the high-water mark of its aggregate has been taken already. An event that
fails is parked, and what follows of the same aggregate parks behind it; other aggregates go on.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from shared.auth.caller import system_caller
from shared.database.engine import Database, is_away
from shared.database.work import Origin, Work
from shared.describing import describe_error
from shared.errors import Unavailable
from shared.events.base import REGISTRY
from shared.events.envelope import Envelope
from shared.ids import new_id
from shared.messaging.parking import forget_parked, park
from shared.messaging.reader_lock import lock_reader
from shared.messaging.received import Received
from shared.messaging.subscriptions import Subscriptions
from shared.telemetry import EVENTS_HANDLED, event_span, log


class Inbox:
    """Takes batches of events for one service."""

    def __init__(self, database: Database, subscriptions: Subscriptions) -> None:
        self.database = database
        self.subscriptions = subscriptions

    async def take(self, consumer: str, batch: Sequence[Received]) -> None:
        """Bring about the effects of a batch, in order; then it may be acknowledged.

        Raises Unavailable when our own database is away: the batch is then untouched.
        """
        try:
            await self._take_in_one_transaction(consumer, batch)
        except Unavailable:
            raise
        except Exception as error:
            _raise_if_away(error)
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
            _raise_if_away(error)
            await self._park(consumer, received, error)

    async def _take_in_one_transaction(self, consumer: str, batch: Sequence[Received]) -> None:
        async def effects(work: Work) -> int:
            await lock_reader(work, consumer)
            fresh = await self._drop_known(work, consumer, batch)
            waiting = await _parked_keys(work, consumer, {one.key for one in fresh})
            for received in fresh:
                envelope = received.require_envelope()
                if received.key in waiting and received.erases:
                    await forget_parked(work, consumer, received.key)
                    waiting.discard(received.key)
                if received.key in waiting:
                    await park(work, consumer, received, envelope.sequence, error=None)
                else:
                    await self.handle(work, envelope)
            await _remember(work, consumer, fresh)
            return len(fresh)

        taken = await self.database.run(effects, _origin(consumer))
        EVENTS_HANDLED.labels(consumer=consumer, outcome="taken").inc(taken)
        EVENTS_HANDLED.labels(consumer=consumer, outcome="known").inc(len(batch) - taken)

    async def handle(self, work: Work, envelope: Envelope) -> None:
        """Call the service's function for this event, traced as a part of what caused it."""
        handler = self.subscriptions.handlers.get(envelope.type)
        if handler is None:
            return
        event = REGISTRY[envelope.type].model_validate(envelope.data)
        with event_span(handler.__name__, envelope) as traceparent:
            inner = work.as_caused_by(envelope)
            inner.origin = inner.origin.traced(traceparent)
            await handler(inner, event)

    async def _drop_known(
        self, work: Work, consumer: str, batch: Sequence[Received]
    ) -> list[Received]:
        marks = await _marks(work, consumer, {one.key for one in batch})
        fresh = []
        for received in batch:
            sequence = received.require_envelope().sequence
            if sequence > marks.get(received.key, ""):
                marks[received.key] = sequence
                fresh.append(received)
        return fresh

    async def _park(self, consumer: str, received: Received, error: Exception) -> None:
        async def keep(work: Work) -> None:
            await lock_reader(work, consumer)
            if received.envelope is None:
                marks = await _marks(work, consumer, {received.key})
                await park(work, consumer, received, received.sequence_after(marks), error=error)
            elif await self._drop_known(work, consumer, [received]):
                await park(work, consumer, received, received.envelope.sequence, error=error)
                await _remember(work, consumer, [received])

        await self.database.run(keep, _origin(consumer))
        EVENTS_HANDLED.labels(consumer=consumer, outcome="parked").inc()
        log.warning(
            "event_parked", consumer=consumer, type=received.type, error=describe_error(error)
        )


def _origin(consumer: str) -> Origin:
    return Origin(caller=system_caller(consumer), correlation_id=new_id())


def _raise_if_away(error: Exception) -> None:
    if isinstance(error, DBAPIError) and is_away(error):
        raise error


async def _marks(work: Work, consumer: str, keys: set[str]) -> dict[str, str]:
    rows = await work.session.execute(
        text(
            "SELECT aggregate_key, sequence FROM inbox_marks "
            "WHERE consumer = :consumer AND aggregate_key = ANY(:keys)"
        ),
        {"consumer": consumer, "keys": sorted(keys)},
    )
    return {row.aggregate_key: row.sequence for row in rows}


async def _parked_keys(work: Work, consumer: str, keys: set[str]) -> set[str]:
    rows = await work.session.scalars(
        text(
            "SELECT DISTINCT aggregate_key FROM parked_events "
            "WHERE consumer = :consumer AND aggregate_key = ANY(:keys)"
        ),
        {"consumer": consumer, "keys": sorted(keys)},
    )
    return set(rows)


async def _remember(work: Work, consumer: str, fresh: Sequence[Received]) -> None:
    latest = {one.key: one.require_envelope().sequence for one in fresh}
    if not latest:
        return
    keys = sorted(latest)
    await work.session.execute(
        text(
            "INSERT INTO inbox_marks (consumer, aggregate_key, sequence) "
            "SELECT :consumer, key, number "
            "FROM unnest(CAST(:keys AS text[]), CAST(:numbers AS text[])) AS taken (key, number) "
            "ON CONFLICT (consumer, aggregate_key) DO UPDATE SET sequence = excluded.sequence"
        ),
        {"consumer": consumer, "keys": keys, "numbers": [latest[key] for key in keys]},
    )
