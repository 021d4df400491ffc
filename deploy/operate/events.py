"""Watching events as they pass, from now or from an instant, across the streams."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.js.api import ConsumerConfig, DeliverPolicy

from deploy.nats.admin import connect
from deploy.nats.topology import SERVICES
from shared.events.envelope import Envelope

STREAMS = tuple(service.upper() for service in SERVICES)


@asynccontextmanager
async def following(
    url: str, credentials: Path, subjects: str = ">", since: datetime | None = None
) -> AsyncIterator[AsyncIterator[Envelope]]:
    """Events of the services' streams in the order of their arrival; personal ones are left out."""
    arrived: asyncio.Queue[Msg] = asyncio.Queue()
    connection = await connect(url, credentials)
    try:
        await _subscribe_all(connection, arrived, subjects, since)
        yield _read(arrived)
    finally:
        await connection.close()


async def _subscribe_all(
    connection: Client, arrived: asyncio.Queue[Msg], subjects: str, since: datetime | None
) -> None:
    for stream in STREAMS:
        # One for each stream: the client writes into it.
        config = ConsumerConfig(
            deliver_policy=DeliverPolicy.BY_START_TIME if since else DeliverPolicy.NEW,
            opt_start_time=since.isoformat() if since else None,  # type: ignore[arg-type]
            filter_subject=subjects,
        )
        await connection.jetstream().subscribe(
            subjects,
            stream=stream,
            ordered_consumer=True,
            config=config,
            cb=arrived.put,
        )


async def _read(arrived: asyncio.Queue[Msg]) -> AsyncIterator[Envelope]:
    while True:
        message = await arrived.get()
        yield Envelope.model_validate_json(message.data)


def export_catalogue(folder: Path) -> Sequence[Path]:
    """Write AsyncAPI of each service and every JSON Schema with its sample below `folder`."""
    import json
    import shutil

    from deploy.openapi import asyncapi_document
    from shared.events.contract import CURRENT

    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for service in SERVICES:
        path = folder / f"asyncapi-{service}.json"
        path.write_text(json.dumps(asyncapi_document(service), indent=1, ensure_ascii=False))
        written.append(path)
    schemas = sorted(Path(CURRENT).glob("*.json"))
    written += [Path(shutil.copy(source, folder / source.name)) for source in schemas]
    return written
