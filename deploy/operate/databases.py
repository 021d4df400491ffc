"""The operator's door to a service's database: the same transactions, an operator as caller."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from deploy.installation import Installation
from shared.auth.caller import system_caller
from shared.clock import FileClock, SystemClock
from shared.database.engine import Database
from shared.database.work import Origin
from shared.ids import new_id
from shared.messaging.leadership import JOURNAL_CHANNEL
from shared.settings import ServiceSettings


@asynccontextmanager
async def open_database(installation: Installation, service: str) -> AsyncIterator[Database]:
    """One service's database for the length of a command."""
    settings = ServiceSettings(
        database_url=installation.database_urls[service],
        database_tls=os.environ.get("HCN_DATABASE_TLS", "").lower() == "true",
        database_pool=2,
    )
    database = Database(service, settings, _clock(installation))
    try:
        yield database
    finally:
        await database.close()


def _clock(installation: Installation) -> FileClock | SystemClock:
    if installation.embedded:
        return FileClock(installation.folder / "clock.json")
    return SystemClock()


def operator_origin(announced: bool = False) -> Origin:
    """What a command writes is the operator's act: the system user who ran it."""
    user = os.environ.get("SUDO_USER") or os.environ.get("USER") or "operator"
    return Origin(caller=system_caller(f"hcn:{user}"), correlation_id=new_id(), announced=announced)


async def wake_service(database: Database) -> None:
    """Have the running service look at once instead of at its next poll."""
    await database.notify(JOURNAL_CHANNEL)
