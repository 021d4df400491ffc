"""(a) The outbox relay against publishing the same bodies raw, and against faststream-outbox."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from nats.js.api import StreamConfig

from shared.events.envelope import CONTENT_TYPE
from tests.benchmarks.garden import BenchGarden, growths, journal_row, open_garden, vacuum
from tests.benchmarks.library_outbox import SETTINGS, open_library
from tests.benchmarks.method import Comparison, Contestant, Figures
from tests.benchmarks.place import SYNC, Place
from tests.shared.garden import STREAM

EVENTS = 10_000
PLANTS = 2_000
FEWER_EVENTS = 2_000
"""Against the slower baseline, so that a round takes seconds and not half a minute."""


@asynccontextmanager
async def comparisons(place: Place) -> AsyncIterator[list[Comparison]]:
    async with open_garden(place, "relay") as garden, open_library(place) as library:
        await garden.stream.add_stream(
            StreamConfig(name=STREAM, subjects=["hcn.*.notifications.>"], duplicate_window=3600)
        )
        conditions = {
            "aggregates": PLANTS,
            "bytes per event": len(journal_row(growths(1, 1)[0])["envelope"]),
            "events per select and mark": garden.service.relay.batch,
            "sync": SYNC,
        }
        yield [
            Comparison(
                key="a1",
                title="Relay, of raw publishing",
                ours=Contestant("relay", lambda: relay_turn(garden, EVENTS)),
                baseline=Contestant("nats-py publish_async", lambda: raw_turn(garden, EVENTS)),
                conditions=conditions | {"events": EVENTS},
                goals={"events/s": (0.5, 0.35)},
            ),
            Comparison(
                key="a2",
                title="Relay, of faststream-outbox",
                ours=Contestant("relay", lambda: relay_turn(garden, FEWER_EVENTS)),
                baseline=Contestant(
                    "faststream-outbox",
                    lambda: library.turn(
                        [journal_row(one) for one in growths(FEWER_EVENTS, PLANTS)]
                    ),
                ),
                conditions=conditions | {"events": FEWER_EVENTS, "faststream-outbox": SETTINGS},
                goals={"events/s": (10, 5)},
            ),
        ]


async def relay_turn(garden: BenchGarden, events: int) -> Figures:
    """Publish a journal of `events` rows that wait."""
    await garden.fill_journal(growths(events, PLANTS))
    await vacuum(garden.url)
    begun = time.perf_counter()
    sent = await garden.service.relay.publish_waiting(garden.stream)
    seconds = time.perf_counter() - begun
    assert sent == events
    return {"events/s": events / seconds}


async def raw_turn(garden: BenchGarden, events: int) -> Figures:
    """Publish the same bodies with the same headers to the same subjects, from memory."""
    rows = [journal_row(one) for one in growths(events, PLANTS)]
    begun = time.perf_counter()
    futures = [
        await garden.stream.publish_async(
            row["subject"],
            row["envelope"],
            headers={"Nats-Msg-Id": str(row["id"]), "Content-Type": CONTENT_TYPE},
        )
        for row in rows
    ]
    await asyncio.gather(*futures)
    return {"events/s": events / (time.perf_counter() - begun)}
