"""The doctor says what waits behind what is broken."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import timedelta

import pytest
from sqlalchemy import text

from deploy.operate.databases import operator_origin
from deploy.operate.doctor import find_late_work, find_row_troubles, find_unscanned
from services.bookings.queries.soundness import find_unsound
from shared.database.backbone import ParkedEvent
from shared.database.work import Work
from shared.events.base import Event
from shared.events.members import ContactErasedV1, GrantChangedV1
from tests.bookings.making import City
from tests.support.running import RunningService

UPLOAD = """
INSERT INTO documents (id, application_id, kind, sha256, media_type, size, uploaded_at, scan_status)
VALUES (:id, :id, 'photo', '0', 'image/png', 1, :now, 'not_scanned')
"""
PICTURE = """
INSERT INTO report_photos
    (id, report_id, sha256, media_type, size, uploaded_at, uploaded_by, scan_status)
VALUES (:id, :id, '0', 'image/png', 1, :now, 'member:1', 'not_scanned')
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
    assert trouble.startswith("1 files in the table documents")


async def test_files_of_every_service_are_counted_by_the_same_check(running: Running) -> None:
    async def upload(work: Work) -> None:
        await work.session.execute(text("SET LOCAL session_replication_role = replica"))
        await work.session.execute(text(PICTURE), {"id": work.new_id(), "now": work.now})

    async with running("bookings") as service:
        assert [trouble async for trouble in find_unscanned(service.database)] == []
        await service.database.run(upload, operator_origin())
        [trouble] = [trouble async for trouble in find_unscanned(service.database)]
    assert trouble.startswith("1 files in the table report_photos")


async def test_due_work_that_nobody_takes_up_is_pointed_out(running: Running) -> None:
    async def plan(work: Work) -> None:
        await work.schedule("booking_ended", str(work.new_id()), work.now)

    async with running("bookings") as service:
        await service.database.run(plan, operator_origin())
        assert [trouble async for trouble in find_late_work(service.database)] == []
        service.clock.advance(timedelta(hours=1))
        [trouble] = [trouble async for trouble in find_late_work(service.database)]
        assert trouble.startswith("1 pieces of due work are late, the oldest by 3600 s.")
        await service.do_due()
        assert [trouble async for trouble in find_late_work(service.database)] == []


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("DELETE FROM claims", "1 confirmed dates hold no time"),
        ("UPDATE booking_dates SET status = 'cancelled'", "1 claims hold time for what is over"),
        ("DELETE FROM due_work", "1 dates are past their time"),
    ],
)
async def test_bookings_that_are_not_sound_are_pointed_out(
    running: Running, statement: str, sentence: str
) -> None:
    async def spoil(work: Work) -> None:
        await work.session.execute(text(statement))

    async with running("bookings") as service:
        city = City(service)
        await city.open_venue()
        await city.confirmed(await city.make_space(), city.at(days=7))
        assert [trouble async for trouble in find_unsound(service.database)] == []
        await service.database.run(spoil, operator_origin())
        if "due_work" in statement:
            service.clock.advance(timedelta(days=8))
        [trouble] = [trouble async for trouble in find_unsound(service.database)]
    assert trouble.startswith(sentence)
