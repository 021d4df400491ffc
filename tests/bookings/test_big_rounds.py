"""A round of many wishes is planned without holding up everybody else."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from tests.bookings.making import City, done, made
from tests.bookings.sharing import a_wish, members, open_round, open_season, url_of

WISHES, TIMES, SPACES = 200, 10, 2
AT_ONCE = 0.1
"""Seconds of the loop's own thread; half of it on a machine that has nothing else to do."""
EVERY_DAY = [{"day": day, "opens": "06:00", "closes": "23:00"} for day in range(1, 8)]


@asynccontextmanager
async def measured() -> AsyncIterator[list[float]]:
    """How long the loop worked at one thing, each time."""
    worked: list[float] = []

    async def look() -> None:
        before = time.thread_time()
        while True:
            await asyncio.sleep(0)
            now = time.thread_time()
            worked.append(now - before)
            before = now

    looking = asyncio.create_task(look())
    # A service looks for garbage seldom; the objects of all tests before this one are not its own.
    gc.disable()
    try:
        yield worked
    finally:
        gc.enable()
        looking.cancel()


async def a_big_round(city: City) -> dict[str, Any]:
    """Two hundred wishes of twenty options each, by twenty members."""
    season = await open_season(city)
    places = [await city.make_space(opening=EVERY_DAY) for _ in range(4)]
    known = await members(city, 20)
    round = await open_round(city, season)
    for number in range(WISHES):
        starts = [city.at(5 + (number + 3 * n) % 60, n % 9) for n in range(TIMES)]
        spaces = [places[(number + n) % 4] for n in range(SPACES)]
        body = a_wish(spaces, *starts, wanted=3)
        await made(city.member(known[number % 20]).post(url_of(round, "wishes"), json=body))
    closes_at = datetime.fromisoformat(round["closes_at"])
    city.service.clock.advance(closes_at - city.service.clock.now())
    return round


async def test_the_plan_of_two_hundred_wishes_lets_others_through(city: City) -> None:
    round = await a_big_round(city)
    for _ in range(2):  # the first one, and one that replaces it
        async with measured() as worked:
            plan = await done(city.officer.post(url_of(round, "propose")))
        assert len(plan["wishes"]) == WISHES
        longest = sorted(worked)[-5:]
        assert longest[-1] <= AT_ONCE, longest
