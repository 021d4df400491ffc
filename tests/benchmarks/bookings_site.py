"""A bookings service with requests to confirm, each in a space of its own, and series."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import asyncpg

from deploy.embedded.network import python_environment
from deploy.embedded.part import Part, last_lines, start_part, stop_process
from deploy.embedded.probe import http_status
from deploy.waiting import wait_until
from shared.ids import new_id
from tests.benchmarks.http_load import Job, write_job
from tests.benchmarks.place import Place
from tests.support.ports import free_port

CONNECTIONS = 24
REQUESTS = 300
WEEKS = 52
VENUE, MEMBER = new_id(), new_id()
READERS = ["role:auditor", "role:officer", "role:operator"]

SEED_MEMBER = """
INSERT INTO known_members (id, name, status, status_since, fields)
VALUES ($1, 'Xưởng đo', 'active', '2026-01-01', '[]')
"""
SEED_VENUE = """
INSERT INTO venues (id, name, search, sort_key, host_id, ward, rules, version, event_sequence,
                    readers, created_at, updated_at)
VALUES ($1, '{"vi": "Nơi đo", "en": null}', 'noi do', 'noi do', $1, 'Từ Liêm', '{}', 1, 0,
        '{public}', $2, $2)
"""
SEED_SPACE = """
INSERT INTO spaces (id, venue_id, path, name, search, sort_key, kind, capacity, indoor, status,
                    setup_minutes, clearup_minutes, refused_kinds, check_in_minutes, own_rules,
                    layouts, seasons, exceptions, refused_contents, noise_limits, accessibility,
                    version, event_sequence, readers, created_at, updated_at)
VALUES ($1, $2, ARRAY[$1::uuid], '{"vi": "Phòng đo", "en": null}', 'phong do', 'phong do', 'hall',
        100, true, 'open', 30, 30, '{}', 30, '{}', '[]', '[]', '[]', '{}', '[]', '{}',
        1, 1, '{public}', $3, $3)
"""
SEED_BOOKING = """
INSERT INTO bookings (id, space_id, member_id, host_id, requested_by, status, starts_at, ends_at,
                      title, search, activity_kind, expected_audience, contents, public, version,
                      event_sequence, readers, created_at, updated_at)
VALUES ($1, $2, $3, $4, 'bench', 'requested', $5, $6,
        jsonb_build_object('vi', 'Việc đo ' || $1::uuid, 'en', null), 'viec do', 'workshop', 40,
        '{}', true, 1, 1, $7, $8, $8)
"""
SEED_DATE = """
INSERT INTO booking_dates (id, booking_id, space_id, starts_at, ends_at, status, calendar_sequence)
VALUES ($1, $2, $3, $4, $5, 'requested', 0)
"""
CLEAN = """
TRUNCATE claims, journal, changes, audit, due_work;
UPDATE booking_dates SET status = 'requested', confirmed_at = NULL WHERE status <> 'requested';
UPDATE bookings SET status = 'requested', version = 1, event_sequence = 1 WHERE version <> 1;
VACUUM ANALYZE bookings, booking_dates, claims
"""


@dataclass(frozen=True, slots=True)
class Wish:
    """A request that waits: what is inserted when it is confirmed."""

    booking: UUID
    space: UUID
    dates: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Bookings:
    """A running service."""

    folder: Path
    port: int
    database: str
    wishes: list[Wish]
    series: list[Wish]
    rivals: list[Wish]
    """All for one slot in one space."""

    async def confirm(self, wishes: list[Wish], connections: int = CONNECTIONS) -> float:
        """Seconds in which all of them were confirmed."""
        ids = [str(wish.booking) for wish in wishes]
        path = "/v1/bookings/{id}/confirm"
        return await self._load(path, ids, 200, '"confirmed"', connections)

    async def insert(self, count: int) -> float:
        """Seconds in which so many rows were inserted by the one-INSERT route."""
        return await self._load("/bench/rows", [""] * count, 201, '"id"')

    async def _load(
        self, path: str, ids: list[str], status: int, expected: str, connections: int = CONNECTIONS
    ) -> float:
        token = (self.folder / "token").read_text()
        job = Job(self.port, "POST", path, "", token, ids, status, expected, len(ids), connections)
        file, log = self.folder / "job.json", self.folder / "load.log"
        write_job(job, file)
        command = [sys.executable, "-m", "tests.benchmarks.http_load", str(file)]
        process = await start_part(Part("load", command, log, environment=python_environment()))
        if await process.wait() != 0:
            raise SystemExit(f"{last_lines(log)}\n{last_lines(self.folder / 'server.log')}")
        return float(json.loads(last_lines(log, 1))["seconds"])

    async def clean(self) -> None:
        """All wishes wait again."""
        connection = await asyncpg.connect(self.database)
        try:
            for statement in CLEAN.split(";"):
                await connection.execute(statement)
        finally:
            await connection.close()


@asynccontextmanager
async def open_bookings(
    place: Place, requests: int, series: int, rivals: int = 0
) -> AsyncIterator[Bookings]:
    folder = place.folder / "bookings"
    folder.mkdir()
    database, port = await place.postgres.database("bookings"), free_port()
    seeded = await _seed(database, requests, series, rivals)
    module = ("-m", "tests.benchmarks.bookings_server")
    part = Part(
        name="bookings",
        command=[sys.executable, *module, str(folder), str(port), database],
        log=folder / "server.log",
        environment=python_environment(),
    )
    process = await start_part(part)
    try:
        await wait_until(lambda: _answers(process, port, part.log))
        yield Bookings(folder, port, database, *seeded)
    finally:
        await stop_process(part, process)


async def _answers(process: asyncio.subprocess.Process, port: int, log: Path) -> bool:
    assert process.returncode is None, f"the server ended: {last_lines(log)}"
    return await http_status(f"http://127.0.0.1:{port}/openapi.json") == 200


async def _seed(
    database: str, requests: int, series: int, rivals: int
) -> tuple[list[Wish], list[Wish], list[Wish]]:
    now = datetime.now(UTC)
    connection = await asyncpg.connect(database)
    try:
        await connection.execute(SEED_MEMBER, MEMBER)
        await connection.execute(SEED_VENUE, VENUE, now)
        singles = [Wish(new_id(), new_id(), (new_id(),)) for _ in range(requests)]
        years = [
            Wish(new_id(), new_id(), tuple(new_id() for _ in range(WEEKS))) for _ in range(series)
        ]
        slot = new_id()
        crowd = [Wish(new_id(), slot, (new_id(),)) for _ in range(rivals)]
        first = (now + timedelta(days=7)).replace(minute=0, second=0, microsecond=0)
        for space in {wish.space for wish in (*singles, *years, *crowd)}:
            await connection.execute(SEED_SPACE, space, VENUE, now)
        for wish in (*singles, *years, *crowd):
            await _seed_wish(connection, wish, first, now)
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()
    return singles, years, crowd


async def _seed_wish(
    connection: asyncpg.Connection, wish: Wish, first: datetime, now: datetime
) -> None:
    starts = [first + timedelta(weeks=n) for n in range(len(wish.dates))]
    end = starts[-1] + timedelta(hours=2)
    readers = sorted([*READERS, f"member:{MEMBER}", f"host:{VENUE}"])
    whole = (wish.booking, wish.space, MEMBER, VENUE, first, end, readers, now)
    await connection.execute(SEED_BOOKING, *whole)
    rows = [
        (date, wish.booking, wish.space, start, start + timedelta(hours=2))
        for date, start in zip(wish.dates, starts, strict=True)
    ]
    await connection.executemany(SEED_DATE, rows)
