"""The doctor says what waits behind what is broken."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import timedelta

import pytest
from sqlalchemy import text

from deploy.operate.databases import operator_origin
from deploy.operate.doctor import UPLOADS, find_row_troubles, find_unscanned
from shared.database.backbone import ParkedEvent
from shared.database.work import Work
from shared.events.base import Event
from shared.events.members import ContactErasedV1, GrantChangedV1
from tests.support.running import RunningService

UPLOAD = """
INSERT INTO documents (id, application_id, kind, sha256, media_type, size, uploaded_at, scan_status)
VALUES (:id, :id, 'photo', '0', 'image/png', 1, :now, 'not_scanned')
"""
Running = Callable[..., AbstractAsyncContextManager[RunningService]]


@pytest.mark.parametrize(("event", "mentioned"), [(ContactErasedV1, True), (GrantChangedV1, False)])
async def test_a_dead_letter_about_a_contact_is_pointed_out(
    running: Running, event: type[Event], mentioned: bool
) -> None:
    async def park(work: Work) -> None:
        work.session.add(
            ParkedEvent(
                consumer="notifications_from_personal",
                aggregate_key="contact:1",
                sequence="1",
                type=event.TYPE.text,
                envelope=b"{}",
                attempts=13,
                dead=True,
                parked_at=work.now,
            )
        )

    async with running("notifications") as service:
        await service.database.run(park, operator_origin())
        troubles = [trouble async for trouble in find_row_troubles(service.database)]
    assert troubles[0].startswith("1 dead letters.")
    assert any("erasure" in trouble for trouble in troubles) is mentioned


async def test_documents_that_nobody_scanned_are_pointed_out(running: Running) -> None:
    async def upload(work: Work) -> None:
        await work.session.execute(text("SET LOCAL session_replication_role = replica"))
        await work.session.execute(text(UPLOAD), {"id": work.new_id(), "now": work.now})

    async with running("members") as service:
        tables = UPLOADS["members"]
        assert [trouble async for trouble in find_unscanned(service.database, tables)] == []
        await service.database.run(upload, operator_origin())
        [trouble] = [trouble async for trouble in find_unscanned(service.database, tables)]
    assert trouble.startswith("1 uploaded files")


@pytest.mark.parametrize("name", UPLOADS)
async def test_every_table_with_uploads_is_looked_at(running: Running, name: str) -> None:
    with_uploads = text(
        "SELECT table_name FROM information_schema.columns "
        "WHERE table_schema = 'public' AND column_name = 'scan_status'"
    )
    async with running(name) as service:
        found = await service.database.read(lambda session: session.scalars(with_uploads))
        assert set(found) == set(UPLOADS[name])


async def test_due_work_that_gave_up_or_is_late_is_pointed_out(running: Running) -> None:
    async def leave(work: Work) -> None:
        await work.session.execute(
            text(
                "INSERT INTO due_work (kind, key, due_at, payload, attempts, stuck) VALUES"
                " ('no_such_kind', '1', :then, '{}', 0, false),"
                " ('no_such_kind', '2', :then, '{}', 20, true)"
            ),
            {"then": work.now - timedelta(minutes=5)},
        )

    async with running("bookings") as service:
        await service.database.run(leave, operator_origin())
        troubles = [trouble async for trouble in find_row_troubles(service.database)]
    assert troubles[0].startswith("1 pieces of due work gave up.")
    assert troubles[1].startswith("due work waits for 300 s")
