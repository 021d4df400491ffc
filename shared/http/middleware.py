"""What wraps every request from outside: correlation, trace, size limit, metrics, one log line."""

from __future__ import annotations

import time
from typing import Any
from uuid import UUID

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.describing import describe_error, list_frames
from shared.errors import Failure
from shared.http.problems import Sentences, problem, with_status
from shared.ids import new_id
from shared.telemetry import HTTP_SECONDS, correlated, log
from shared.texts import choose_locale
from shared.tracing import traced

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
QUIET_PATHS = ("/livez", "/readyz", "/metrics")


class Requests:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, sentences: Sentences, max_body: int) -> None:
        self.app = app
        self.sentences = sentences
        self.max_body = max_body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {
            key.decode("latin-1"): value.decode("latin-1") for key, value in scope["headers"]
        }
        correlation_id = _read_uuid(headers.get("x-correlation-id")) or new_id()
        scope["correlation_id"] = correlation_id
        answered = _Answered(send, correlation_id, with_body=scope["method"] != "HEAD")
        if scope["method"] == "HEAD":
            scope["method"] = "GET"
        started = time.perf_counter()
        with (
            correlated(correlation_id),
            traced(f"HTTP {scope['method']}", headers.get("traceparent")),
        ):
            try:
                limited = await _Limited.of(self, scope, receive, answered, headers)
                if limited is not None:
                    await self.app(scope, limited, answered)
            except Exception as error:
                await self._answer_defect(error, scope, receive, answered, headers)
            finally:
                _note(scope, answered.status, time.perf_counter() - started)

    async def _answer_defect(
        self,
        error: Exception,
        scope: Scope,
        receive: Receive,
        answered: _Answered,
        headers: dict[str, str],
    ) -> None:
        """A defect of ours: the log gets its place, the caller a number to name."""
        log.error("request_failed", error=describe_error(error), frames=list_frames(error))
        if answered.status:
            raise error
        failure = Failure("internal_error", correlation_id=str(scope["correlation_id"]))
        locale = choose_locale(headers.get("accept-language"))
        await problem(with_status(500, failure), self.sentences, locale)(scope, receive, answered)


class _Answered:
    """Notes the status that goes out and names the correlation in the answer."""

    def __init__(self, send: Send, correlation_id: UUID, with_body: bool) -> None:
        self.status = 0
        self._with_body = with_body
        self._send = send
        self._header = (b"x-correlation-id", str(correlation_id).encode())

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message = {**message, "headers": [*message.get("headers", []), self._header]}
        elif not self._with_body:
            message = {**message, "body": b""}
        await self._send(message)


class _Limited:
    """The request's body, read whole and refused when it is larger than the limit."""

    def __init__(self, body: bytes, receive: Receive) -> None:
        self._body: bytes | None = body
        self._receive = receive

    @classmethod
    async def of(
        cls,
        outer: Requests,
        scope: Scope,
        receive: Receive,
        send: Send,
        headers: dict[str, str],
    ) -> _Limited | None:
        """None when the body never came whole, or was too large and the refusal is sent."""
        length = headers.get("content-length", "0")
        parts: list[bytes] = []
        too_large = length.isdecimal() and int(length[:20]) > outer.max_body
        more = not too_large and (length != "0" or "transfer-encoding" in headers)
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None  # what was sent is not whole: nobody may act on it
            parts.append(message.get("body", b""))
            too_large = sum(map(len, parts)) > outer.max_body
            more = message.get("more_body", False) and not too_large
        if not too_large:
            return cls(b"".join(parts), receive)
        refusal = with_status(413, Failure("body_too_large", limit=outer.max_body))
        locale = choose_locale(headers.get("accept-language"))
        await problem(refusal, outer.sentences, locale)(scope, receive, send)
        return None

    async def __call__(self) -> Message:
        if self._body is not None:
            body, self._body = self._body, None
            return {"type": "http.request", "body": body, "more_body": False}
        return await self._receive()


def _note(scope: Scope, status: int, seconds: float) -> None:
    route: Any = scope.get("route")
    path = getattr(route, "path", "unknown")
    method = scope["method"] if scope["method"] in METHODS else "OTHER"
    HTTP_SECONDS.labels(method, path, status).observe(seconds)
    if path not in QUIET_PATHS:
        log.info(
            "request",
            method=method,
            route=path,
            status=status,
            milliseconds=round(seconds * 1000, 1),
        )


def _read_uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
