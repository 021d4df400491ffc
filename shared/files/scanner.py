"""The virus scanner clamd, asked over its INSTREAM command (docs.clamav.net, ClamD Protocol).

A file is sent in pieces, each behind its length (4 bytes, network order), and ends with a length of
zero. clamd answers one line: `stream: OK`, `stream: <name> FOUND` or an error.
"""

from __future__ import annotations

import asyncio
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

PIECE = 64 * 1024
LONGEST_REPLY = 4096
DEFAULT_PORT = 3310


class ScannerAway(Exception):
    """No verdict: the scanner does not answer, is too slow or could not read the file."""


async def scan(url: str, content: bytes, timeout_seconds: float) -> str:
    """`clean` or `infected`. Raises ScannerAway when there is no verdict."""
    try:
        async with asyncio.timeout(timeout_seconds), _connected(url) as (reader, writer):
            writer.write(b"zINSTREAM\0")
            for at in range(0, len(content), PIECE):
                piece = content[at : at + PIECE]
                writer.write(struct.pack("!I", len(piece)) + piece)
                await writer.drain()
            writer.write(struct.pack("!I", 0))
            await writer.drain()
            reply = await reader.read(LONGEST_REPLY)
    except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
        raise ScannerAway(type(error).__name__) from None
    return _read_verdict(reply)


def _read_verdict(reply: bytes) -> str:
    text = reply.split(b"\0")[0].strip()
    if text.endswith(b" FOUND"):
        return "infected"
    if text.endswith(b": OK"):
        return "clean"
    raise ScannerAway("no verdict")


@asynccontextmanager
async def _connected(
    url: str,
) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    parts = urlsplit(url)
    if parts.scheme == "unix":
        reader, writer = await asyncio.open_unix_connection(parts.path)
    else:
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port or DEFAULT_PORT)
    try:
        yield reader, writer
    finally:
        writer.close()
