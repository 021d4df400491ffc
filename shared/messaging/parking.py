"""Parked events: what failed is kept, retried in order, and at last handed to a person.

Only the first parked event of an aggregate is tried; the others wait behind it. After the last
retry it is a dead letter and its aggregate stays parked until a person says `retry` or `drop`.
"""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import aliased

from shared.auth.caller import system_caller
from shared.database.backbone import ParkedEvent
from shared.database.engine import Database
from shared.database.work import Origin, Work
from shared.describing import describe_error
from shared.errors import NotFound, Unavailable
from shared.events.envelope import Envelope
from shared.ids import new_id
from shared.messaging.reader_lock import lock_reader
from shared.messaging.received import Received
from shared.telemetry import log

Handle = Callable[[Work, Envelope], Awaitable[None]]
"""Calls the service's function for an event."""

LONGEST_WAIT = timedelta(minutes=10)


async def park(
    work: Work, consumer: str, received: Received, sequence: str, error: Exception | None
) -> None:
    """Keep an event that failed (with its error), or that waits behind one that did (without)."""
    first = error is not None
    await work.session.execute(
        upsert(ParkedEvent)
        .values(
            consumer=consumer,
            aggregate_key=received.key,
            sequence=sequence,
            type=received.type,
            envelope=received.body,
            attempts=1 if first else 0,
            next_attempt_at=work.now + wait_before(1) if first else None,
            dead=False,
            last_error=describe_error(error) if error else None,
            parked_at=work.now,
        )
        .on_conflict_do_nothing(constraint="parked_events_once")
    )
    work.wake.due = True


async def forget_parked(work: Work, consumer: str, aggregate_key: str) -> None:
    """What is parked of an aggregate goes, because the aggregate itself is to be forgotten."""
    await work.session.execute(
        delete(ParkedEvent).where(
            ParkedEvent.consumer == consumer, ParkedEvent.aggregate_key == aggregate_key
        )
    )


def wait_before(attempt: int, jitter: Callable[[], float] = random.random) -> timedelta:
    """How long to wait after the n-th failure: 1 s, 2 s, 4 s … 10 min, give or take a fifth."""
    seconds = min(2.0 ** (attempt - 1), LONGEST_WAIT.total_seconds())
    return timedelta(seconds=seconds * (0.8 + 0.4 * jitter()))


class ParkingLot:
    """Retries what is parked, one aggregate at a time, in order."""

    def __init__(self, database: Database, handle: Handle, retries: int) -> None:
        self.database = database
        self.handle = handle
        self.retries = retries

    async def retry_due(self) -> datetime | None:
        """Try everything that is due now; returns when the next one is."""
        tried: set[int] = set()
        while (parked := await self._next_due(tried)) is not None:
            tried.add(parked)
            await self._try(parked)
        return await self.database.read(
            lambda session: session.scalar(
                select(func.min(ParkedEvent.next_attempt_at)).where(~ParkedEvent.dead)
            )
        )

    async def _next_due(self, tried: set[int]) -> int | None:
        now = self.database.clock.now()
        return await self.database.read(
            lambda session: session.scalar(
                select(ParkedEvent.id)
                .where(
                    ~ParkedEvent.dead,
                    ParkedEvent.next_attempt_at <= now,
                    ParkedEvent.id.not_in(tried),
                )
                .order_by(ParkedEvent.id)
                .limit(1)
            )
        )

    async def _try(self, parked_id: int) -> None:
        origin = Origin(caller=system_caller("parking"), correlation_id=new_id())
        try:
            await self.database.run(lambda work: self._redo(work, parked_id), origin)
        except Unavailable:
            raise
        except Exception as error:
            failure = describe_error(error)
            await self.database.run(
                lambda work: self._count_failure(work, parked_id, failure), origin
            )

    async def _redo(self, work: Work, parked_id: int) -> None:
        parked = await _lock(work, parked_id)
        if parked is None or not _is_due(parked, work):
            return
        await self.handle(work, Envelope.model_validate_json(parked.envelope))
        await work.session.delete(parked)
        await work.session.flush()
        await _free_next(work, parked.consumer, parked.aggregate_key)
        log.info("parked_event_done", consumer=parked.consumer, type=parked.type)

    async def _count_failure(self, work: Work, parked_id: int, failure: str) -> None:
        parked = await _lock(work, parked_id)
        if parked is None or not _is_due(parked, work):
            return
        parked.attempts += 1
        parked.last_error = failure
        parked.dead = parked.attempts > self.retries
        parked.next_attempt_at = None if parked.dead else work.now + wait_before(parked.attempts)
        if parked.dead:
            log.error("dead_letter", consumer=parked.consumer, type=parked.type, error=failure)


async def _lock(work: Work, parked_id: int) -> ParkedEvent | None:
    """The parked event, while no reader can park another one behind it."""
    consumer = await work.session.scalar(
        select(ParkedEvent.consumer).where(ParkedEvent.id == parked_id)
    )
    if consumer is None:
        return None
    await lock_reader(work, consumer)
    return await work.session.get(
        ParkedEvent, parked_id, with_for_update=True, populate_existing=True
    )


def _is_due(parked: ParkedEvent, work: Work) -> bool:
    """Another replica may have tried it since it was found."""
    at = parked.next_attempt_at
    return not parked.dead and at is not None and at <= work.now


async def _free_next(work: Work, consumer: str, aggregate_key: str) -> None:
    """The next parked event of an aggregate becomes due; a dead one ahead of it never lets it."""
    earlier = aliased(ParkedEvent)
    same = (ParkedEvent.consumer == consumer, ParkedEvent.aggregate_key == aggregate_key)
    first = ~exists().where(
        earlier.consumer == consumer,
        earlier.aggregate_key == aggregate_key,
        earlier.sequence < ParkedEvent.sequence,
    )
    await work.session.execute(
        update(ParkedEvent)
        .where(*same, first)
        .values(next_attempt_at=work.now)
        .execution_options(synchronize_session=False)
    )


async def retry_dead_letter(work: Work, parked_id: int) -> ParkedEvent:
    """A person has mended the cause: try this event again now."""
    parked = await _lock(work, parked_id)
    if parked is None:
        raise NotFound("dead_letter", str(parked_id))
    parked.dead = False
    parked.attempts = 0
    parked.next_attempt_at = work.now
    work.wake.due = True
    return parked


async def drop_dead_letter(work: Work, parked_id: int) -> ParkedEvent:
    """A person has decided that this event must not take effect; what waits behind it goes on."""
    parked = await _lock(work, parked_id)
    if parked is None:
        raise NotFound("dead_letter", str(parked_id))
    await work.session.delete(parked)
    await work.session.flush()
    await _free_next(work, parked.consumer, parked.aggregate_key)
    work.wake.due = True
    return parked
