"""The small test service on the bench's servers: its journal filled, its stream filled."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg
from nats.js import JetStreamContext
from sqlalchemy import insert

from shared.clock import SystemClock
from shared.database.backbone import JournalRow
from shared.events.base import schema_url
from shared.events.envelope import Envelope, sequence_text
from shared.ids import new_id
from shared.service import Service
from tests.benchmarks.place import Place
from tests.shared.garden import GREW, STREAM, Neighbour, make_garden, make_garden_database
from tests.support.running import START

JournalValues = dict[str, Any]


@dataclass(frozen=True, slots=True)
class BenchGarden:
    """A connected service that reads and publishes only when it is told to."""

    service: Service
    url: str
    """DSN of its database."""

    @property
    def stream(self) -> JetStreamContext:
        return self.service.leader.jetstream

    async def fill_journal(self, envelopes: Sequence[Envelope]) -> None:
        """Write events as use cases do, not yet published."""
        async with self.service.database.sessions() as session, session.begin():
            await session.execute(insert(JournalRow), [journal_row(one) for one in envelopes])


@asynccontextmanager
async def open_garden(
    place: Place, name: str, neighbour: Neighbour | None = None
) -> AsyncIterator[BenchGarden]:
    """A garden with a database of its own; `name` keeps its files apart."""
    folder = place.folder / name
    folder.mkdir()
    url = await make_garden_database(place.postgres)
    service = make_garden(url, folder, neighbour or Neighbour(), SystemClock(), place.nats.url)
    await service.broker.connect()
    try:
        yield BenchGarden(service, url)
    finally:
        service.stopping.set()
        await service.broker.stop()
        await service.database.close()


def growths(count: int, plants: int) -> list[Envelope]:
    """Events of `plants` aggregates in turn, each aggregate's in order."""
    ids = [new_id() for _ in range(plants)]
    return [growth(ids[number % plants], 1 + number // plants) for number in range(count)]


def growth(plant: UUID, number: int) -> Envelope:
    """One event as `Work.publish` writes it."""
    event = GREW(id=plant, template=str(number), contact_id=plant, channel="soil")
    return Envelope(
        id=new_id(),
        source="/hcn/garden",
        type=GREW.TYPE.text,
        subject=plant,
        time=START,
        dataschema=schema_url(GREW.TYPE.text),
        sequence=sequence_text(1, number),
        traceparent="00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        correlationid=new_id(),
        data=event.model_dump(mode="json"),
    )


def body_of(envelope: Envelope) -> bytes:
    return envelope.model_dump_json(exclude_none=True).encode()


def journal_row(envelope: Envelope) -> JournalValues:
    return {
        "id": envelope.id,
        "aggregate_key": envelope.aggregate_key,
        "sequence": envelope.sequence,
        "type": envelope.type,
        "stream": STREAM,
        "subject": GREW.TYPE.subject_of(envelope.subject),
        "envelope": body_of(envelope),
        "recorded_at": START,
    }


async def vacuum(url: str) -> None:
    """What autovacuum does in a real installation, before the clock runs and not during."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("VACUUM ANALYZE")
        await connection.execute("CHECKPOINT")
    finally:
        await connection.close()
