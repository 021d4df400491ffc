"""A process that writes events into a journal at a steady rate, as other people's acts would.

`python -m tests.benchmarks.background DSN EVENTS_PER_SECOND SECONDS`; it ends by itself.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from deploy.embedded.network import python_environment
from deploy.embedded.part import Part, start_part
from shared.messaging.leadership import JOURNAL_CHANNEL
from tests.benchmarks.garden import growths, journal_row
from tests.benchmarks.place import Place

EVENTS_A_COMMIT = 5
COLUMNS = (
    *("id", "aggregate_key", "sequence", "type", "stream", "subject", "envelope", "recorded_at"),
)


async def write_steadily(url: str, per_second: int, seconds: float) -> None:
    connection = await asyncpg.connect(url)
    begun = time.monotonic()
    commits = int(per_second * seconds / EVENTS_A_COMMIT)
    for number in range(commits):
        due = begun + number * EVENTS_A_COMMIT / per_second
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        rows = [journal_row(one) for one in growths(EVENTS_A_COMMIT, EVENTS_A_COMMIT)]
        async with connection.transaction():
            await connection.copy_records_to_table(
                "journal",
                records=[[row[name] for name in COLUMNS] for row in rows],
                columns=COLUMNS,
            )
            await connection.execute(f"NOTIFY {JOURNAL_CHANNEL}")
    await connection.close()


@asynccontextmanager
async def background(place: Place, url: str, per_second: int) -> AsyncIterator[None]:
    """Write while the block runs, and a little longer at most if this process is killed."""
    if not per_second:
        yield
        return
    command = [sys.executable, "-m", "tests.benchmarks.background", url, str(per_second), "60"]
    log = place.folder / "background.log"
    writer = await start_part(Part("background", command, log, environment=python_environment()))
    try:
        yield
    finally:
        writer.kill()
        await writer.wait()


if __name__ == "__main__":
    asyncio.run(write_steadily(sys.argv[1], int(sys.argv[2]), float(sys.argv[3])))
