"""Another city system: reads all that is public, and cannot disturb or overhear anyone."""

from __future__ import annotations

from typing import Any

import pytest
from nats.js.api import AckPolicy, ConsumerConfig

from deploy.nats.accounts import CITY, HCN
from deploy.waiting import wait_until
from shared.events.members import ContactChangedV1
from shared.ids import new_id
from tests.deploy.conftest import TestClient, TestNats

EVENTS = 3
SECOND_NS = 10**9
_BLINDING = {"ack_policy": "explicit", "filter_subject": "hcn.none"}
"""A consumer with this would get nothing any more."""


@pytest.fixture
async def events(network: TestNats) -> int:
    """Some public, internal and personal events; answers how many public ones CITY has."""
    members = (await network.service("members")).nats.jetstream()
    for number in range(EVENTS):
        await members.publish(f"hcn.public.members.member.admitted.v1.{number}", b'{"open": 1}')
        await members.publish(f"hcn.internal.members.report.due.v1.{number}", b'{"secret": 1}')
        await members.publish(ContactChangedV1.TYPE.subject_of(new_id()), b'{"secret": 1}')
    service = await network.admin.api(
        HCN, "STREAM.INFO.MEMBERS", {"subjects_filter": "hcn.public.>"}
    )
    expected = sum(service["state"]["subjects"].values())

    async def arrived() -> int:
        state = (await network.admin.api(CITY, "STREAM.INFO.CITY"))["state"]
        return int(state["messages"]) if state["messages"] >= expected else 0

    # When an account has just changed, the server takes up its sources again after a while.
    return int(await wait_until(arrived, seconds=120))


@pytest.fixture
async def press(network: TestNats, events: int) -> TestClient:
    assert events
    return await network.subscriber("press")


@pytest.fixture
async def victim(network: TestNats, events: int) -> Any:
    """Another subscriber with a durable and one message in its hands."""
    assert events
    other = await network.subscriber("tourism")
    config = ConsumerConfig(
        durable_name="tourism", name="tourism", ack_policy=AckPolicy.EXPLICIT, ack_wait=3600
    )
    await other.nats.jetstream().add_consumer("CITY", config)
    pull = await other.nats.jetstream().pull_subscribe_bind("tourism", "CITY")
    (message,) = await pull.fetch(1, timeout=5)
    yield message
    await network.admin.api(CITY, "CONSUMER.DELETE.CITY.tourism")


async def test_it_reads_with_its_own_durable(press: TestClient, events: int) -> None:
    stream = press.nats.jetstream()
    for name in ("press", "press_9"):
        config = ConsumerConfig(
            name=name,
            durable_name=name,
            ack_policy=AckPolicy.EXPLICIT,
            filter_subject="hcn.public.>",
        )
        await stream.add_consumer("CITY", config)
        pull = await stream.pull_subscribe_bind(name, "CITY")
        messages = await pull.fetch(EVENTS, timeout=5)
        assert len(messages) == EVENTS
        for message in messages:
            assert message.subject.startswith("hcn.public.")
            await message.ack_sync(timeout=5)
        assert (await stream.consumer_info("CITY", name)).num_pending == events - EVENTS
        assert await stream.delete_consumer("CITY", name)


async def test_it_follows_in_order_without_a_durable(press: TestClient) -> None:
    subscription = await press.nats.jetstream().subscribe(
        "hcn.public.>",
        stream="CITY",
        ordered_consumer=True,
        config=ConsumerConfig(name="press_1"),
    )
    numbers = [(await subscription.next_msg(5)).metadata.sequence.stream for _ in range(EVENTS)]
    assert numbers == sorted(numbers)
    await subscription.unsubscribe()
    assert await press.nats.jetstream().delete_consumer("CITY", "press_1")


async def test_it_watches_the_present_and_its_changes(network: TestNats, press: TestClient) -> None:
    bucket = await press.nats.jetstream().key_value("CITY_NOW")
    watcher: Any = await bucket.watch("members.member.>")
    present = {}
    while (entry := await watcher.updates(timeout=5)) is not None:
        present[entry.key] = entry.value
    assert "members.member.0" in present
    members = (await network.service("members")).nats.jetstream()
    await members.publish("hcn.public.members.member.left.v1.0", b'{"left": 1}')
    change = await watcher.updates(timeout=5)
    assert (change.key, change.value) == ("members.member.0", b'{"left": 1}')
    await watcher.stop()
    assert (await bucket.get("members.member.0")).value == b'{"left": 1}'


