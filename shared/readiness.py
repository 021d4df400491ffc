"""Whether a service is well: each part it stands on, `ok` or what is wrong with it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from faststream.nats import NatsBroker
from sqlalchemy import func, select

from shared.database.backbone import JournalRow
from shared.database.engine import Database
from shared.messaging.broker import NotProvisioned, check_durable
from shared.messaging.relay import waiting_to_go
from shared.messaging.subscriptions import Durable

OLDEST_SECONDS = 60.0


async def check_readiness(
    database: Database, broker: NatsBroker, durables: Sequence[Durable]
) -> dict[str, str]:
    """Part → state. Raises Unavailable when PostgreSQL is away."""
    return {
        "database": "ok",
        "outbox": await _outbox(database),
        **await _nats(broker, durables),
    }


async def _outbox(database: Database) -> str:
    oldest = await database.read(
        lambda session: session.scalar(
            select(func.min(JournalRow.recorded_at)).where(waiting_to_go())
        )
    )
    age = (database.clock.now() - oldest).total_seconds() if oldest else 0.0
    return "ok" if age < OLDEST_SECONDS else f"oldest event waits {age:.0f} s"


async def _nats(broker: NatsBroker, durables: Sequence[Durable]) -> dict[str, str]:
    if not await broker.ping(timeout=1):
        return {"nats": "away"}
    checks = {"nats": "ok"}
    for durable in durables:
        try:
            await asyncio.wait_for(check_durable(broker, durable), 2)
            checks[durable.name] = "ok"
        except NotProvisioned as missing:
            checks[durable.name] = str(missing)
        except Exception as error:
            checks[durable.name] = f"unknown: {type(error).__name__}"
    return checks
