"""`GET /v1/changes`: what changed, as it happens, of what the caller may read.

Each line is `{type, id, version}`; a reader that was away resumes with `Last-Event-ID`. Only
transactions older than any still running are shown, so nothing is skipped.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from functools import partial

import orjson
from fastapi import APIRouter, Header, Query
from fastapi.responses import StreamingResponse
from sqlalchemy import Text, cast, select, text, tuple_
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from shared.auth.caller import Caller
from shared.database.backbone import Change
from shared.errors import Failure, Invalid, Unavailable
from shared.http.act import PUBLIC, Act, Doors, allow

POLL_SECONDS = 0.5
HEARTBEAT_POLLS = 30
BATCH = 500
LARGEST = 2**63 - 1
POSITION = re.compile(r"([0-9]{1,19})-([0-9]{1,19})")
LONGEST_SECONDS = 300.0
"""Then the reader connects again where it was, and its rights are asked anew."""

router = APIRouter()
OLDEST_RUNNING = text("changes.transaction < pg_snapshot_xmin(pg_current_snapshot())::text::bigint")


@router.get("/v1/changes", tags=["changes"], response_class=StreamingResponse)
async def follow_changes(
    act: Act = allow(PUBLIC),
    last_event_id: str | None = Header(default=None),
    since: str | None = Query(default=None, description="Like Last-Event-ID; `0-0` is the start"),
) -> StreamingResponse:
    """Server-sent events with `{type, id, version}`; without a position, from now on."""
    start = last_event_id or since
    position = _read_position(start) if start else await _latest(act.doors)
    return StreamingResponse(
        _stream(act.doors, act.caller, position), media_type="text/event-stream"
    )


def _read_position(text: str) -> tuple[int, int]:
    found = POSITION.fullmatch(text)
    if not found or max(map(int, found.groups())) > LARGEST:
        raise Invalid(Failure("cursor_not_readable", field="Last-Event-ID"))
    return int(found[1]), int(found[2])


async def _latest(doors: Doors) -> tuple[int, int]:
    async def look(session: AsyncSession) -> tuple[int, int]:
        row = await session.execute(
            select(Change.transaction, Change.position)
            .where(OLDEST_RUNNING)
            .order_by(Change.transaction.desc(), Change.position.desc())
            .limit(1)
        )
        found = row.first()
        return (found[0], found[1]) if found else (0, 0)

    return await doors.database.read(look)


async def _stream(doors: Doors, caller: Caller, position: tuple[int, int]) -> AsyncIterator[bytes]:
    idle = 0
    yield b"retry: 1000\n\n"
    end = time.monotonic() + LONGEST_SECONDS
    while not doors.stopping.is_set() and time.monotonic() < end:
        try:
            changes = await doors.database.read(partial(_after, caller=caller, position=position))
        except Unavailable:
            changes = []
        for change in changes:
            position = (change.transaction, change.position)
            yield _line(change)
        if changes:
            idle = 0
            continue
        idle += 1
        if idle % HEARTBEAT_POLLS == 0:
            yield b": still here\n\n"
        with suppress(TimeoutError):
            await asyncio.wait_for(doors.stopping.wait(), POLL_SECONDS)


async def _after(
    session: AsyncSession, caller: Caller, position: tuple[int, int]
) -> Sequence[Change]:
    found = await session.scalars(
        select(Change)
        .where(
            tuple_(Change.transaction, Change.position) > position,
            OLDEST_RUNNING,
            Change.readers.overlap(cast(caller.tags, ARRAY(Text))),
        )
        .order_by(Change.transaction, Change.position)
        .limit(BATCH)
    )
    return found.all()


def _line(change: Change) -> bytes:
    data = {"type": change.kind, "id": change.aggregate_id, "version": change.version}
    id = f"{change.transaction}-{change.position}"
    return b"id: %s\nevent: change\ndata: %s\n\n" % (id.encode(), orjson.dumps(data, default=str))