async def test_nothing_internal_or_personal_is_in_the_city(
    network: TestNats, press: TestClient
) -> None:
    for name in ("CITY", "KV_CITY_NOW"):
        info = await network.admin.api(CITY, f"STREAM.INFO.{name}", {"subjects_filter": ">"})
        for subject in info["state"]["subjects"]:
            assert subject.startswith(("hcn.public.", "$KV.CITY_NOW."))
            assert ".report." not in subject
            assert ".contact." not in subject
    assert await press.is_refused_to_send("$JS.API.STREAM.INFO.MEMBERS")
    assert await press.is_refused_to_send("$JS.API.STREAM.INFO.PERSONAL")


@pytest.mark.parametrize(
    "subject",
    [
        "hcn.public.members.member.admitted.v1.1",
        "$KV.CITY_NOW.members.member.1",
        "$JS.API.STREAM.PURGE.CITY",
        "$JS.API.STREAM.DELETE.KV_CITY_NOW",
        "$JS.API.STREAM.UPDATE.CITY",
        "$JS.API.STREAM.CREATE.MINE",
        "$JS.API.STREAM.MSG.DELETE.CITY",
        "$JS.API.CONSUMER.NAMES.CITY",
        "$JS.API.CONSUMER.LIST.CITY",
        "$JS.API.CONSUMER.CREATE.CITY",
        "$JS.API.CONSUMER.CREATE.CITY.tourism",
        "$JS.API.CONSUMER.CREATE.CITY.tourism.hcn.public.x",
        "$JS.API.CONSUMER.DURABLE.CREATE.CITY.tourism",
        "$JS.API.CONSUMER.INFO.CITY.tourism",
        "$JS.API.CONSUMER.MSG.NEXT.CITY.tourism",
        "$JS.API.CONSUMER.DELETE.CITY.tourism",
        "$JS.API.CONSUMER.PAUSE.CITY.press",
        "$JS.API.CONSUMER.CREATE.CITY.press2",
        "$JS.API.CONSUMER.CREATE.CITY.press_10",
        "$JS.ACK.CITY.tourism.1.1.1.1.1",
        "border.api.CONSUMER.CREATE.MEMBERS.x.hcn.public.members.>",
        "$SYS.REQ.CLAIMS.UPDATE",
        "_INBOX_tourism.x",
    ],
)
async def test_it_cannot_send_anything_else(press: TestClient, subject: str) -> None:
    assert await press.is_refused_to_send(subject)


@pytest.mark.parametrize(
    "subject",
    [
        ">",
        "_INBOX.>",
        "_INBOX_tourism.>",
        "hcn.>",
        "border.deliver.>",
        "$JS.>",
        "$JS.EVENT.ADVISORY.>",
        "$SYS.>",
        "$KV.>",
    ],
)
async def test_it_cannot_listen_to_anything_else(press: TestClient, subject: str) -> None:
    assert await press.is_refused_to_hear(subject)


@pytest.mark.parametrize(
    "config",
    [
        {"name": "tourism"},
        {"name": "tourism", "durable_name": "tourism"},
        {"name": "press", "durable_name": "tourism"},
    ],
)
async def test_it_cannot_name_anothers_durable_in_the_body(
    network: TestNats, press: TestClient, victim: Any, config: dict[str, str]
) -> None:
    assert victim
    before = await _config_of_victim(network)
    body = {"stream_name": "CITY", "config": _BLINDING | config}
    await press.ask("CONSUMER.CREATE.CITY.press", body)
    assert await _config_of_victim(network) == before
    await press.ask("CONSUMER.DELETE.CITY.press")


async def test_the_anonymous_request_that_it_lacks_would_do_it(
    network: TestNats, press: TestClient, victim: Any
) -> None:
    """The negative control: this is why nobody gets `CONSUMER.CREATE.CITY`."""
    assert victim
    body = {"stream_name": "CITY", "config": _BLINDING | {"name": "tourism"}}
    await network.admin.api(CITY, "CONSUMER.CREATE.CITY", body)
    assert (await _config_of_victim(network))["filter_subject"] == "hcn.none"
    assert await press.is_refused_to_send("$JS.API.CONSUMER.CREATE.CITY")


