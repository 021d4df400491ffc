"""One service in the test's own process: real PostgreSQL, HTTP by ASGI, a clock that stands still.

Events come in by `deliver`, as the pump would hand them over, and are read back by `published`.
"""

from __future__ import annotations

import importlib
import itertools
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar
from unittest.mock import patch
from uuid import UUID

import httpx
from sqlalchemy import select

from shared.clock import FixedClock
from shared.database.backbone import JournalRow
from shared.events.base import Event, schema_url
from shared.events.envelope import Envelope, sequence_text
from shared.ids import new_id
from shared.messaging.received import Received
from shared.service import Service
from tests.support.postgres import TestPostgres
from tests.support.tokens import ISSUER, make_token, write_jwks

E = TypeVar("E", bound=Event)

START = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
"""Monday 23 November 2026, nine in the morning in Hanoi."""


class RunningService:
    """What a test talks to."""

    def __init__(self, service: Service, clock: FixedClock) -> None:
        self.service = service
        self.clock = clock
        self.database = service.database
        self._sequences = itertools.count(1)
        transport = httpx.ASGITransport(app=service.app, raise_app_exceptions=False)
        self.http = httpx.AsyncClient(transport=transport, base_url="http://service")

    def as_(self, *roles: str, **who: Any) -> httpx.AsyncClient:
        """A client with a token: roles, and `sub`, `member`, `host`, `locale` … by name."""
        headers = {"Authorization": f"Bearer {make_token(self.clock.now(), *roles, **who)}"}
        transport = httpx.ASGITransport(app=self.service.app, raise_app_exceptions=False)
        return httpx.AsyncClient(
            transport=transport, base_url="http://service", headers=headers, timeout=60
        )

    async def deliver(
        self, *events: Event, sequence: int | None = None, announced: bool = False
    ) -> None:
        """Hand events over as the pump does; without `sequence` each is newer than all before."""
        batch = []
        for event in events:
            number = sequence if sequence is not None else next(self._sequences)
            envelope = self.envelope(event, number, announced)
            body = envelope.model_dump_json(exclude_none=True).encode()
            batch.append(Received(envelope, body, event.TYPE.subject_of(event.id), number))
        await self.service.inbox.take("test", batch)

    def envelope(self, event: Event, number: int, announced: bool = False) -> Envelope:
        kind = event.TYPE
        return Envelope(
            id=new_id(),
            source=f"/hcn/{kind.service}",
            type=kind.text,
            subject=event.id,
            time=self.clock.now(),
            dataschema=schema_url(kind.text),
            sequence=sequence_text(1, number),
            correlationid=new_id(),
            hcnannounced=announced or None,
            data=event.model_dump(mode="json"),
        )

    async def published(self, kind: type[E], id: UUID | str | None = None) -> list[E]:
        """The events of a class that the service has written, in order."""
        async with self.database.sessions() as session:
            rows = await session.scalars(
                select(JournalRow.envelope)
                .where(JournalRow.type == kind.TYPE.text)
                .order_by(JournalRow.position)
            )
            bodies = [Envelope.model_validate_json(row).data for row in rows]
        events = [kind.model_validate(body) for body in bodies]
        return [event for event in events if id is None or str(event.id) == str(id)]

    async def do_due(self) -> int:
        """Do all due work and retry parked events that the clock has made due."""
        done = await self.service.due.do_due()
        await self.service.due.parking.retry_due()
        return done


@asynccontextmanager
async def running(
    name: str, postgres: TestPostgres, folder: Path, *, scratch: bool = False, **settings: Any
) -> AsyncIterator[RunningService]:
    """Run one service on an empty database; `settings` are environment names without `HCN_`.

    `scratch` is for a test that changes the schema: nobody gets its database afterwards.
    """
    url = await postgres.borrow(name)
    environment = {
        "HCN_DATABASE_URL": url,
        "HCN_DATABASE_POOL": "20",
        "HCN_AUTH_JWKS": str(write_jwks(folder)),
        "HCN_AUTH_ISSUER": ISSUER,
        "HCN_FILES_DIR": str(folder / "files"),
        "HCN_PUBLIC_URLS": '{"members": "http://127.0.0.1:8101", "bookings": "http://127.0.0.1:8102",'
        ' "promotion": "http://127.0.0.1:8103", "notifications": "http://127.0.0.1:8104"}',
        **{f"HCN_{key.upper()}": str(value) for key, value in settings.items()},
    }
    clock = FixedClock(START)
    with patch.dict(os.environ, environment):
        parts = importlib.import_module(f"services.{name}.app").make_parts()
    service = Service(parts, clock=clock)
    try:
        yield RunningService(service, clock)
    finally:
        await service.database.close()
        await (postgres.drop(url) if scratch else postgres.give_back(name, url))
