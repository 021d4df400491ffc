"""Where the benchmarks run: a PostgreSQL and a NATS server of their own, with the sync settings
of a real installation, on 127.0.0.1, gone afterwards.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.nats_server import TestNats, running_nats
from tests.support.postgres import TestPostgres, running_postgres

SYNC = {
    "postgresql": "fsync on, synchronous_commit on",
    "nats": "file storage, sync_interval 2m (the server's default)",
}


@dataclass(frozen=True, slots=True)
class Place:
    """The servers, and a folder for files."""

    postgres: TestPostgres
    nats: TestNats
    folder: Path


@asynccontextmanager
async def open_place(folder: Path) -> AsyncIterator[Place]:
    _make_folders(folder)
    async with (
        running_postgres(folder / "postgres", durable=True) as postgres,
        running_nats(folder / "nats") as nats,
    ):
        yield Place(postgres, nats, folder)


def _make_folders(folder: Path) -> None:
    folder.chmod(0o755)  # PostgreSQL may run as another user
    for name in ("nats", "postgres"):
        (folder / name).mkdir()
