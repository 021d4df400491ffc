"""(l) Sixty-four confirmations of one slot at once, over HTTP, fifty rounds.

In each round exactly one wins and every other one is told that the space is taken; no round takes
much longer than the others, as it did when rivals ran into deadlocks.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections import Counter
from collections.abc import AsyncIterator
from uuid import UUID

from tests.benchmarks.bookings_site import Bookings, open_bookings
from tests.benchmarks.method import Absolute, Result
from tests.benchmarks.place import SYNC, Place

RIVALS = 64
ROUNDS = 50
WON, TAKEN = (200, True), (409, True)


async def measure(place: Place) -> AsyncIterator[Result]:
    async with open_bookings(place, 0, 0, RIVALS) as site:
        seconds = [await _round(site) for _ in range(ROUNDS)]
    median = statistics.median(seconds)
    yield Absolute(
        key="l1",
        title=f"{RIVALS} rivals for one slot, slowest round of {ROUNDS} by the median round",
        figure="times",
        median=max(seconds) / median,
        least=min(seconds) / median,
        greatest=max(seconds) / median,
        goal=20.0,
        floor=20.0,
        conditions={"median round ms": round(1000 * median), "rounds": ROUNDS, "sync": SYNC},
    )


async def _round(site: Bookings) -> float:
    token = (site.folder / "token").read_text()
    begun = time.perf_counter()
    answers = await asyncio.gather(
        *(_confirm(site.port, token, wish.booking) for wish in site.rivals)
    )
    seconds = time.perf_counter() - begun
    assert Counter(answers) == {WON: 1, TAKEN: RIVALS - 1}, Counter(answers)
    await site.clean()
    return seconds


async def _confirm(port: int, token: str, booking: UUID) -> tuple[int, bool]:
    """The status, and whether the body says what belongs to it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = (
        f"POST /v1/bookings/{booking}/confirm HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Authorization: Bearer {token}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    )
    writer.write(head.encode())
    answer = await reader.read()
    writer.close()
    status = int(answer.split(b" ", 2)[1])
    return status, (b'"confirmed"' if status == 200 else b'"space_taken"') in answer
