"""What a service may do on NATS: its own, with the exact calls that it uses, and nothing more."""

from __future__ import annotations

import pytest

from shared.events.bookings import SpaceChangedV1
from shared.ids import new_id
from tests.deploy.conftest import TestNats


async def test_a_service_publishes_its_events_and_gets_the_acknowledgement(
    network: TestNats,
) -> None:
    members = await network.service("members")
    stream = members.nats.jetstream()
    for audience in ("public", "internal"):
        subject = f"hcn.{audience}.members.member.admitted.v1.1"
        acknowledged = await stream.publish(subject, b"{}", headers={"Nats-Msg-Id": audience})
        assert acknowledged.stream == "MEMBERS"
    personal = await stream.publish("hcn.personal.members.grant.changed.v1.1", b"{}")
    assert personal.stream == "PERSONAL"
    assert (await stream.stream_info("MEMBERS")).state.messages >= 2


async def test_a_service_reads_its_durable(network: TestNats) -> None:
    members, bookings = await network.service("members"), await network.service("bookings")
    subject = "hcn.public.members.member.suspended.v1.2"
    await members.nats.jetstream().publish(subject, b"{}")
    stream = bookings.nats.jetstream()
    pull = await stream.pull_subscribe_bind("bookings_from_members", "MEMBERS")
    (message,) = await pull.fetch(1, timeout=5)
    await message.ack_sync(timeout=5)
    info = await stream.consumer_info("MEMBERS", "bookings_from_members")
    assert info.num_ack_pending == 0


@pytest.mark.parametrize(
    "subject",
    [
        "hcn.public.members.member.admitted.v1.1",
        "hcn.personal.members.grant.changed.v1.1",
        "hcn.personal.bookings.grant.changed.v1.1",
        "hcn.public.bookings2.booking.confirmed.v1.1",
        "$JS.API.CONSUMER.MSG.NEXT.MEMBERS.promotion_from_members",
        "$JS.ACK.MEMBERS.promotion_from_members.1.1.1.1.1",
        "$JS.API.CONSUMER.CREATE.MEMBERS",
        "$JS.API.CONSUMER.CREATE.MEMBERS.bookings_from_members",
        "$JS.API.CONSUMER.DELETE.MEMBERS.bookings_from_members",
        "$JS.API.STREAM.PURGE.BOOKINGS",
        "$JS.API.STREAM.PURGE.PERSONAL",
        "$JS.API.STREAM.UPDATE.BOOKINGS",
        "$JS.API.STREAM.MSG.GET.PERSONAL",
        "_INBOX_members.x",
    ],
)
async def test_a_service_cannot_touch_what_is_not_its_own(network: TestNats, subject: str) -> None:
    bookings = await network.service("bookings")
    assert await bookings.is_refused_to_send(subject)


@pytest.mark.parametrize("subject", [">", "hcn.>", "_INBOX.>", "_INBOX_members.>", "$JS.>"])
async def test_a_service_cannot_listen_to_others(network: TestNats, subject: str) -> None:
    bookings = await network.service("bookings")
    assert await bookings.is_refused_to_hear(subject)


async def test_the_rig_notices_what_is_allowed(network: TestNats) -> None:
    bookings = await network.service("bookings")
    assert not await bookings.is_refused_to_send(SpaceChangedV1.TYPE.subject_of(new_id()), b"{}")
    assert not await bookings.is_refused_to_hear("_INBOX_bookings.x")
