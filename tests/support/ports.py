"""Ports on 127.0.0.1 that no other test process uses."""

from __future__ import annotations

import itertools
import os
import socket

_WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
_candidates = itertools.count(21000 + 2000 * _WORKER)


def free_port(room: int = 1) -> int:
    """A port with `room - 1` further free ones right above it."""
    for port in _candidates:
        if port % room == 0 and all(_is_free(port + step) for step in range(room)):
            return port
    raise AssertionError("unreachable")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
