"""The least HTTP that is needed to ask a part on 127.0.0.1 whether it is ready."""

from __future__ import annotations

import asyncio
import ssl
from urllib.parse import urlsplit

TIMEOUT_SECONDS = 5


async def http_status(url: str) -> int | None:
    """The status that a GET answers; None when nothing (or no HTTP) answers within 5 s.

    An `https` address is asked without checking whose certificate it shows: it is this machine.
    """
    target = urlsplit(url)
    try:
        async with asyncio.timeout(TIMEOUT_SECONDS):
            reader, writer = await asyncio.open_connection(
                target.hostname, target.port, ssl=_unchecked() if target.scheme == "https" else None
            )
            try:
                request = f"GET {target.path or '/'} HTTP/1.1\r\nHost: {target.netloc}\r\n"
                writer.write(f"{request}Connection: close\r\n\r\n".encode())
                words = (await reader.readline()).split()
            finally:
                writer.close()
    except (OSError, TimeoutError):
        return None
    return int(words[1]) if len(words) > 1 and words[1].isdigit() else None


def _unchecked() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


async def accepts_connections(port: int) -> bool:
    """Whether something listens on a port of 127.0.0.1."""
    try:
        async with asyncio.timeout(TIMEOUT_SECONDS):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
    except (OSError, TimeoutError):
        return False
    writer.close()
    return True
