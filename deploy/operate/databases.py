"""The operator's door to a service's database: the same transactions, an operator as caller."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from importlib import import_module
from typing import TypeVar

from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncSession

from deploy.embedded.clock import clock_trouble
from deploy.installation import Installation
from shared.auth.caller import system_caller
from shared.clock import FileClock, SystemClock
from shared.database.engine import Database
from shared.database.work import Origin, Work
from shared.ids import new_id
from shared.messaging.leadership import JOURNAL_CHANNEL
from shared.settings import ServiceSettings

T = TypeVar("T")
Look = Callable[[str, AsyncSession], Awaitable[Sequence[T]]]
"""A query of one service's database, which is told whose it is."""


@asynccontextmanager
async def open_database(installation: Installation, service: str) -> AsyncIterator[Database]:
    """One service's database for the length of a command."""
    database = Database(service, _settings(installation, service), _clock(installation))
    try:
        yield database
    finally:
        await database.close()


def _settings(installation: Installation, service: str) -> ServiceSettings:
    """The service's own settings from the environment, as far as a command has them."""
    kind: type[ServiceSettings] = import_module(f"services.{service}.settings").Settings
    # Not its mode: a command serves nobody and needs none of what production asks of a server.
    return kind(
        mode="embedded",
        http_host="127.0.0.1",
        database_url=SecretStr(installation.database_urls[service]),
        database_pool=2,
    )


def _clock(installation: Installation) -> FileClock | SystemClock:
    file = installation.folder / "clock.json"
    if installation.embedded and clock_trouble(file) is None:
        return FileClock(file)
    return SystemClock()


def operator_origin(announced: bool = False) -> Origin:
    """What a command writes is the operator's act: the system user who ran it."""
    user = os.environ.get("SUDO_USER") or os.environ.get("USER") or "operator"
    return Origin(caller=system_caller(f"hcn:{user}"), correlation_id=new_id(), announced=announced)


async def wake_service(database: Database) -> None:
    """Have the running service look at once instead of at its next poll."""
    await database.notify(JOURNAL_CHANNEL)


async def read_each(installation: Installation, look: Look[T]) -> list[T]:
    """What a query finds in the database of every service, one service after the other."""
    found: list[T] = []
    for service in installation.database_urls:
        async with open_database(installation, service) as database:
            found += await database.read(partial(look, service))
    return found


async def repair(
    installation: Installation, name: str, use_case: Callable[[Work, int], Awaitable[str]]
) -> str:
    """Do something about `<service>:<number>`, at once; returns what the use case says it was."""
    service, _, number = name.partition(":")
    async with open_database(installation, service) as database:
        kind = await database.run(lambda work: use_case(work, int(number)), operator_origin())
        await wake_service(database)
        return kind
