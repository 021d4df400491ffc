"""Events in, effects once: a batch of events and all their effects are one transaction.

An event at or below the high-water mark of its aggregate has been taken already. An event that
fails is parked, and what follows of the same aggregate parks behind it; other aggregates go on.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from shared.auth.caller import system_caller
from shared.database.engine import Database, RollBack
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

# One statement locks the consumer's row, tells what is known of the aggregates, and raises their
# marks to what the batch holds. What it tells is what was committed when it began.
_TAKE_UP = f"""
WITH locked AS ({LOCK}), asked AS (
  SELECT * FROM unnest($2::text[], $3::text[]) AS asked (key, number)
), raised AS (
  INSERT INTO inbox_marks (consumer, aggregate_key, sequence)
  SELECT $1, key, number FROM asked, locked WHERE number <> '' ORDER BY key
  ON CONFLICT (consumer, aggregate_key)
  DO UPDATE SET sequence = greatest(inbox_marks.sequence, excluded.sequence)
)
SELECT (SELECT handled FROM locked), asked.key, mark.sequence,
       EXISTS (SELECT FROM parked_events AS parked
               WHERE parked.consumer = $1 AND parked.aggregate_key = asked.key)
FROM asked
LEFT JOIN inbox_marks AS mark ON mark.consumer = $1 AND mark.aggregate_key = asked.key
"""


@dataclass(frozen=True, slots=True)
class Known:
    """What a consumer knew of some aggregates before a batch was taken up."""

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


Act = Callable[[Work, Known], Awaitable[int]]


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
        async def bring_about(work: Work, known: Known) -> int:
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
            return len(fresh)

        taken = await self._take_up(consumer, batch, bring_about)
        EVENTS_HANDLED.labels(consumer=consumer, outcome="taken").inc(taken)
        EVENTS_HANDLED.labels(consumer=consumer, outcome="known").inc(len(batch) - taken)

    async def _take_up(self, consumer: str, batch: Sequence[Received], act: Act) -> int:
        """Run `act` in one transaction, with what was known before the batch, as the only reader.

        Had the statement to wait for another reader's row, or was another one here since we left,
        what it tells may be too old: then all is undone and asked again.
        """
        origin = Origin(caller=system_caller(consumer), correlation_id=new_id())
        while True:
            left = self._handled.get(consumer, 0)

            async def perform(work: Work, left: int = left) -> tuple[int, int | None]:
                known = await _find_known(work, consumer, batch)
                if _was_overtaken(known, left):
                    raise RollBack((known.handled, None))
                return known.handled, await act(work, known)

            handled, outcome = await self.database.run(perform, origin)
            if outcome is not None:
                self._handled[consumer] = handled
                return outcome
            self._handled[consumer] = handled - 1

    async def handle(self, work: Work, envelope: Envelope) -> None:
        """Call the service's function for this event, traced as a part of what caused it."""
        handler = self.subscriptions.handlers.get(envelope.type)
        if handler is None:
            return
        event = REGISTRY[envelope.type].model_validate(envelope.data)
        with handling(handler.__name__, envelope) as traceparent:
            await handler(work.as_caused_by(envelope, traceparent), event)

    async def _park(self, consumer: str, received: Received, error: Exception) -> None:
        async def keep(work: Work, known: Known) -> int:
            if received.envelope is None:
                place = received.sequence_after(known.marks)
                await park(work, consumer, received, place, error=error)
            elif known.take_fresh([received]):
                await park(work, consumer, received, received.envelope.sequence, error=error)
            return 1

        await self._take_up(consumer, [received], keep)
        EVENTS_HANDLED.labels(consumer=consumer, outcome="parked").inc()
        log.warning(
            "event_parked", consumer=consumer, type=received.type, error=describe_error(error)
        )


def _was_overtaken(known: Known, left: int) -> bool:
    return known.handled != left + 1


async def _find_known(work: Work, consumer: str, batch: Sequence[Received]) -> Known:
    """What was known before; the marks of what can be read rise with it."""
    highest = dict.fromkeys((one.key for one in batch), "")
    for one in batch:
        if one.envelope is not None:
            highest[one.key] = max(highest[one.key], one.envelope.sequence)
    rows = await work.fetch(_TAKE_UP, consumer, list(highest), list(highest.values()))
    known = Known(rows[0]["handled"], {}, set())
    for _, key, sequence, is_parked in rows:
        if sequence is not None:
            known.marks[key] = sequence
        if is_parked:
            known.parked.add(key)
    return known
