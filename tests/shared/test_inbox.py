"""Events take effect once and in order; what fails parks alone and comes through after repair."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from unittest.mock import patch
from uuid import UUID

from sqlalchemy import select

from deploy.waiting import wait_until
from shared.auth.caller import system_caller
from shared.database.backbone import ParkedEvent
from shared.database.work import Origin, Work
from shared.events.envelope import Envelope
from shared.ids import new_id
from shared.messaging import inbox as inbox_module
from shared.messaging import parking
from shared.messaging.inbox import Inbox, Known
from shared.messaging.received import Received
from tests.shared.conftest import Garden
from tests.shared.garden import GREW, heights


def growth(plant: UUID, height: int) -> GREW:
    return GREW(id=plant, template=str(height), contact_id=plant, channel="soil")


def received_as(envelope: Envelope) -> Received:
    body = envelope.model_dump_json().encode()
    return Received(envelope, body, envelope.event_type.subject_of(envelope.subject), 1)


async def parked(garden: Garden) -> list[ParkedEvent]:
    async with garden[0].database.sessions() as session:
        return list(await session.scalars(select(ParkedEvent).order_by(ParkedEvent.sequence)))


async def as_operator(garden: Garden, use_case, row: ParkedEvent) -> None:
    origin = Origin(caller=system_caller("operator"), correlation_id=new_id())
    await garden[0].database.run(lambda work: use_case(work, row.id), origin)


async def test_a_batch_takes_effect_in_order(garden):
    plant = new_id()
    await garden[0].deliver(*(growth(plant, n) for n in range(20)))
    assert await heights(garden[0].service, plant) == list(range(20))


async def test_a_repeated_batch_has_no_second_effect(garden):
    service, _ = garden
    plant = new_id()
    batch = [service.envelope(growth(plant, n), n) for n in range(1, 6)]
    received = [received_as(one) for one in batch]
    for _ in range(3):
        await service.service.inbox.take("test", received)
    assert await heights(service.service, plant) == [1, 2, 3, 4, 5]


async def test_control_without_the_marks_the_repeat_doubles(garden):
    """The rig sees a double effect when the guard is off."""
    service, _ = garden
    plant = new_id()
    envelope = service.envelope(growth(plant, 1), 1)
    received = [received_as(envelope)]

    def know_nothing(self, batch):
        return list(batch)

    with patch.object(Known, "take_fresh", know_nothing):
        for _ in range(2):
            await service.service.inbox.take("test", received)
    assert await heights(service.service, plant) == [1, 1]


async def test_two_readers_of_one_durable_bring_no_effect_twice(garden):
    """A reader that lost its leadership may still hold a batch that its successor takes too."""
    service, _ = garden
    plants = [new_id() for _ in range(10)]
    batch = [service.envelope(growth(plant, n), n) for n in range(1, 11) for plant in plants]
    received = [received_as(one) for one in batch]
    inbox = service.service.inbox
    readers = [Inbox(inbox.database, inbox.subscriptions) for _ in range(3)]
    for part in (received[:50], received):  # the second time each of them was here before
        await asyncio.gather(*(one.take("test", part) for one in (*readers, *readers)))
    for plant in plants:
        assert await heights(service.service, plant) == list(range(1, 11))


async def someone_waits(work: Work) -> bool:
    waiting = (
        "SELECT FROM pg_stat_activity WHERE datname = current_database() AND "
        "wait_event_type = 'Lock'"
    )
    return bool(await work.fetch(waiting))


async def take_at_once(garden: Garden, received: list[Received]) -> None:
    """Two readers take the same; the first goes on when the second waits for its row."""
    real = inbox_module._find_known
    first: list[Work] = []

    async def find(work, consumer, batch):
        known = await real(work, consumer, batch)
        if not first:
            first.append(work)
            await wait_until(lambda: someone_waits(work))
        return known

    inbox = garden[0].service.inbox
    with patch.object(inbox_module, "_find_known", find):
        readers = [Inbox(inbox.database, inbox.subscriptions) for _ in range(2)]
        await asyncio.gather(*(one.take("test", received) for one in readers))


async def test_a_reader_that_had_to_wait_looks_again(garden):
    service, _ = garden
    plant = new_id()
    for number in (1, 2, 3):
        await take_at_once(garden, [received_as(service.envelope(growth(plant, number), number))])
    assert await heights(service.service, plant) == [1, 2, 3]


async def test_without_looking_again_an_effect_would_come_twice(garden):
    """The rig sees a double effect when a reader trusts what it saw before it had to wait."""
    service, _ = garden
    plant = new_id()

    with patch.object(inbox_module, "_was_overtaken", return_value=False):
        await take_at_once(garden, [received_as(service.envelope(growth(plant, 1), 1))])
    assert await heights(service.service, plant) == [1, 1]


async def test_a_poisoned_event_parks_its_own_aggregate_alone(garden):
    service, neighbour = garden
    sick, well = new_id(), new_id()
    neighbour.poison.add((sick, "2"))
    await service.deliver(*(growth(plant, n) for n in range(1, 5) for plant in (sick, well)))
    assert await heights(service.service, well) == [1, 2, 3, 4]
    assert await heights(service.service, sick) == [1]
    assert [row.attempts for row in await parked(garden)] == [1, 0, 0]


async def test_what_parked_comes_through_in_order_after_repair(garden):
    service, neighbour = garden
    plant = new_id()
    neighbour.poison.add((plant, "2"))
    await service.deliver(*(growth(plant, n) for n in range(1, 5)))
    neighbour.poison.clear()
    service.clock.advance(timedelta(seconds=2))
    await service.do_due()
    assert await heights(service.service, plant) == [1, 2, 3, 4]
    assert await parked(garden) == []


async def test_a_missing_prerequisite_parks_and_comes_through(garden):
    service, neighbour = garden
    plant = new_id()
    neighbour.unknown.add(plant)
    await service.deliver(growth(plant, 1))
    assert await heights(service.service, plant) == []
    neighbour.unknown.clear()
    service.clock.advance(timedelta(seconds=2))
    await service.do_due()
    assert await heights(service.service, plant) == [1]


async def die(garden: Garden) -> list[ParkedEvent]:
    """Let the retries run out."""
    for _ in range(20):
        garden[0].clock.advance(timedelta(minutes=15))
        await garden[0].do_due()
    return await parked(garden)


async def test_after_its_retries_it_is_a_dead_letter_and_the_rest_still_waits(garden):
    service, neighbour = garden
    plant = new_id()
    neighbour.poison.add((plant, "1"))
    await service.deliver(growth(plant, 1), growth(plant, 2))
    first, second = await die(garden)
    assert first.dead
    assert not second.dead
    assert second.next_attempt_at is None
    await service.deliver(growth(plant, 3))
    assert await heights(service.service, plant) == []


async def test_retry_brings_a_dead_letter_and_what_waits_behind_it_through(garden):
    service, neighbour = garden
    plant = new_id()
    neighbour.poison.add((plant, "1"))
    await service.deliver(growth(plant, 1), growth(plant, 2))
    first, _ = await die(garden)
    neighbour.poison.clear()
    await as_operator(garden, parking.retry_dead_letter, first)
    await service.do_due()
    assert await heights(service.service, plant) == [1, 2]


async def test_drop_lets_what_waits_go_on_without_it(garden):
    service, neighbour = garden
    plant = new_id()
    neighbour.poison.add((plant, "1"))
    await service.deliver(growth(plant, 1), growth(plant, 2))
    first, _ = await die(garden)
    await as_operator(garden, parking.drop_dead_letter, first)
    await service.do_due()
    assert await heights(service.service, plant) == [2]


async def test_an_announced_event_says_so_to_its_handler(garden):
    service, neighbour = garden
    await service.deliver(growth(new_id(), 1), announced=True)
    await service.deliver(growth(new_id(), 1))
    assert neighbour.announced == [True, False]


def test_waits_grow_to_ten_minutes():
    seconds = [parking.wait_before(n, jitter=lambda: 0.5).total_seconds() for n in range(1, 13)]
    assert seconds[:4] == [1, 2, 4, 8]
    assert seconds[-1] == 600
