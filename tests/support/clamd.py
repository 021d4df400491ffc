"""A scanner that speaks INSTREAM as clamd does; what holds EICAR is infected."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Clamd:
    """Speaks INSTREAM as clamd does; what holds EICAR is infected."""

    def __init__(self) -> None:
        self.scanned = 0
        self.url = ""
        self.broken = False

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        assert await reader.readuntil(b"\0") == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!I", await reader.readexactly(4))[0]:
            content += await reader.readexactly(size)
        self.scanned += 1
        verdict = b"Eicar-Test-Signature FOUND" if b"EICAR" in content else b"OK"
        broken = b"INSTREAM size limit exceeded. ERROR\0"
        writer.write(broken if self.broken else b"stream: " + verdict + b"\0")
        writer.close()


@asynccontextmanager
async def clamd(port: int = 0) -> AsyncIterator[Clamd]:
    scanner = Clamd()
    server = await asyncio.start_server(scanner.answer, "127.0.0.1", port)
    scanner.url = f"tcp://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield scanner