async def test_it_cannot_acknowledge_for_another_by_a_reply(press: TestClient, victim: Any) -> None:
    """A pull with headers only would send an empty message, which is an acknowledgement."""
    config = {"name": "press", "durable_name": "press", "headers_only": True, "ack_policy": "none"}
    await press.ask("CONSUMER.CREATE.CITY.press", {"stream_name": "CITY", "config": config})
    request = "$JS.API.CONSUMER.MSG.NEXT.CITY.press"
    assert await press.is_refused_to_send(request, b"1", reply=victim.reply)
    await press.ask("CONSUMER.DELETE.CITY.press")


@pytest.mark.parametrize(
    "target",
    [
        "$JS.API.STREAM.PURGE.CITY",
        "$JS.API.STREAM.DELETE.KV_CITY_NOW",
        "$JS.API.CONSUMER.DELETE.CITY.tourism",
        "$KV.CITY_NOW.members.member.0",
        "border.api.CONSUMER.CREATE.MEMBERS.x.hcn.public.members.y",
        "border.deliver.x",
        "$JS.FC.MEMBERS.x",
        "hcn.public.members.member.admitted.v1.0",
    ],
)
async def test_a_delivery_elsewhere_reaches_nothing(
    network: TestNats, press: TestClient, victim: Any, target: str
) -> None:
    """Neither a push consumer's subject nor a pull's reply carries anything into an API."""
    before = await _state(network)
    push = {
        "name": "press",
        "headers_only": True,
        "ack_policy": "none",
        "deliver_subject": target,
        "inactive_threshold": 60 * SECOND_NS,
    }
    answer = await press.ask("CONSUMER.CREATE.CITY.press", {"stream_name": "CITY", "config": push})
    assert "error" not in answer
    pull = {"name": "press_1", "headers_only": True, "ack_policy": "none"}
    await press.ask("CONSUMER.CREATE.CITY.press_1", {"stream_name": "CITY", "config": pull})
    await press.nats.publish("$JS.API.CONSUMER.MSG.NEXT.CITY.press_1", b"1", reply=target)
    # The server works in order: an own pull that is answered comes after what the others did.
    await _take_one(press, "press_1")
    assert await _state(network) == before
    assert victim.reply
    for own in ("press", "press_1"):
        await press.ask(f"CONSUMER.DELETE.CITY.{own}")


async def test_its_limits_hold(network: TestNats, press: TestClient) -> None:
    limit = network.settings.subscriber_max_subscriptions
    for number in range(limit + 1):
        await press.nats.subscribe(f"_INBOX_press.{number}")

    async def is_cut_off() -> bool:
        return press.nats.is_closed

    await wait_until(is_cut_off)
    assert "maximum subscriptions exceeded" in str(press.nats.last_error)


async def _take_one(client: TestClient, durable: str) -> None:
    inbox = client.nats.new_inbox()
    answers = await client.nats.subscribe(inbox)
    await client.nats.publish(f"$JS.API.CONSUMER.MSG.NEXT.CITY.{durable}", b"1", reply=inbox)
    await answers.next_msg(5)
    await answers.unsubscribe()


async def _config_of_victim(network: TestNats) -> Any:
    return (await network.admin.api(CITY, "CONSUMER.INFO.CITY.tourism"))["config"]


async def _state(network: TestNats) -> Any:
    """What an attack would change: contents of both streams, position of the victim, consumers."""
    states: dict[str, Any] = {}
    for stream in ("CITY", "KV_CITY_NOW"):
        state = (await network.admin.api(CITY, f"STREAM.INFO.{stream}"))["state"]
        states[stream] = (state["messages"], state["last_seq"])
    info = await network.admin.api(CITY, "CONSUMER.INFO.CITY.tourism")
    states["victim"] = (info["ack_floor"]["stream_seq"], info["num_ack_pending"])
    members = (await network.admin.api(HCN, "STREAM.INFO.MEMBERS"))["state"]
    states["MEMBERS"] = (members["messages"], members["consumer_count"])
    return states
