"""The SMTP side of the mail catcher."""

from __future__ import annotations

import asyncio
from typing import Any

from aiosmtpd.smtp import SMTP

from deploy.embedded.mail.store import LetterStore

LARGEST_BYTES = 30_000_000


class _Handler:
    """Accepts whatever comes, for whomever."""

    def __init__(self, store: LetterStore) -> None:
        self._store = store

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        self._store.save(envelope.content, list(envelope.rcpt_tos))
        return "250 OK"


async def listen_smtp(store: LetterStore, host: str, port: int) -> asyncio.Server:
    """Take letters on a port."""
    handler = _Handler(store)
    loop = asyncio.get_running_loop()
    return await loop.create_server(
        lambda: SMTP(
            handler, loop=loop, enable_SMTPUTF8=True, data_size_limit=LARGEST_BYTES, hostname=host
        ),
        host,
        port,
    )
