"""Waiting for an outcome, never for a time: look again and again until it is there."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")

PATIENCE_SECONDS = 30.0


async def wait_until(
    look: Callable[[], Awaitable[T]],
    *,
    seconds: float = PATIENCE_SECONDS,
    away: tuple[type[Exception], ...] = (),
) -> T:
    """The first answer of `look` that is true; an exception of `away` counts as not yet.

    Raises TimeoutError when it does not come within `seconds`.
    """
    async with asyncio.timeout(seconds):
        while True:
            try:
                if found := await look():
                    return found
            except away:
                pass
            await asyncio.sleep(0.02)
