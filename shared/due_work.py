"""Due work: rows with a time, done when it comes.

A DueKind is done in one transaction with its effects, however late. An OutsideKind calls another
system, so it has three steps: `prepare` commits that the call begins, `call` makes it, `settle`
commits what came of it. A process that dies in between leaves the row with its lease; `prepare`
then finds the attempt begun.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from shared.auth.caller import system_caller
from shared.database.backbone import DueWork
from shared.database.engine import Database
from shared.database.work import Origin, Work
from shared.describing import describe_error
from shared.errors import NotFound, Unavailable
from shared.ids import new_id
from shared.messaging.parking import ParkingLot, wait_before
from shared.telemetry import DUE_DONE, log
from shared.tracing import traced

LONGEST_SLEEP = 30.0
MOVABLE_CLOCK_SLEEP = 0.2
MAX_ATTEMPTS = 20


@dataclass(frozen=True, slots=True)
class DueKind:
    """What is done for one kind of due work: `handler(work, key, payload)`."""

    name: str
    handler: Callable[[Work, str, dict[str, Any]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class OutsideKind:
    """Due work that calls an outside system.

    `prepare(work, key, payload)` returns the job to call with, or None when there is nothing to
    do; `call(job)` returns an outcome and never raises for an expected failure;
    `settle(work, job, outcome)` writes it down and schedules a further attempt if there is one.
    """

    name: str
    prepare: Callable[[Work, str, dict[str, Any]], Awaitable[Any]]
    call: Callable[[Any], Awaitable[Any]]
    settle: Callable[[Work, Any, Any], Awaitable[None]]
    lease: timedelta = timedelta(seconds=60)


class DueLoop:
    """One loop for a process: due work and parked events, woken at the earliest of them."""

    def __init__(
        self, database: Database, kinds: Sequence[DueKind | OutsideKind], parking: ParkingLot
    ) -> None:
        self.database = database
        self.kinds = {kind.name: kind for kind in kinds}
        self.parking = parking
        self.awake = asyncio.Event()
        self.stopping = False

    def wake(self) -> None:
        self.awake.set()

    def stop(self) -> None:
        """End after the piece that is under way: a call to the outside is not cut off."""
        self.stopping = True
        self.awake.set()

    async def run(self) -> None:
        """Do what is due, sleep until the next, until stopped."""
        while not self.stopping:
            self.awake.clear()
            seconds = await self._do_all_due()
            try:
                await asyncio.wait_for(self.awake.wait(), seconds)
            except TimeoutError:
                continue

    async def _do_all_due(self) -> float:
        """Returns how many seconds nothing will be due."""
        try:
            await self.do_due()
            parked_at = await self.parking.retry_due()
            work_at = await self.database.read(
                lambda session: session.scalar(
                    select(func.min(DueWork.due_at)).where(
                        ~DueWork.stuck, DueWork.kind.in_(self.kinds)
                    )
                )
            )
        except Unavailable:
            return 1.0
        except Exception as error:
            log.error("due_loop_failed", error=describe_error(error))
            return 1.0
        return self._seconds_until([at for at in (parked_at, work_at) if at])

    def _seconds_until(self, instants: list[datetime]) -> float:
        longest = MOVABLE_CLOCK_SLEEP if self.database.clock.movable else LONGEST_SLEEP
        if not instants:
            return longest
        return min(max((min(instants) - self.database.clock.now()).total_seconds(), 0.01), longest)

    async def do_due(self) -> int:
        """Do everything that is due now; returns how many pieces of work were done or dropped."""
        tried: set[int] = set()
        while not self.stopping and (found := await self._next(tried)) is not None:
            tried.add(found)
            await self._do(found)
        return len(tried)

    async def _next(self, tried: set[int]) -> int | None:
        now = self.database.clock.now()
        return await self.database.read(
            lambda session: session.scalar(
                select(DueWork.id)
                .where(
                    ~DueWork.stuck,
                    DueWork.due_at <= now,
                    DueWork.kind.in_(self.kinds),
                    DueWork.id.not_in(tried),
                )
                .order_by(DueWork.due_at, DueWork.id)
                .limit(1)
            )
        )

    async def _do(self, row_id: int) -> None:
        with traced("due_work", None) as traceparent:
            origin = Origin(
                caller=system_caller("due"), correlation_id=new_id(), traceparent=traceparent
            )
            await self._do_traced(row_id, origin)

    async def _do_traced(self, row_id: int, origin: Origin) -> None:
        try:
            outside = await self.database.run(lambda work: self._perform(work, row_id), origin)
            if outside is not None:
                await self._call_outside(outside, origin)
        except Unavailable:
            raise
        except Exception as error:
            message = describe_error(error)
            log.warning("due_work_failed", error=message)
            await self.database.run(lambda work: _postpone(work, row_id, message), origin)

    async def _perform(self, work: Work, row_id: int) -> _Begun | None:
        """Do the work, or begin it when it is a call to the outside."""
        row = await _claim(work, row_id)
        if row is None:
            return None
        kind = self.kinds[row.kind]
        if isinstance(kind, OutsideKind):
            return await _begin(work, kind, row)
        await work.session.delete(row)
        await work.session.flush()
        await kind.handler(work, row.key, row.payload)
        DUE_DONE.labels(kind=row.kind, outcome="done").inc()
        return None

    async def _call_outside(self, begun: _Begun, origin: Origin) -> None:
        outcome = await begun.kind.call(begun.job)

        async def settle(work: Work) -> None:
            row = await work.session.get(DueWork, begun.row_id, with_for_update=True)
            if row is not None and row.due_at == begun.leased_until:
                await work.session.delete(row)
                await work.session.flush()
            await begun.kind.settle(work, begun.job, outcome)

        await self.database.run(settle, origin)
        DUE_DONE.labels(kind=begun.kind.name, outcome="done").inc()


@dataclass(frozen=True, slots=True)
class _Begun:
    """A call to the outside that is committed to be under way."""

    row_id: int
    kind: OutsideKind
    job: Any
    leased_until: datetime


async def _begin(work: Work, kind: OutsideKind, row: DueWork) -> _Begun | None:
    job = await kind.prepare(work, row.key, row.payload)
    if job is None:
        await work.session.delete(row)
        return None
    row.due_at = work.now + kind.lease
    return _Begun(row.id, kind, job, row.due_at)


async def _postpone(work: Work, row_id: int, error: str) -> None:
    row = await work.session.get(DueWork, row_id, with_for_update=True)
    if row is None:
        return
    row.attempts += 1
    row.last_error = error
    row.due_at = work.now + wait_before(row.attempts)
    row.stuck = row.attempts >= MAX_ATTEMPTS
    DUE_DONE.labels(kind=row.kind, outcome="failed").inc()


async def measure_due(session: AsyncSession) -> tuple[int, datetime | None]:
    """How much gave up, and the time of the earliest that has not."""
    row = await session.execute(
        select(func.count().filter(DueWork.stuck), func.min(DueWork.due_at).filter(~DueWork.stuck))
    )
    stuck, earliest = row.one()
    return stuck, earliest


async def retry_due_work(work: Work, row_id: int) -> DueWork:
    """A person has mended the cause: do it now. Raises NotFound when it was done meanwhile."""
    row = await work.session.get(DueWork, row_id, with_for_update=True)
    if row is None:
        raise NotFound("due_work", str(row_id))
    row.stuck, row.attempts, row.due_at = False, 0, work.now
    work.wake.due = True
    return row


async def _claim(work: Work, row_id: int) -> DueWork | None:
    """The row, ours until the transaction ends; None when another replica has it."""
    return await work.session.scalar(
        select(DueWork)
        .where(DueWork.id == row_id, DueWork.due_at <= work.now, ~DueWork.stuck)
        .with_for_update(skip_locked=True)
    )
