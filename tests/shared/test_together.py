"""What is asked in one moment is one question, whoever gives up waiting."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from shared.together import Together


class Doubling:
    """Replies with the double, and notes what it was asked together."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []
        self.was_asked, self.may_reply = asyncio.Event(), asyncio.Event()
        self.may_reply.set()

    async def reply(self, numbers: Sequence[int]) -> list[int]:
        self.asked.append(list(numbers))
        self.was_asked.set()
        await self.may_reply.wait()
        return [2 * number for number in numbers]


async def test_one_moment_is_one_question() -> None:
    doubling = Doubling()
    together = Together(doubling.reply)
    assert await asyncio.gather(*map(together.ask, (1, 2, 3))) == [2, 4, 6]
    assert await together.ask(4) == 8
    assert doubling.asked == [[1, 2, 3], [4]]


async def test_what_is_asked_meanwhile_is_the_next_question() -> None:
    doubling = Doubling()
    together = Together(doubling.reply)
    doubling.may_reply.clear()
    first = asyncio.ensure_future(together.ask(1))
    await doubling.was_asked.wait()
    later = asyncio.ensure_future(asyncio.wait_for(together.ask(2), timeout=5))
    doubling.may_reply.set()
    assert (await first, await later) == (2, 4)
    assert doubling.asked == [[1], [2]]


async def test_who_gives_up_takes_nobody_along() -> None:
    doubling = Doubling()
    together = Together(doubling.reply)
    doubling.may_reply.clear()
    impatient, patient = (asyncio.ensure_future(together.ask(number)) for number in (1, 2))
    await doubling.was_asked.wait()
    impatient.cancel()
    doubling.may_reply.set()
    assert await patient == 4
    with pytest.raises(asyncio.CancelledError):
        await impatient


async def test_what_goes_wrong_is_told_to_all() -> None:
    async def fail(_questions: Sequence[int]) -> list[int]:
        raise LookupError

    together = Together(fail)
    answers = await asyncio.gather(*map(together.ask, (1, 2)), return_exceptions=True)
    assert [type(answer) for answer in answers] == [LookupError, LookupError]
