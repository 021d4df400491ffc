"""Traces: one runs from the HTTP request through the event to its effect in another service.

Every event carries the W3C `traceparent` of what caused it, and every log line the trace's id, with
a collector or without. Spans are made only when there is a collector: they cost more than most
effects, and without one nobody would see them. Then the `traceparent` is handed on unchanged, as
https://www.w3.org/TR/trace-context/ asks of a part that records nothing.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shared.spans import Spans

_FORM = re.compile(r"00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")

_current: ContextVar[str | None] = ContextVar("traceparent", default=None)
_spans: Spans | None = None


def start_tracing(service: str, otlp_endpoint: str) -> None:
    """Send spans to a collector (`http://host:4318/v1/traces`); empty: make none."""
    global _spans
    if otlp_endpoint:
        # Imported here: it costs 20 MB that an installation without a collector saves.
        from shared.spans import Spans

        _spans = Spans(service, otlp_endpoint)


def current_traceparent() -> str | None:
    """The `traceparent` of what is being done now."""
    return _current.get()


def current_trace_id() -> str | None:
    """The trace's 32 hexadecimal digits."""
    traceparent = _current.get()
    return traceparent[3:35] if traceparent else None


@contextmanager
def traced(name: str, caused_by: str | None) -> Iterator[str]:
    """Do something as a part of the trace that caused it, or of a new one; gives `traceparent`."""
    parent = caused_by if caused_by and _FORM.fullmatch(caused_by) else None
    if _spans is not None:
        with _spans.open(name, parent) as traceparent, _as_current(traceparent):
            yield traceparent
    else:
        with _as_current(parent or _new_traceparent()) as traceparent:
            yield traceparent


@contextmanager
def _as_current(traceparent: str) -> Iterator[str]:
    token = _current.set(traceparent)
    try:
        yield traceparent
    finally:
        _current.reset(token)


def _new_traceparent() -> str:
    return f"00-{os.urandom(16).hex()}-{os.urandom(8).hex()}-01"
