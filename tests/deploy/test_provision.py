"""`hcn provision`: idempotent, tells what it changes, never moves a durable."""

from __future__ import annotations

from dataclasses import replace

from deploy.nats.provision import Change, provision, provision_accounts
from deploy.nats.settings import TopologySettings
from deploy.nats.topology import Topology, build_topology
from tests.deploy.conftest import DURABLES, TestNats

DECLARED = [one for own in DURABLES.values() for one in own]


def _kinds(changes: list[Change]) -> dict[str, str]:
    return {one.what: one.kind for one in changes if one.kind != "unchanged"}


async def test_a_second_run_changes_nothing(network: TestNats) -> None:
    assert _kinds(await provision(network.admin, network.topology)) == {}
    assert _kinds(await provision_accounts(network.admin, network.embedded.keys)) == {}


async def test_a_dry_run_tells_the_change_and_leaves_it(network: TestNats) -> None:
    settings = TopologySettings(stream_max_age_days=30, durable_ack_wait_seconds=20)
    changes = await provision(network.admin, build_topology(settings, DECLARED), dry_run=True)
    members = next(one for one in changes if one.what == "stream MEMBERS (HCN)")
    day = 86_400 * 10**9
    assert members.kind == "changed"
    assert members.fields == {"max_age": (90 * day, 30 * day)}
    assert _kinds(await provision(network.admin, network.topology)) == {}


async def test_a_durable_keeps_its_position_when_its_filters_change(own_network: TestNats) -> None:
    members, bookings = await own_network.service("members"), await own_network.service("bookings")
    for number in range(3):
        subject = f"hcn.public.members.member.suspended.v1.{number}"
        await members.nats.jetstream().publish(subject, b"{}")
    pull = await bookings.nats.jetstream().pull_subscribe_bind("bookings_from_members", "MEMBERS")
    await (await pull.fetch(2))[-1].ack_sync()

    wider = ["hcn.public.members.member.suspended.v1.*", "hcn.public.members.member.left.v1.*"]
    declared = [replace(DECLARED[0], filters=wider), *DECLARED[1:]]  # type: ignore[type-var]
    changes = await provision(own_network.admin, build_topology(own_network.settings, declared))
    assert _kinds(changes) == {"durable bookings_from_members on MEMBERS": "changed"}
    info = await bookings.ask("CONSUMER.INFO.MEMBERS.bookings_from_members")
    assert info["ack_floor"]["stream_seq"] == 2
    assert len(await pull.fetch(1)) == 1


async def test_what_nobody_declares_goes_only_with_prune(own_network: TestNats) -> None:
    fewer = Topology(own_network.topology.streams, own_network.topology.durables[1:])
    what = "durable bookings_from_members on MEMBERS"
    admin = own_network.admin
    assert _kinds(await provision(admin, fewer)) == {what: "leftover"}
    assert _kinds(await provision(admin, fewer, prune=True, dry_run=True)) == {what: "removed"}
    assert _kinds(await provision(admin, fewer, prune=True)) == {what: "removed"}
    assert _kinds(await provision(admin, fewer)) == {}


async def test_what_cannot_change_in_place_is_refused_not_recreated(network: TestNats) -> None:
    first = network.topology.durables[0]
    other = replace(first, config=first.config | {"ack_policy": "explicit"})
    topology = Topology(network.topology.streams, [other, *network.topology.durables[1:]])
    changes = await provision(network.admin, topology)
    assert _kinds(changes) == {"durable bookings_from_members on MEMBERS": "refused"}


async def test_a_changed_right_reaches_the_server_without_restart(own_network: TestNats) -> None:
    keys = own_network.embedded.keys
    keys.create(TopologySettings(subscriber_max_subscriptions=7))
    dry = await provision_accounts(own_network.admin, keys, dry_run=True)
    assert _kinds(dry) == {"account CITY": "changed"}
    assert _kinds(await provision_accounts(own_network.admin, keys)) == {"account CITY": "changed"}
    assert _kinds(await provision_accounts(own_network.admin, keys)) == {}
