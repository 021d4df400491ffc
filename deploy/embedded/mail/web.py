"""The web side of the mail catcher: a list and letters for people, the same as JSON for tests.

Letters are untrusted: no script may run anywhere, and a letter's HTML is shown in a frame that may
load nothing.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict
from email.utils import formatdate
from http import HTTPStatus
from urllib.parse import urlsplit

from deploy.embedded.mail import pages
from deploy.embedded.mail.store import LetterStore

READ_SECONDS = 10
_PAGE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_LETTER_POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)


class Answer:
    """One HTTP answer."""

    def __init__(
        self,
        body: str,
        kind: str = "text/html",
        policy: str = _PAGE_POLICY,
        status: HTTPStatus = HTTPStatus.OK,
    ) -> None:
        self.status = status
        self.body = body.encode()
        self.kind = kind
        self.policy = policy

    def encode(self) -> bytes:
        """The bytes on the wire."""
        head = [
            f"HTTP/1.1 {self.status.value} {self.status.phrase}",
            f"Date: {formatdate(usegmt=True)}",
            f"Content-Type: {self.kind}; charset=utf-8",
            f"Content-Length: {len(self.body)}",
            f"Content-Security-Policy: {self.policy}",
            "X-Content-Type-Options: nosniff",
            "Referrer-Policy: no-referrer",
            "Cache-Control: no-store",
            "Connection: close",
        ]
        return ("\r\n".join(head) + "\r\n\r\n").encode() + self.body


def answer(store: LetterStore, path: str) -> Answer:
    """What a GET of this path gives."""
    match path.strip("/").split("/"):
        case [""]:
            return Answer(pages.letter_list(store.newest()))
        case ["livez" | "readyz"]:
            return Answer("{}", "application/json")
        case ["messages"]:
            return _json([asdict(letter) for letter in store.newest()])
        case ["messages", name] if letter := store.get(name):
            return _json(asdict(letter))
        case ["letters", name] if letter := store.get(name):
            return Answer(pages.letter(letter))
        case ["letters", name, "html"] if letter := store.get(name):
            return Answer(letter.html, policy=_LETTER_POLICY)
        case ["messages", *_]:
            missing = {"code": "not_found"}
            return Answer(json.dumps(missing), "application/json", status=HTTPStatus.NOT_FOUND)
        case _:
            return Answer(pages.not_found(), status=HTTPStatus.NOT_FOUND)


async def listen_web(store: LetterStore, host: str, port: int) -> asyncio.Server:
    """Serve the pages on a port."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(READ_SECONDS):
                head = await reader.readuntil(b"\r\n\r\n")
            writer.write(_respond(store, head.decode("latin-1"), f"{host}:{port}").encode())
            await writer.drain()
        except (TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError):
            pass  # the caller went away or does not speak HTTP
        finally:
            writer.close()

    return await asyncio.start_server(serve, host, port)


def _respond(store: LetterStore, head: str, own_host: str) -> Answer:
    first, *headers = head.split("\r\n")
    method, _, rest = first.partition(" ")
    # A page elsewhere could point its own name at 127.0.0.1 and read letters.
    hosts = [line.split(":", 1)[1].strip() for line in headers if line.lower().startswith("host:")]
    if hosts not in ([own_host], [own_host.replace("127.0.0.1", "localhost")]):
        return Answer("", "text/plain", status=HTTPStatus.MISDIRECTED_REQUEST)
    if method != "GET":
        return Answer("", "text/plain", status=HTTPStatus.METHOD_NOT_ALLOWED)
    return answer(store, urlsplit(rest.partition(" ")[0]).path)


def _json(value: object) -> Answer:
    return Answer(json.dumps(value, ensure_ascii=False), "application/json")
