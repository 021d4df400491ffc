"""The bookings service of its benchmarks, a process of its own.

`python -m tests.benchmarks.bookings_server FOLDER PORT DATABASE` writes FOLDER/token, an officer's,
and serves until it is killed. Beside its own routes it has one that signs the caller in as every
route does, and inserts one row.
"""

from __future__ import annotations

import asyncio
import os
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Response

from services.bookings.app import make_parts
from shared.http.act import Act, allow
from shared.ids import new_id
from shared.service import Service, collect_garbage_seldom, make_server
from shared.telemetry import start_telemetry
from tests.support.tokens import ISSUER, make_token, write_jwks

POOL = 10
INSERT = """
INSERT INTO due_work (kind, key, due_at, payload, attempts, stuck)
VALUES ('bench', $1, $2, '{}', 0, true)
"""

router = APIRouter()


@router.post("/bench/rows", status_code=201)
async def insert_row(act: Act = allow("host", "officer")) -> Response:
    id = str(new_id())
    await act.doors.database.fetch(INSERT, id, act.view.now)
    return Response(f'{{"id": "{id}"}}', 201, media_type="application/json")


def set_environment(folder: Path, port: str, database: str) -> None:
    settings: dict[str, Any] = {
        "DATABASE_URL": database,
        "DATABASE_POOL": POOL,
        "HTTP_PORT": port,
        "AUTH_JWKS": write_jwks(folder),
        "AUTH_ISSUER": ISSUER,
        "FILES_DIR": folder / "files",
    }
    os.environ.update({f"HCN_{name}": str(value) for name, value in settings.items()})


def make_service() -> Service:
    parts = make_parts()
    return Service(replace(parts, routers=[*parts.routers, router]))


async def serve() -> None:
    service = make_service()
    start_telemetry("bookings", service.parts.settings)
    await make_server(service.app, service.parts.settings).serve()


def main(folder: str, port: str, database: str) -> None:
    set_environment(Path(folder), port, database)
    token = make_token(datetime.now(UTC), "officer", sub="officer")
    (Path(folder) / "token").write_text(token)
    collect_garbage_seldom()
    asyncio.run(serve())


if __name__ == "__main__":
    main(*sys.argv[1:])
