"""Logs and metrics, the same in every service.

Logs are one JSON object a line and carry trace and correlation ids, never personal data.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

import orjson
import structlog
from prometheus_client import Counter, Gauge, Histogram
from structlog.typing import EventDict

from shared.events.envelope import Envelope
from shared.settings import ServiceSettings
from shared.tracing import current_trace_id, start_tracing, traced

log = structlog.get_logger()

_service = ""
_correlation_id: ContextVar[str | None] = ContextVar("correlation_id", default=None)

HTTP_SECONDS = Histogram(
    "hcn_http_request_seconds", "Time to answer", ["method", "route", "status"]
)
EVENTS_HANDLED = Counter("hcn_events_total", "Events taken from streams", ["consumer", "outcome"])
EVENTS_PUBLISHED = Counter("hcn_events_published_total", "Events published", ["stream"])
JOURNAL_WAITING = Gauge("hcn_journal_waiting", "Events written and not yet published")
JOURNAL_AGE = Gauge("hcn_journal_oldest_seconds", "Age of the oldest event not yet published")
PARKED = Gauge("hcn_parked_events", "Events parked, dead letters included")
DEAD_LETTERS = Gauge("hcn_dead_letters", "Parked events that a person must look at")
LEADER = Gauge("hcn_leader", "1 in the one replica that publishes and reads events")
DUE_STUCK = Gauge("hcn_due_work_stuck", "Due work that gave up: a person must look at it")
DUE_LATE = Gauge("hcn_due_work_late_seconds", "How long the oldest due work waits past its time")
DUE_DONE = Counter("hcn_due_work_total", "Due work", ["kind", "outcome"])


def start_telemetry(service: str, settings: ServiceSettings) -> None:
    """Set up logs and traces of this process; call once, first."""
    global _service
    _service = service
    start_tracing(service, settings.otlp_endpoint)
    level = logging.getLevelNamesMapping()[settings.log_level]
    steps: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _add_context,
    ]
    as_json = settings.log_format == "json"
    # Our own lines go straight out: by way of `logging` each would take three times as long.
    structlog.configure(
        processors=[*steps, _render_json if as_json else structlog.dev.ConsoleRenderer()],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=(
            structlog.BytesLoggerFactory(sys.stdout.buffer)
            if as_json
            else structlog.PrintLoggerFactory(sys.stdout)
        ),
        cache_logger_on_first_use=True,
    )
    _take_in_lines_of_libraries(level, steps, as_json=as_json)


def _take_in_lines_of_libraries(level: int, steps: list[Any], *, as_json: bool) -> None:
    renderer: Any = (
        structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer()
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=steps,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                renderer,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for quiet in ("httpx", "nats", "faststream", "_granian", "alembic", "asyncio"):
        logging.getLogger(quiet).setLevel("ERROR")


def _render_json(_logger: object, _name: str, entry: EventDict) -> bytes:
    return orjson.dumps(entry, default=str)


def _add_context(_logger: object, _name: str, entry: EventDict) -> EventDict:
    """What a line belongs to; `structlog.contextvars` would take five times as long."""
    entry["service"] = _service
    if correlation_id := _correlation_id.get():
        entry["correlation_id"] = correlation_id
    if trace_id := current_trace_id():
        entry["trace_id"] = trace_id
    return entry


@contextmanager
def correlated(correlation_id: UUID) -> Iterator[None]:
    """Every line logged within carries the id of the request or event that it belongs to."""
    token = _correlation_id.set(str(correlation_id))
    try:
        yield
    finally:
        _correlation_id.reset(token)


@contextmanager
def handling(name: str, envelope: Envelope) -> Iterator[str]:
    """Around one event's effects: their place in the trace, and one line in the log."""
    with (
        correlated(envelope.correlationid),
        traced(name, envelope.traceparent) as traceparent,
    ):
        log.info("event", handler=name, type=envelope.type, aggregate=str(envelope.subject))
        yield traceparent
