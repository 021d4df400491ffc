"""Questions of the same moment are asked together: what each alone would cost is paid once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Question = TypeVar("Question")
Reply = TypeVar("Reply")


class Together(Generic[Question, Reply]):
    """`reply` is called with all that was asked in one turn of the event loop; nothing is kept."""

    def __init__(self, reply: Callable[[Sequence[Question]], Awaitable[Sequence[Reply]]]) -> None:
        self._reply = reply
        """As many replies as questions, in their order."""
        self._waiting: list[tuple[Question, asyncio.Future[Reply]]] = []
        self._replying: set[asyncio.Task[None]] = set()

    async def ask(self, question: Question) -> Reply:
        """The reply to this question; raises what the reply to all of that moment raises."""
        answer: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._waiting.append((question, answer))
        if len(self._waiting) == 1:
            task = asyncio.ensure_future(self._reply_to_waiting())
            self._replying.add(task)
            task.add_done_callback(self._replying.discard)
        return await answer

    async def _reply_to_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        try:
            replies = await self._reply([question for question, _ in waiting])
        except Exception as error:
            for _, answer in waiting:
                if not answer.done():
                    answer.set_exception(error)
            return
        for (_, answer), reply in zip(waiting, replies, strict=True):
            if not answer.done():
                answer.set_result(reply)
