"""Where the servers of this run come from: the embedded binaries, or containers when asked for.

It is decided once, when the run starts (`pytest --containers 16`); fixtures ask `images`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from deploy.embedded.part import Part, start_part

POSTGRES_VERSIONS = ("16", "18")
NATS_IMAGE = "nats:2.12-alpine"


class Server(Protocol):
    """A server that a test can kill and start again on the same data and the same port."""

    async def start(self) -> None: ...

    async def kill(self) -> None:
        """`kill -9`."""

    async def remove(self) -> None:
        """Kill it and delete its data."""


@dataclass(frozen=True, slots=True)
class Images:
    """What the containers of this run are made from."""

    postgres: str
    nats: str = NATS_IMAGE

    @classmethod
    def of(cls, postgres_version: str) -> Images:
        return cls(f"postgres:{postgres_version}-alpine")


_chosen: Images | None = None


def choose(images: Images | None) -> None:
    """Decide for this process; None means the embedded binaries."""
    global _chosen
    _chosen = images


def images() -> Images | None:
    """What was chosen."""
    return _chosen


class Process:
    """A server that runs from the embedded binaries."""

    def __init__(self, part: Part, delete_data: Callable[[], None]) -> None:
        self._part = part
        self._delete_data = delete_data
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        self._process = await start_part(self._part)

    async def kill(self) -> None:
        assert self._process is not None
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()

    async def remove(self) -> None:
        if self._process is not None:
            await self.kill()
        await asyncio.to_thread(self._delete_data)
