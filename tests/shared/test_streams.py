"""The relay and the pump on a real NATS server: nothing lost, nothing twice, in order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from unittest.mock import patch

import pytest
from sqlalchemy import func, select, update

from deploy.waiting import wait_until
from shared.clock import FixedClock
from shared.database.backbone import JournalRow
from shared.messaging.pump import Pump
from shared.service import Service
from tests.shared.garden import (
    STREAM,
    Neighbour,
    Seen,
    declare_streams,
    heights,
    make_garden,
    make_garden_database,
)
from tests.support.nats_server import TestNats
from tests.support.postgres import TestPostgres
from tests.support.running import START, RunningService


class Rig:
    """Replicas of the garden on one database and one NATS server."""

    def __init__(self, url: str, folder: Path, server: TestNats) -> None:
        self.url, self.folder, self.server = url, folder, server
        self.neighbour = Neighbour()

    def replica(self) -> Service:
        neighbour = Neighbour()
        neighbour.poison = self.neighbour.poison
        return make_garden(
            self.url, self.folder, neighbour, FixedClock(START), self.server.url, batch_size=50
        )

    @asynccontextmanager
    async def running(self) -> AsyncIterator[RunningService]:
        """A replica that publishes and reads when it leads; cancelled like a killed process."""
        service = self.replica()
        tasks = [
            asyncio.ensure_future(service.work()),
            asyncio.ensure_future(service.due.run()),
        ]
        try:
            yield RunningService(service, service.clock)
        finally:
            service.stopping.set()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await service.broker.stop()
            await service.database.close()


@pytest.fixture
async def rig(postgres: TestPostgres, tmp_path: Path, nats_server: TestNats) -> AsyncIterator[Rig]:
    url = await make_garden_database(postgres)
    yield Rig(url, tmp_path, nats_server)
    await postgres.drop(url)


async def planted(service: RunningService, growths: int) -> str:
    gardener = service.as_("member", sub="gardener")
    id = (await gardener.post("/v1/plants", json={"name": "Sen"})).json()["id"]
    for _ in range(growths):
        assert (await gardener.post(f"/v1/plants/{id}/grow")).status_code == 200
    return str(id)


async def saw(service: RunningService, plant: str, last: int) -> bool:
    return await heights(service.service, plant) == list(range(last + 1))


async def all_published(service: RunningService) -> bool:
    async with service.database.sessions() as session:
        waiting = select(func.count()).where(JournalRow.published_at.is_(None))
        return await session.scalar(waiting) == 0


async def test_what_is_written_arrives_in_order(rig):
    async with rig.running() as garden:
        plants = [await planted(garden, 8) for _ in range(5)]
        for plant in plants:
            await wait_until(lambda plant=plant: saw(garden, plant, 8))


async def test_a_stopped_reader_catches_up_in_order(rig):
    async with rig.running() as garden:
        plant = await planted(garden, 3)
        await wait_until(lambda: saw(garden, plant, 3))
    writer = rig.replica()
    alone = RunningService(writer, writer.clock)
    gardener = alone.as_("member", sub="gardener")
    for _ in range(30):
        await gardener.post(f"/v1/plants/{plant}/grow")
    await writer.database.close()
    async with rig.running() as garden:
        await wait_until(lambda: saw(garden, plant, 33))


async def test_nats_killed_and_back_loses_and_doubles_nothing(rig):
    async with rig.running() as garden:
        plant = await planted(garden, 5)
        await rig.server.kill()
        gardener = garden.as_("member", sub="gardener")
        for _ in range(5):
            assert (await gardener.post(f"/v1/plants/{plant}/grow")).status_code == 200
        assert (await garden.http.get("/readyz")).status_code == 503
        await rig.server.start()
        await wait_until(lambda: saw(garden, plant, 10))


async def test_a_stream_that_lost_everything_is_filled_again(rig):
    async with rig.running() as garden:
        plant = await planted(garden, 4)
        await wait_until(lambda: saw(garden, plant, 4))
        await rig.server.lose_everything()
        await rig.server.start()
        await declare_streams(rig.server)

        async def full_again() -> bool:
            connection = await rig.server.connect()
            info = await connection.jetstream().stream_info(STREAM)
            await connection.close()
            return info.state.messages == 5

        await wait_until(full_again)
        assert await heights(garden.service, plant) == [0, 1, 2, 3, 4]


async def test_a_durable_that_was_deleted_and_made_again_is_read_on(rig):
    async with rig.running() as garden:
        plant = await planted(garden, 2)
        await wait_until(lambda: saw(garden, plant, 2))
        connection = await rig.server.connect()
        [durable] = garden.service.reading.durables
        await connection.jetstream().delete_consumer(STREAM, durable.name)
        await connection.close()
        gardener = garden.as_("member", sub="gardener")
        for _ in range(3):
            await gardener.post(f"/v1/plants/{plant}/grow")
        await declare_streams(rig.server)
        await wait_until(lambda: saw(garden, plant, 5))


async def test_only_one_replica_leads_and_the_other_takes_over(rig):
    async with rig.running() as second:
        async with rig.running() as first:

            async def one_leads() -> bool:
                leaders = [first.service.leadership.leading, second.service.leadership.leading]
                assert leaders != [True, True]
                return any(leaders)

            await wait_until(one_leads)
            plant = await planted(first, 3)
            await wait_until(lambda: saw(second, plant, 3))
        gardener = second.as_("member", sub="gardener")
        await gardener.post(f"/v1/plants/{plant}/grow")
        await wait_until(lambda: saw(second, plant, 4))


@asynccontextmanager
async def a_reader_that_dies_with_a_batch(rig: Rig) -> AsyncIterator[str]:
    """A reader fetched older events and died without acknowledging; newer ones wait behind."""
    writer = rig.replica()
    garden = RunningService(writer, writer.clock)
    await writer.broker.connect()
    plant = await planted(garden, 4)
    await writer.relay.publish_waiting(writer.leader.jetstream)
    [durable] = writer.reading.durables
    pull = await writer.leader.jetstream.pull_subscribe_bind(durable=durable.name, stream=STREAM)
    assert len(await pull.fetch(5, timeout=5)) == 5
    gardener = garden.as_("member", sub="gardener")
    for _ in range(4):
        await gardener.post(f"/v1/plants/{plant}/grow")
    await writer.relay.publish_waiting(writer.leader.jetstream)
    yield plant
    writer.stopping.set()
    await writer.broker.stop()
    await writer.database.close()


async def test_what_a_dead_reader_held_is_taken_before_what_is_newer(rig):
    async with a_reader_that_dies_with_a_batch(rig) as plant, rig.running() as garden:
        await wait_until(lambda: saw(garden, plant, 8))


async def test_control_without_that_wait_the_older_events_would_be_lost(rig):
    async def do_not_wait(self, stream, puller, messages):
        return messages

    with patch.object(Pump, "_gather_all_unacknowledged", do_not_wait):
        async with a_reader_that_dies_with_a_batch(rig) as plant, rig.running() as garden:

            async def newest_is_there() -> bool:
                return (await heights(garden.service, plant))[-1:] == [8]

            await wait_until(newest_is_there)
            assert await heights(garden.service, plant) == [5, 6, 7, 8]


async def test_an_event_that_can_never_pass_parks_its_aggregate_alone(rig):
    async with rig.running() as garden:
        huge = await planted(garden, 1)
        await wait_until(lambda: all_published(garden))
        async with garden.database.sessions() as session, session.begin():
            await session.execute(
                update(JournalRow).values(
                    published_at=None, id=JournalRow.id, envelope=b"x" * 1_100_000
                )
            )
        garden.service.relay.wake()
        well = await planted(garden, 2)
        await wait_until(lambda: saw(garden, well, 2))

        async def parked() -> list[str]:
            async with garden.database.sessions() as session:
                query = select(JournalRow.aggregate_key).where(
                    JournalRow.parked_reason.is_not(None)
                )
                return list(await session.scalars(query))

        await wait_until(parked)
        assert [key.endswith(huge) for key in await parked()] == [True]


async def test_the_journal_keeps_the_streams_number_and_no_row_goes_twice(rig):
    async with rig.running() as garden:
        plant = await planted(garden, 9)
        await wait_until(lambda: saw(garden, plant, 9))
        async with garden.database.sessions() as session:
            numbers = list(
                await session.scalars(
                    select(JournalRow.stream_sequence).order_by(JournalRow.position)
                )
            )
            effects = await session.scalar(select(func.count()).select_from(Seen))
        assert numbers == sorted(numbers)
        assert effects == 10
