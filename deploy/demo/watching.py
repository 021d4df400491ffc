"""The events of a season as they pass, read as an operator reads them."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from deploy.embedded.folder import DataFolder
from deploy.nats.accounts import HCN
from deploy.nats.keys import KeyFolder
from deploy.nats.users import ADMIN
from deploy.operate.events import following
from shared.events.envelope import Envelope


@dataclass
class Watched:
    """What passed: how often each type came, and any sequence that went backwards."""

    seen: Counter[str] = field(default_factory=Counter)
    latest: dict[str, str] = field(default_factory=dict)
    disorder: list[str] = field(default_factory=list)

    def note(self, event: Envelope) -> None:
        self.seen[event.type] += 1
        if event.sequence <= self.latest.get(event.aggregate_key, ""):
            self.disorder.append(f"{event.type} {event.sequence}")
        self.latest[event.aggregate_key] = event.sequence


@asynccontextmanager
async def watching(folder: DataFolder, show: Callable[[Envelope], None]) -> AsyncIterator[Watched]:
    """Follow all streams while the season is played."""
    run = folder.read_run() or {}
    credentials = KeyFolder(folder.nats / "keys").credentials_file(HCN, ADMIN)
    watched = Watched()
    async with following(run["nats"]["url"], credentials) as events:

        async def follow() -> None:
            async for event in events:
                watched.note(event)
                show(event)

        task = asyncio.ensure_future(follow())
        try:
            yield watched
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
