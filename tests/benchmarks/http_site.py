"""One of the two HTTP servers under load: a turn of reading, a turn of writing."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import psutil

from deploy.embedded.network import python_environment
from deploy.embedded.part import Part, last_lines, start_part
from deploy.waiting import wait_until
from tests.benchmarks.http_load import Job, write_job
from tests.benchmarks.method import Figures
from tests.shared.garden import GREW

PLANTS = 1_000
READS = 3_000
WRITES = 1_500
CONNECTIONS = 24

WRITTEN = """
SELECT count(*) FROM plants JOIN journal ON journal.aggregate_key = $1 || plants.id
"""
WAITING = "SELECT count(*) FROM journal WHERE published_at IS NULL AND $1 <> ''"


@dataclass(frozen=True, slots=True)
class Site:
    """A running server with its database."""

    folder: Path
    port: int
    database: str
    process: asyncio.subprocess.Process
    plants: list[str]

    @property
    def name(self) -> str:
        return self.folder.name

    async def read(self) -> Figures:
        """Read single plants by id."""
        return await self._load("GET", "/v1/plants/{id}", "", READS, 200, '"{id}"')

    async def write(self) -> Figures:
        """One plant for each request; afterwards each is there with its event."""
        before = await self._count(WRITTEN)
        body = '{"name": "plant {number}"}'
        figures = await self._load("POST", "/v1/plants", body, WRITES, 201, '"plant {number}"')
        written = await self._count(WRITTEN) - before
        assert written == WRITES, f"{self.name}: {written} rows with their events, not {WRITES}"
        await wait_until(self._is_published)  # so that the next turn does not publish it
        return figures

    async def _load(
        self, method: str, path: str, body: str, requests: int, status: int, expected: str
    ) -> Figures:
        job = Job(
            port=self.port,
            method=method,
            path=path,
            body=body,
            token=(self.folder / "token").read_text(),
            ids=self.plants,
            status=status,
            expected=expected,
            requests=requests,
            connections=CONNECTIONS,
        )
        before = self._cpu_seconds()
        took = await self._run(job)
        return {
            "requests/s": requests / took["seconds"],
            "server": (self._cpu_seconds() - before) / took["seconds"],
            "load": took["cpu"] / took["seconds"],
        }

    async def _run(self, job: Job) -> dict[str, float]:
        """In a process of its own, which ends with this one."""
        file, log = self.folder / "job.json", self.folder / "load.log"
        write_job(job, file)
        command = [sys.executable, "-m", "tests.benchmarks.http_load", str(file)]
        process = await start_part(Part("load", command, log, environment=python_environment()))
        if await process.wait() != 0:
            raise SystemExit(f"{last_lines(log)}\n{last_lines(self.folder / 'server.log')}")
        took: dict[str, float] = json.loads(last_lines(log, 1))
        return took

    def _cpu_seconds(self) -> float:
        times = psutil.Process(self.process.pid).cpu_times()
        return float(times.user + times.system)

    async def _is_published(self) -> bool:
        return await self._count(WAITING) == 0

    async def _count(self, query: str) -> int:
        connection = await asyncpg.connect(self.database)
        try:
            kind = GREW.TYPE
            return int(await connection.fetchval(query, f"{kind.service}.{kind.aggregate}."))
        finally:
            await connection.close()
