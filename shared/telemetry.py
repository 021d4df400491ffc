"""Logs, metrics and traces, the same in every service.

Logs are one JSON object a line and carry trace and correlation ids, never personal data. A trace
runs from the HTTP request through the event to the effect in another service: the event carries
the W3C `traceparent` of what caused it.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import structlog
from opentelemetry import trace
from opentelemetry.propagate import extract, inject
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.trace import SpanKind
from prometheus_client import Counter, Gauge, Histogram

from shared.events.envelope import Envelope
from shared.settings import ServiceSettings

log = structlog.stdlib.get_logger()
tracer = trace.get_tracer("hcn")

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
DUE_DONE = Counter("hcn_due_work_total", "Due work", ["kind", "outcome"])


def start_telemetry(service: str, settings: ServiceSettings) -> None:
    """Set up logs and traces of this process; call once, first."""
    _start_traces(service, settings)
    renderer: Any = (
        structlog.processors.JSONRenderer()
        if settings.log_format == "json"
        else structlog.dev.ConsoleRenderer()
    )
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _add_trace,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                renderer,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(settings.log_level)
    for quiet in ("httpx", "nats", "faststream", "_granian", "alembic", "asyncio"):
        logging.getLogger(quiet).setLevel("ERROR")
    structlog.contextvars.bind_contextvars(service=service)


def _start_traces(service: str, settings: ServiceSettings) -> None:
    provider = TracerProvider(resource=Resource.create({"service.name": f"hcn-{service}"}))
    if settings.otlp_endpoint:
        # Imported here: the exporter costs 20 MB that an installation without a collector saves.
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.trace.export import BatchSpanProcessor

        provider.add_span_processor(
            BatchSpanProcessor(OTLPSpanExporter(endpoint=settings.otlp_endpoint))
        )
    trace.set_tracer_provider(provider)


def _add_trace(_logger: object, _name: str, entry: dict[str, Any]) -> dict[str, Any]:
    context = trace.get_current_span().get_span_context()
    if context.is_valid:
        entry["trace_id"] = f"{context.trace_id:032x}"
    return entry


def current_traceparent() -> str | None:
    """The `traceparent` of the span that is open now."""
    carrier: dict[str, str] = {}
    inject(carrier)
    return carrier.get("traceparent")


@contextmanager
def request_span(name: str, headers: dict[str, str]) -> Iterator[None]:
    """A span for an HTTP request, continuing the caller's trace."""
    with tracer.start_as_current_span(name, context=extract(headers), kind=SpanKind.SERVER):
        yield


@contextmanager
def event_span(name: str, envelope: Envelope) -> Iterator[str | None]:
    """A span for one event's effects, continuing the trace of what caused the event."""
    parent = extract({"traceparent": envelope.traceparent} if envelope.traceparent else {})
    with (
        structlog.contextvars.bound_contextvars(correlation_id=str(envelope.correlationid)),
        tracer.start_as_current_span(name, context=parent, kind=SpanKind.CONSUMER),
    ):
        log.info("event", handler=name, type=envelope.type, aggregate=str(envelope.subject))
        yield current_traceparent()
