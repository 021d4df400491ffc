"""The doctor says what waits behind what is broken."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import pytest
from sqlalchemy import text

from deploy.operate.databases import operator_origin
from deploy.operate.doctor import find_row_troubles, find_unscanned
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
        assert [trouble async for trouble in find_unscanned(service.database)] == []
        await service.database.run(upload, operator_origin())
        [trouble] = [trouble async for trouble in find_unscanned(service.database)]
    assert trouble.startswith("1 documents")
