"""(b) Events taken with their effects, against a raw batch loop and one transaction each."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from nats.js.api import AckPolicy, ConsumerConfig, StreamConfig

from shared.events.envelope import Envelope
from tests.benchmarks.garden import BenchGarden, body_of, growths, open_garden, vacuum
from tests.benchmarks.method import Comparison, Contestant, Figures
from tests.benchmarks.place import SYNC, Place
from tests.benchmarks.raw_reader import RawReader
from tests.benchmarks.single_reader import SingleReader
from tests.shared.garden import GREW, STREAM

EVENTS = 5_000
PLANTS = 2_000
FEWER_EVENTS = 500
"""Against the slower baseline, so that a round takes seconds and not half a minute."""
DURABLE = "garden_from_notifications"


@asynccontextmanager
async def comparisons(place: Place) -> AsyncIterator[list[Comparison]]:
    async with open_garden(place, "inbox") as garden:
        await declare_stream(garden)
        batch = garden.service.parts.settings.batch_size
        conditions = {
            "aggregates": PLANTS,
            "bytes per event": len(body_of(growths(1, 1)[0])),
            "events per transaction": batch,
            "effect": "one row inserted",
            "sync": SYNC,
        }
        raw, single = RawReader(garden.url, garden.stream, batch), SingleReader(garden)
        yield [
            Comparison(
                key="b1",
                title="Inbox with effect, of a raw batch loop",
                ours=Contestant("inbox", lambda: inbox_turn(garden, EVENTS)),
                baseline=Contestant(
                    "asyncpg and nats-py, batched", lambda: turn_of(raw, garden, EVENTS)
                ),
                conditions=conditions | {"events": EVENTS},
                goals={"events/s": (0.5, 0.3)},
            ),
            Comparison(
                key="b2",
                title="Inbox with effect, of one transaction per message",
                ours=Contestant("inbox", lambda: inbox_turn(garden, FEWER_EVENTS)),
                baseline=Contestant(
                    "FastStream handler, ORM", lambda: turn_of(single, garden, FEWER_EVENTS)
                ),
                conditions=conditions | {"events": FEWER_EVENTS},
                goals={"events/s": (15, 8)},
            ),
        ]


async def declare_stream(garden: BenchGarden) -> None:
    await garden.stream.add_stream(
        StreamConfig(name=STREAM, subjects=["hcn.*.notifications.>"], duplicate_window=60)
    )


async def fill(garden: BenchGarden, envelopes: Sequence[Envelope], durable: str) -> None:
    """A stream that holds just these events, and a durable that has read none of them."""
    stream = garden.stream
    await stream.purge_stream(STREAM)
    for one in await stream.consumers_info(STREAM):
        await stream.delete_consumer(STREAM, one.name)
    waiting = [
        await stream.publish_async(GREW.TYPE.subject_of(one.subject), body_of(one))
        for one in envelopes
    ]
    await asyncio.gather(*waiting)
    [needed] = garden.service.reading.durables
    await stream.add_consumer(
        STREAM,
        ConsumerConfig(
            durable_name=durable,
            filter_subjects=needed.filters,
            ack_policy=AckPolicy.ALL,
            ack_wait=30,
            max_ack_pending=1000,
        ),
    )
    await vacuum(garden.url)


async def inbox_turn(garden: BenchGarden, events: int) -> Figures:
    """Read a full stream with FastStream's subscriber, our pump and inbox."""
    await fill(garden, growths(events, PLANTS), DURABLE)
    done = asyncio.Event()
    inbox, taken = garden.service.inbox, 0

    async def counted(consumer: str, batch: Sequence[object]) -> None:
        nonlocal taken
        await type(inbox).take(inbox, consumer, batch)  # type: ignore[arg-type]
        taken += len(batch)
        if taken >= events:
            done.set()

    inbox.take = counted  # type: ignore[method-assign]
    begun = time.perf_counter()
    await garden.service.reading.start()
    await done.wait()
    seconds = time.perf_counter() - begun
    await garden.service.reading.stop()
    return {"events/s": events / seconds}


async def turn_of(reader: RawReader | SingleReader, garden: BenchGarden, events: int) -> Figures:
    await fill(garden, growths(events, PLANTS), reader.durable)
    async with reader.ready():
        begun = time.perf_counter()
        await reader.read(events)
        return {"events/s": events / (time.perf_counter() - begun)}
