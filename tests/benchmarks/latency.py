"""(c) From the beginning of a change to its committed effect in another service's database."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial

from shared.auth.caller import system_caller
from shared.database.work import Origin, Work
from shared.ids import new_id
from shared.messaging.subscriptions import Subscriptions
from tests.benchmarks.arrivals import Arrivals
from tests.benchmarks.background import background
from tests.benchmarks.garden import BenchGarden, open_garden, vacuum
from tests.benchmarks.inbox import DURABLE, declare_stream, fill
from tests.benchmarks.method import Comparison, Contestant, Figures
from tests.benchmarks.place import SYNC, Place
from tests.benchmarks.raw_path import RawPath
from tests.benchmarks.reader_process import reading
from tests.shared.garden import Neighbour, plant_seed

CHANGES = 100
LOADS = {"c1": ("idle", 0), "c2": ("with 500 events/s besides", 500)}
GOALS = {"p50 ms": (2.0, 3.0), "p95 ms": (3.0, 5.0)}


class OurPath:
    """A service that is changed and publishes; another one, a process of its own, reacts."""

    reader = "service"
    durable = DURABLE

    def __init__(self, source: BenchGarden, arrivals: Arrivals) -> None:
        self.source = source
        self.arrivals = arrivals

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        working = asyncio.ensure_future(self.source.service.work())
        try:
            yield
        finally:
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)

    async def change(self) -> None:
        """One change; returns when its effect is committed."""
        origin = Origin(caller=system_caller("bench"), correlation_id=new_id())
        arrival = await self.source.service.database.run(self._plant, origin)
        await arrival

    async def _plant(self, work: Work) -> asyncio.Future[None]:
        plant = await plant_seed(work, "Sen")
        return self.arrivals.expect(plant.id)


@asynccontextmanager
async def comparisons(place: Place) -> AsyncIterator[list[Comparison]]:
    deaf = Neighbour()
    deaf.subscriptions = Subscriptions("garden")
    arrivals = Arrivals()
    async with (
        open_garden(place, "source", deaf) as source,
        open_garden(place, "target") as target,
        arrivals.listening(target.url),
    ):
        await declare_stream(source)
        ours, raw = OurPath(source, arrivals), RawPath(source, arrivals)
        yield [
            Comparison(
                key=key,
                title=f"Change to effect, {load}",
                ours=Contestant("service to service", partial(turn, place, ours, target, rate)),
                baseline=Contestant("asyncpg and nats-py", partial(turn, place, raw, target, rate)),
                conditions={
                    "changes": f"{CHANGES}, one after the other",
                    "events per transaction": "what waits, up to 500 out and 200 in",
                    "processes": "the change and its relay in one, the reader in another",
                    "sync": SYNC,
                },
                goals=GOALS,
                less_is_better=True,
            )
            for key, (load, rate) in LOADS.items()
        ]


async def turn(place: Place, path: OurPath | RawPath, target: BenchGarden, rate: int) -> Figures:
    """Change after change, each waited for, with others' events passing at `rate` a second."""
    source = path.source.url
    await fill(target, [], path.durable)
    await vacuum(source)
    async with (
        path.running(),
        reading(place, path.reader, target.url),
        background(place, source, rate),
    ):
        for _ in range(CHANGES // 4):
            await path.change()  # warm, and the background is on its way
        seconds = [await _timed(path.change) for _ in range(CHANGES)]
    cuts = statistics.quantiles(seconds, n=20)
    return {"p50 ms": 1000 * cuts[9], "p95 ms": 1000 * cuts[18]}


async def _timed(act: Callable[[], Awaitable[None]]) -> float:
    begun = time.perf_counter()
    await act()
    return time.perf_counter() - begun
