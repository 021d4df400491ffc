"""The load generator: a bounded number of HTTP/1.1 requests over kept-alive connections.

A process of its own (`python -m tests.benchmarks.http_load JOB`), much lighter than any server it
loads. Every answer's status and body are checked while it runs: a fast refusal does not count.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Job:
    """What to send. `{number}` in path and body becomes the request's number, `{id}` an id."""

    port: int
    method: str
    path: str
    body: str
    token: str
    ids: list[str]
    status: int
    expected: str
    """Must stand in the answer's body; filled in like path and body."""
    requests: int
    connections: int

    def exchanges(self) -> Iterator[tuple[bytes, bytes]]:
        """Each request with what its answer must contain."""
        for number in range(self.requests):
            names = {"{number}": str(number), "{id}": self.ids[number % len(self.ids)]}
            body = _fill(self.body, names).encode()
            head = (
                f"{self.method} {_fill(self.path, names)} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                f"Authorization: Bearer {self.token}\r\n"
                f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
            )
            yield head.encode() + body, _fill(self.expected, names).encode()


def _fill(text: str, names: dict[str, str]) -> str:
    for name, value in names.items():
        text = text.replace(name, value)
    return text


class Connection(asyncio.Protocol):
    """Sends the next request as soon as the answer to the last one is whole and right."""

    def __init__(self, job: Job, exchanges: Iterator[tuple[bytes, bytes]]) -> None:
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._start = b"HTTP/1.1 %d " % job.status
        self._exchanges = exchanges
        self._received = b""
        self._expected = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._send_next()

    def _send_next(self) -> None:
        exchange = next(self._exchanges, None)
        if exchange is None:
            self._transport.close()
            self.done.set_result(None)
            return
        request, self._expected = exchange
        self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, blank, body = self._received.partition(b"\r\n\r\n")
        if not blank or len(body) < _length(head):
            return
        if not head.startswith(self._start) or self._expected not in body:
            self._fail(f"wrong answer: {self._received!r}")
            return
        self._received = b""
        self._send_next()

    def connection_lost(self, error: Exception | None) -> None:
        self._fail(f"connection lost: {error!r}")

    def _fail(self, what: str) -> None:
        if not self.done.done():
            self.done.set_exception(SystemExit(what))


def _length(head: bytes) -> int:
    return int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])


async def run(job: Job) -> dict[str, float]:
    """Send everything; seconds that passed and seconds of CPU that this process took."""
    exchanges = iter(list(job.exchanges()))
    loop = asyncio.get_running_loop()
    begun, cpu = time.perf_counter(), time.process_time()
    opened = [
        await loop.create_connection(lambda: Connection(job, exchanges), "127.0.0.1", job.port)
        for _ in range(job.connections)
    ]
    await asyncio.gather(*(connection.done for _, connection in opened))
    return {"seconds": time.perf_counter() - begun, "cpu": time.process_time() - cpu}


def write_job(job: Job, file: Path) -> None:
    file.write_text(json.dumps(asdict(job)))


if __name__ == "__main__":
    print(json.dumps(asyncio.run(run(Job(**json.loads(Path(sys.argv[1]).read_text()))))))
