"""OpenTelemetry spans for a collector; `shared.tracing` asks for them when one is set."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import SpanKind
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

_PROPAGATOR = TraceContextTextMapPropagator()


class Spans:
    """Makes spans of one service and sends them in the background."""

    def __init__(self, service: str, otlp_endpoint: str) -> None:
        provider = TracerProvider(resource=Resource.create({"service.name": f"hcn-{service}"}))
        provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=otlp_endpoint)))
        self._tracer = provider.get_tracer("hcn")

    @contextmanager
    def open(self, name: str, parent: str | None) -> Iterator[str]:
        """A span below `parent` (a `traceparent`), or the first of a trace; gives its own one."""
        context = _PROPAGATOR.extract({"traceparent": parent} if parent else {})
        kind = SpanKind.SERVER if name.startswith("HTTP ") else SpanKind.CONSUMER
        with self._tracer.start_as_current_span(name, context=context, kind=kind):
            carrier: dict[str, str] = {}
            _PROPAGATOR.inject(carrier)
            yield carrier["traceparent"]
