"""Ports on 127.0.0.1 that no other test process uses: each worker of pytest-xdist has its own."""

from __future__ import annotations

import itertools
import os
import socket

FIRST, END = 21_000, 65_536
MOST, LEAST = 2_000, 100
"""Ports of one worker: what it gets, and what it cannot do without."""


def ports_of(worker: str, workers: int) -> range:
    """The ports of `gw<number>`, one of so many; fewer for each when there are many.

    Raises ValueError when there are too many for all.
    """
    number = int(worker.removeprefix("gw"))
    room = min(MOST, (END - FIRST) // max(workers, number + 1))
    if room < LEAST:
        most = (END - FIRST) // LEAST
        raise ValueError(f"{worker} has no ports of its own. Run at most {most} workers (`-n`).")
    return range(FIRST + room * number, FIRST + room * (number + 1))


_PORTS = ports_of(
    os.environ.get("PYTEST_XDIST_WORKER", "gw0"),
    int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")),
)
_candidates = itertools.cycle(_PORTS)


def free_port(room: int = 1) -> int:
    """A port with `room - 1` further free ones right above it."""
    for port in itertools.islice(_candidates, len(_PORTS)):
        if port % room == 0 and all(_is_free(port + step) for step in range(room)):
            return port
    raise RuntimeError(f"No port of {_PORTS.start}-{_PORTS.stop - 1} is free: see what runs there.")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            return False
    return True
