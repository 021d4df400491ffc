"""Ends 0 when the service in this container is ready: the image's health check.

It asks /readyz. An engine that restarts what is not healthy should ask `/livez` instead (the one
argument), because no restart brings an absent PostgreSQL or NATS back.
"""

from __future__ import annotations

import asyncio
import os
import sys

from deploy.embedded.probe import http_status


def main(arguments: list[str]) -> int:
    """The status to end with."""
    path = arguments[0] if arguments else "/readyz"
    port = os.environ.get("HCN_HTTP_PORT", "8000")
    tls = bool(os.environ.get("HCN_HTTP_TLS_CERTIFICATE"))
    status = asyncio.run(http_status(f"{'https' if tls else 'http'}://127.0.0.1:{port}{path}"))
    return 0 if status == 200 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
