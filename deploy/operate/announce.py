"""Publish the current state of a service's aggregates again, to refill copies.

The events are marked: readers update what they know and do nothing outside the system.
"""

from __future__ import annotations

import importlib
from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from deploy.installation import Installation
from deploy.operate.databases import open_database, operator_origin, wake_service
from shared.database.aggregate import Aggregate
from shared.database.engine import Database
from shared.database.work import Work

BATCH = 200
Announce = Callable[[Work, Any], Awaitable[None] | None]


async def announce(
    installation: Installation, service: str, reason: str, report: Callable[[str], None]
) -> int:
    """Announce everything a service owns; returns how many aggregates were announced."""
    pairs: Sequence[tuple[type[Aggregate], Announce]] = importlib.import_module(
        f"services.{service}.events_out"
    ).ANNOUNCE
    total = 0
    async with open_database(installation, service) as database:
        for model, publish in pairs:
            count = await _announce_all(database, model, publish)
            report(f"{service}: {count} × {model.KIND}")
            total += count
        await database.run(lambda work: work.record("announce", reason=reason), operator_origin())
        await wake_service(database)
    return total


async def _announce_all(database: Database, model: type[Aggregate], publish: Announce) -> int:
    count, after = 0, None
    while ids := await _next_ids(database, model, after):
        await database.run(
            lambda work, ids=ids: _announce_some(work, model, publish, ids),  # type: ignore[misc]
            operator_origin(announced=True),
        )
        count, after = count + len(ids), ids[-1]
    return count


async def _next_ids(
    database: Database, model: type[Aggregate], after: UUID | None
) -> Sequence[UUID]:
    query = select(model.id).order_by(model.id).limit(BATCH)
    query = query.where(model.id > after) if after else query
    return await database.read(lambda session: _all(session.scalars(query)))


async def _all(rows: Awaitable[Any]) -> Sequence[UUID]:
    return list(await rows)


async def _announce_some(
    work: Work, model: type[Aggregate], publish: Announce, ids: Sequence[UUID]
) -> None:
    for id in ids:
        row = await work.find_locked(model, id)
        if row is not None and (pending := publish(work, row)) is not None:
            await pending
