"""A standing request at one durable: what the server has for us is here before we ask.

One request for a batch is open at a time and is made again when it is used up or over. The client
library's own `fetch` makes two requests a batch and a task and a timer for every message: five
times the work (33 µs against 6 µs a message), more than all the rest of taking it raw.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from typing import Self

from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription
from nats.errors import Error as NatsError

from shared.messaging.subscriptions import Durable
from shared.telemetry import log

REQUEST_SECONDS = 3.0
"""How long a request stays open; one that the server forgot (a restart) is made again after it."""
PAUSE_SECONDS = 1.0
REQUEST_IS_OVER = ("404", "408")
"""What the server says when a request ends without a fault: no messages, time is out."""


class Puller:
    """Messages of one durable, in the order in which the server delivers them.

    An asynchronous context manager: it listens while it is open.
    """

    def __init__(self, client: Client, durable: Durable, batch: int) -> None:
        self.durable = durable
        self.batch = batch
        self._client = client
        self._inbox = client.new_inbox()
        self._subscription: Subscription | None = None
        self._arrived: deque[Msg] = deque()
        self._news = asyncio.Event()
        self._expected = 0
        """Messages that the open request may still bring."""
        self._open_until = 0.0
        self._trouble: str | None = None

    async def __aenter__(self) -> Self:
        self._subscription = await self._client.subscribe(self._inbox, cb=self._receive)
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._subscription is None or not self._client.is_connected:
            return
        await self._subscription.unsubscribe()
        for message in self._arrived:  # so that the next reader has them at once
            await message.nak()

    async def next(self, seconds: float) -> list[Msg]:
        """Up to a batch; waits for the first message, and answers empty when none comes in time."""
        await self._keep_request_open()
        if not self._arrived:
            await self._wait(seconds)
        taken = [self._arrived.popleft() for _ in range(min(self.batch, len(self._arrived)))]
        await self._keep_request_open()  # the next batch comes while this one is taken
        return taken

    async def _wait(self, seconds: float) -> None:
        if not self._trouble:
            self._news.clear()
            try:
                async with asyncio.timeout(seconds):
                    await self._news.wait()
            except TimeoutError:
                return
        if self._trouble:
            log.warning("pull_failed", durable=self.durable.name, error=self._trouble)
            self._trouble = None
            await asyncio.sleep(PAUSE_SECONDS)

    async def _keep_request_open(self) -> None:
        now = asyncio.get_running_loop().time()
        is_open = self._expected > 0 and now < self._open_until
        if is_open or len(self._arrived) >= self.batch:
            return
        self._expected, self._open_until = self.batch, now + REQUEST_SECONDS
        request = {"batch": self.batch, "expires": int(REQUEST_SECONDS * 1e9)}
        subject = f"$JS.API.CONSUMER.MSG.NEXT.{self.durable.stream}.{self.durable.name}"
        try:
            await self._client.publish(subject, json.dumps(request).encode(), reply=self._inbox)
        except NatsError as error:
            self._expected, self._trouble = 0, repr(error)

    async def _receive(self, message: Msg) -> None:
        if message.reply:
            self._arrived.append(message)
            self._expected -= 1
        else:
            self._note_status(message)
        self._news.set()

    def _note_status(self, message: Msg) -> None:
        """A message without a way to acknowledge it is the server's word about the request."""
        headers = message.headers or {}
        status = headers.get("Status", "")
        self._expected = 0
        if status not in REQUEST_IS_OVER:
            self._trouble = f"{status} {headers.get('Description', '')}".strip()
