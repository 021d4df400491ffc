"""Cases that once lost, doubled or blocked something, found by trying to break the backbone."""

from __future__ import annotations

import asyncio
import base64
from contextlib import suppress
from datetime import timedelta
from unittest.mock import patch

import pytest
from nats.js.api import AckPolicy, ConsumerConfig
from prometheus_client import generate_latest
from sqlalchemy import select, text, update

from deploy.waiting import wait_until
from shared.clock import SystemClock
from shared.database.backbone import JournalRow, ParkedEvent
from shared.ids import new_id
from shared.messaging import inbox as inbox_module
from shared.messaging.inbox import Inbox
from shared.messaging.leadership import JOURNAL_CHANNEL
from shared.readiness import check_readiness
from tests.shared.garden import (
    GREW,
    STREAM,
    Neighbour,
    heights,
    make_garden,
    make_garden_database,
)
from tests.shared.test_inbox import growth, parked
from tests.shared.test_streams import planted, rig, saw
from tests.support.running import RunningService

__all__ = ["rig"]


async def parked_count(garden: RunningService) -> int:
    async with garden.database.sessions() as session:
        return len(list(await session.scalars(select(ParkedEvent))))


@pytest.mark.parametrize("body", [b"{not json", b'{"type":"x"}', b"[]", b""])
async def test_an_unreadable_event_parks_and_takes_no_good_one_along(rig, body):
    async with rig.running() as garden:
        await wait_until(lambda: _leads(garden))
        connection = await rig.server.connect()
        good = [new_id() for _ in range(3)]
        for plant in good:
            envelope = garden.envelope(growth(plant, 0), 1).model_dump_json(exclude_none=True)
            await connection.publish(GREW.TYPE.subject_of(plant), envelope.encode())
        await connection.publish(GREW.TYPE.subject_of(new_id()), body)
        await connection.flush()
        await connection.close()
        for plant in good:
            await wait_until(lambda plant=plant: saw(garden, str(plant), 0))
        await wait_until(lambda: parked_count(garden))
        assert await parked_count(garden) == 1


async def _leads(garden: RunningService) -> bool:
    return garden.service.leadership.leading


@pytest.mark.parametrize(
    "error", [TimeoutError("smtp"), ConnectionRefusedError("files"), ValueError("a\x00b")]
)
async def test_a_handlers_error_of_any_kind_parks_instead_of_blocking(garden, error):
    service, _ = garden
    sick, well = new_id(), new_id()
    real = Inbox.handle

    async def handle(self, work, envelope):
        if envelope.subject == sick:
            raise error
        await real(self, work, envelope)

    with patch.object(Inbox, "handle", handle):
        await service.deliver(growth(sick, 1), growth(well, 1))
    assert await heights(service.service, well) == [1]
    assert len(await parked(garden)) == 1


async def test_an_event_that_parks_while_the_one_before_it_succeeds_is_not_forgotten(garden):
    service, neighbour = garden
    plant = new_id()
    neighbour.poison.add((plant, "1"))
    await service.deliver(growth(plant, 1), sequence=1)
    neighbour.poison.clear()
    service.clock.advance(timedelta(seconds=5))
    real = inbox_module._find_known

    async def find_then_let_another_replica_retry(work, consumer, batch):
        found = await real(work, consumer, batch)
        retry = asyncio.ensure_future(service.do_due())
        await asyncio.wait([retry], timeout=0.5)
        return found

    with patch.object(inbox_module, "_find_known", find_then_let_another_replica_retry):
        await service.deliver(growth(plant, 2), sequence=2)

    async def all_through() -> bool:
        service.clock.advance(timedelta(minutes=30))
        await service.do_due()
        return await heights(service.service, plant) == [1, 2]

    await wait_until(all_through)


async def test_the_first_retry_comes_after_a_second_on_a_real_clock(postgres, tmp_path):
    url = await make_garden_database(postgres)
    neighbour = Neighbour()
    service = make_garden(url, tmp_path, neighbour, SystemClock(), "nats://127.0.0.1:1")
    garden = RunningService(service, service.clock)
    loop = asyncio.ensure_future(service.due.run())
    plant = new_id()
    neighbour.unknown.add(plant)
    await garden.deliver(growth(plant, 1))
    neighbour.unknown.clear()
    await wait_until(lambda: saw_only(garden, plant), seconds=8)
    loop.cancel()
    with suppress(asyncio.CancelledError):
        await loop
    await service.database.close()
    await postgres.drop(url)


async def saw_only(garden: RunningService, plant) -> bool:
    return await heights(garden.service, plant) == [1]


async def test_a_replica_that_stands_by_tells_the_leader(garden):
    service, _ = garden
    heard = asyncio.Event()
    listener = await service.database.connect_raw()
    await listener.add_listener(JOURNAL_CHANNEL, lambda *_: heard.set())
    await planted(service, 0)
    async with asyncio.timeout(5):
        await heard.wait()
    await listener.close()


