"""A real mail server for tests: keeps what it takes, and refuses as a test tells it to."""

from __future__ import annotations

import asyncio
import email
import email.policy
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP

from tests.support.ports import free_port


@dataclass
class MailCatcher:
    """`letters` are the ones taken; `refuse_recipient` and `refuse_letter` are answers to give."""

    port: int
    letters: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    refuse_recipient: str | None = None
    refuse_letter: str | None = None
    _server: asyncio.Server | None = None

    async def handle_RCPT(
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if self.refuse_recipient:
            return self.refuse_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        if self.refuse_letter:
            return self.refuse_letter
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.letters.append(message)
        self.recipients.extend(envelope.rcpt_tos)
        return "250 OK"

    async def start(self) -> None:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: SMTP(self, loop=loop, enable_SMTPUTF8=True, hostname="catcher"),
            "127.0.0.1",
            self.port,
        )

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()
            self._server = None

    @property
    def subjects(self) -> list[str]:
        return [str(letter["Subject"]) for letter in self.letters]

    def text_of(self, place: int) -> str:
        part = self.letters[place].get_body(("plain",))
        assert part is not None
        return str(part.get_content())

    def html_of(self, place: int) -> str:
        part = self.letters[place].get_body(("html",))
        assert part is not None
        return str(part.get_content())


@asynccontextmanager
async def catching_mail() -> AsyncIterator[MailCatcher]:
    catcher = MailCatcher(free_port())
    await catcher.start()
    try:
        yield catcher
    finally:
        await catcher.stop()
