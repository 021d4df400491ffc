"""The two servers of the HTTP comparison, each a process of its own on the same Granian.

`python -m tests.benchmarks.http_servers garden|bare FOLDER PORT DATABASE NATS` writes FOLDER/token,
a token that its own issuer has signed, and serves until it is killed.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import asyncpg
import orjson
from fastapi import Depends, FastAPI, Header, HTTPException, Response

from shared.auth.caller import Caller
from shared.clock import SystemClock
from shared.events.base import schema_url
from shared.events.envelope import sequence_text
from shared.ids import new_id
from shared.messaging.subscriptions import Subscriptions
from shared.service import Service, make_server
from shared.telemetry import start_telemetry
from tests.shared.garden import GREW, STREAM, Neighbour, Seed, make_garden
from tests.support.tokens import make_token

POOL = 10
SUBJECT = "gardener"
"""Whom the token names; an officer by a grant, as people of a real network are."""

INSERT_PLANT = """
INSERT INTO plants
  (id, version, event_sequence, readers, created_at, updated_at, name, height, owner)
VALUES ($1, 1, 1, $2, $3, $3, $4, 0, $5)
"""
INSERT_EVENT = """
INSERT INTO journal (id, aggregate_key, sequence, type, stream, subject, envelope, recorded_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
"""
SELECT_PLANT = "SELECT id, version, name, height FROM plants WHERE id = $1"


def make_service(folder: Path, port: int, database: str, nats: str) -> Service:
    neighbour = Neighbour()
    neighbour.subscriptions = Subscriptions("garden")  # its own events are nothing it would read
    return make_garden(
        database, folder, neighbour, SystemClock(), nats, http_port=port, database_pool=POOL
    )


async def serve_garden(service: Service) -> None:
    """The whole service: HTTP, relay and pump in one process, as in an installation."""
    start_telemetry("garden", service.parts.settings)
    await service.run()


async def serve_bare(service: Service, database: str) -> None:
    """One pool, two routes; the same door and the same relay as the service has, nothing else."""
    async with asyncpg.create_pool(database, min_size=POOL, max_size=POOL) as pool:
        server = make_server(make_bare_app(service, pool), service.parts.settings)
        await asyncio.gather(server.serve(), service.work())


def make_bare_app(service: Service, pool: asyncpg.Pool) -> FastAPI:
    app = FastAPI()
    doors = service.app.state.doors

    async def sign_in(authorization: Annotated[str, Header()]) -> Caller:
        token = authorization.removeprefix("Bearer ")
        caller: Caller = await doors.grants.join(await doors.tokens.read(token))
        return caller

    @app.get("/v1/plants/{plant_id}")
    async def get_plant(plant_id: UUID, _caller: Caller = Depends(sign_in)) -> Response:
        row = await pool.fetchrow(SELECT_PLANT, plant_id)
        if row is None:
            raise HTTPException(404)
        return answer(row["id"], row["version"], row["name"], row["height"])

    @app.post("/v1/plants")
    async def post_plant(body: Seed, caller: Caller = Depends(sign_in)) -> Response:
        id, now, owner = new_id(), datetime.now(UTC), caller.key
        readers = ["role:officer", f"subject:{owner}"]
        async with pool.acquire() as connection, connection.transaction():
            await connection.execute(INSERT_PLANT, id, readers, now, body.name, owner)
            await connection.execute(INSERT_EVENT, *outbox_row(id, now))
        service.relay.wake()
        return answer(id, 1, body.name, 0, 201)

    return app


def answer(id: UUID, version: int, name: str, height: int, status: int = 200) -> Response:
    """A body of the same form and size as the garden's."""
    plant: dict[str, Any] = {"id": str(id), "version": version, "name": name, "height": height}
    plant["actions"] = {"grow": {"allowed": True, "failing": []}}
    return Response(orjson.dumps(plant), status, media_type="application/json")


def outbox_row(plant: UUID, now: datetime) -> tuple[Any, ...]:
    kind, event, sequence = GREW.TYPE, new_id(), sequence_text(1, 1)
    envelope = {
        "specversion": "1.0",
        "id": event,
        "source": "/hcn/garden",
        "type": kind.text,
        "subject": plant,
        "time": now,
        "datacontenttype": "application/json",
        "dataschema": schema_url(kind.text),
        "sequence": sequence,
        "traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "correlationid": event,
        "data": {"id": plant, "template": "0", "contact_id": plant, "channel": "soil"},
    }
    key = f"{kind.service}.{kind.aggregate}.{plant}"
    subject, body = kind.subject_of(plant), orjson.dumps(envelope)
    return event, key, sequence, kind.text, STREAM, subject, body, now


def main(kind: str, folder: str, port: str, database: str, nats: str) -> None:
    token = make_token(datetime.now(UTC), sub=SUBJECT)
    (Path(folder) / "token").write_text(token)
    service = make_service(Path(folder), int(port), database, nats)
    asyncio.run(serve_bare(service, database) if kind == "bare" else serve_garden(service))


if __name__ == "__main__":
    main(*sys.argv[1:])
