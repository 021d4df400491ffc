"""One trace from what causes to what follows, with a collector and without."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from deploy.waiting import wait_until
from shared import tracing
from shared.tracing import current_trace_id, current_traceparent, start_tracing, traced

TRACE = "0af7651916cd43dd8448eb211c80319c"
CAUSE = f"00-{TRACE}-b7ad6b7169203331-01"


@pytest.fixture
def collector(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, list[bytes]]]:
    """A collector on 127.0.0.1, and the bodies that it was sent."""
    bodies: list[bytes] = []

    class Collect(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Collect)
    Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("OTEL_BSP_SCHEDULE_DELAY", "50")
    monkeypatch.setattr(tracing, "_spans", None)
    yield f"http://127.0.0.1:{server.server_port}/v1/traces", bodies
    server.shutdown()
    server.server_close()


def test_without_a_collector_the_cause_is_handed_on_unchanged():
    with traced("on_growth", CAUSE) as traceparent:
        assert traceparent == current_traceparent() == CAUSE
        assert current_trace_id() == TRACE
    assert current_traceparent() is None


@pytest.mark.parametrize("cause", [None, "", "nonsense", f"00-{'0' * 32}-b7ad6b7169203331-01"])
def test_what_has_no_readable_cause_begins_a_trace(cause: str | None):
    with traced("HTTP GET", cause) as first, traced("HTTP GET", cause) as second:
        assert first != second
        assert all(len(one) == 55 and one.startswith("00-") for one in (first, second))


async def test_with_a_collector_each_part_is_a_span_of_the_same_trace(collector):
    address, bodies = collector
    start_tracing("garden", address)
    with traced("HTTP POST", CAUSE) as request, traced("on_growth", request) as event:
        assert {request[3:35], event[3:35]} == {TRACE}
        assert len({CAUSE, request, event}) == 3

    async def all_came() -> bool:
        sent = b"".join(bodies)
        return all(part in sent for part in (b"HTTP POST", b"on_growth", b"hcn-garden"))

    await wait_until(all_came)
