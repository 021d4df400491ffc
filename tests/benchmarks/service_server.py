"""One service on a database of a benchmark, a process of its own.

`python -m tests.benchmarks.service_server SERVICE FOLDER PORT DATABASE` writes FOLDER/token and
serves until it is killed. Beside the service's own routes it has one that signs the caller in as
every route does, and answers with a body of the size asked for.
"""

from __future__ import annotations

import asyncio
import importlib
import os
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Response

from shared.http.act import Act, allow
from shared.service import Service, ServiceParts, collect_garbage_seldom, make_server
from shared.telemetry import start_telemetry
from tests.support.tokens import ISSUER, make_token, write_jwks

router = APIRouter()


@router.get("/bench/body/{size}")
async def get_body(size: int, _act: Act = allow()) -> Response:
    return Response(b"x" * size, media_type="application/json")


def set_environment(folder: Path, port: str, database: str) -> None:
    settings: dict[str, Any] = {
        "DATABASE_URL": database,
        "HTTP_PORT": port,
        "AUTH_JWKS": write_jwks(folder),
        "AUTH_ISSUER": ISSUER,
        "FILES_DIR": folder / "files",
    }
    os.environ.update({f"HCN_{name}": str(value) for name, value in settings.items()})


async def serve(name: str) -> None:
    parts: ServiceParts = importlib.import_module(f"services.{name}.app").make_parts()
    start_telemetry(name, parts.settings)
    service = Service(replace(parts, routers=[*parts.routers, router]))
    await make_server(service.app, parts.settings).serve()


def main(service: str, folder: str, port: str, database: str) -> None:
    set_environment(Path(folder), port, database)
    (Path(folder) / "token").write_text(make_token(datetime.now(UTC), sub="visitor"))
    collect_garbage_seldom()
    asyncio.run(serve(service))


if __name__ == "__main__":
    main(*sys.argv[1:])