async def test_what_a_person_wrote_does_not_reach_the_operator_through_an_error(garden, capsys):
    service, _ = garden
    secret = "mai@example.test"

    async def break_the_database(self, work, envelope):
        for _ in range(2):
            await work.session.execute(
                text("INSERT INTO seen (id, plant, height) VALUES (1, :plant, :height)"),
                {"plant": new_id(), "height": secret},
            )

    with patch.object(Inbox, "handle", break_the_database):
        await service.deliver(growth(new_id(), 1))
    [row] = await parked(garden)
    assert "23505" in row.last_error
    assert secret not in row.last_error + capsys.readouterr().out


async def test_one_event_that_cannot_go_out_does_not_make_the_service_unready(garden):
    service, _ = garden
    await planted(service, 0)
    async with service.database.sessions() as session, session.begin():
        await session.execute(update(JournalRow).values(parked_reason="too large"))
    service.clock.advance(timedelta(minutes=5))

    class Away:
        async def ping(self, **_how):
            return False

    checks = await check_readiness(service.database, Away(), [])  # type: ignore[arg-type]
    assert checks["outbox"] == "ok"


async def test_dry_run_false_keeps_the_key_and_half_an_answer_is_refused(garden):
    gardener = garden[0].as_("member", sub="gardener")
    answers = [
        await gardener.post(
            "/v1/plants?dry_run=false", json={"name": "Sen"}, headers={"Idempotency-Key": "k"}
        )
        for _ in range(2)
    ]
    assert answers[0].json()["id"] == answers[1].json()["id"]
    odd = await gardener.post("/v1/plants?dry_run=yes", json={"name": "Sen"})
    assert (odd.status_code, odd.json()["code"]) == (422, "dry_run_not_readable")


async def test_positions_and_cursors_that_cannot_be_read_are_refused(garden):
    http = garden[0].http
    cursor = base64.urlsafe_b64encode(b'["2026-01-01T00:00:00Z", 5]').decode()
    for path in (
        f"/v1/plants?cursor={cursor}",
        "/v1/plants?cursor=ééé",
        "/v1/changes?since=²-1",
        f"/v1/changes?since={'9' * 5000}-1",
        "/v1/changes?since=9999999999999999999-1",
    ):
        answer = await http.get(path)
        assert (answer.status_code, answer.json()["code"]) == (422, "cursor_not_readable"), path


async def test_a_defect_is_counted_traced_and_odd_methods_make_no_new_series(garden):
    http = garden[0].http
    answer = await http.get("/v1/broken")
    assert answer.headers["x-correlation-id"] in answer.json()["detail"]
    await http.request("ODD", "/v1/plants")
    metrics = generate_latest().decode()
    assert 'route="/v1/broken",status="500"' in metrics
    assert 'method="ODD"' not in metrics


async def test_head_answers_like_get_without_a_body(garden):
    answer = await garden[0].http.head("/v1/plants")
    assert (answer.status_code, answer.content) == (200, b"")


class CuttingProxy:
    """TCP in front of NATS that cuts the connection in the middle of a batch, once."""

    def __init__(self, port: int, after_bytes: int) -> None:
        self.port, self.left, self.cuts = port, after_bytes, 0

    async def start(self) -> str:
        self.server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return f"nats://127.0.0.1:{self.server.sockets[0].getsockname()[1]}"

    async def _serve(self, reader, writer) -> None:
        up_reader, up_writer = await asyncio.open_connection("127.0.0.1", self.port)
        tasks = [
            asyncio.ensure_future(self._copy(reader, up_writer)),
            asyncio.ensure_future(self._copy_until_cut(up_reader, writer)),
        ]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for one in (writer, up_writer):
            one.close()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _copy(self, reader, writer) -> None:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()

    async def _copy_until_cut(self, reader, writer) -> None:
        while data := await reader.read(65536):
            if not self.cuts and b"$JS.ACK" in data:
                if len(data) > self.left:
                    end = data.rfind(b"MSG ", 0, self.left)
                    writer.write(data[: end - 1 if data[end - 1 : end] == b"H" else end])
                    await writer.drain()
                    self.cuts += 1
                    return
                self.left -= len(data)
            writer.write(data)
            await writer.drain()


async def test_a_connection_cut_in_the_middle_of_a_batch_loses_nothing(rig):
    """The server hands out newer events first and the lost ones only when their time is over."""
    writer = rig.replica()
    alone = RunningService(writer, writer.clock)
    await writer.broker.connect()
    plant = await planted(alone, 99)
    await writer.relay.publish_waiting(writer.leader.jetstream)
    [durable] = writer.reading.durables
    await writer.leader.jetstream.add_consumer(
        STREAM,
        ConsumerConfig(
            durable_name=durable.name,
            filter_subjects=durable.filters,
            ack_policy=AckPolicy.ALL,
            ack_wait=6,  # longer than a reader's idle pull, so that newer events come first
            max_ack_pending=1000,
        ),
    )
    proxy = CuttingProxy(rig.server.port, after_bytes=12_000)
    url = await proxy.start()
    service = make_garden(rig.url, rig.folder, Neighbour(), writer.clock, url, batch_size=50)
    working = asyncio.ensure_future(service.work())
    try:
        await wait_until(lambda: saw(RunningService(service, service.clock), plant, 99))
        assert proxy.cuts == 1
    finally:
        for one in (service, writer):
            one.stopping.set()
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
        for one in (service, writer):
            await one.broker.stop()
            await one.database.close()
        proxy.server.close()
