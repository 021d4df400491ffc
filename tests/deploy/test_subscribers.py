"""Adding, checking and withdrawing subscribers while the server runs."""

from __future__ import annotations

import nats.errors
import pytest
from nats.js.api import ConsumerConfig

from deploy.nats.accounts import CITY
from deploy.nats.check_subscriber import check_subscriber
from deploy.nats.subscribers import SubscriberError
from deploy.waiting import wait_until
from tests.deploy.conftest import TestNats


async def test_a_new_subscriber_passes_the_check_at_once(network: TestNats) -> None:
    added = network.subscribers.add("so-du-lich")
    file = network.embedded.keys.credentials_file(CITY, "so-du-lich")
    findings = await check_subscriber(network.embedded.url, file, added)
    assert [finding.text for finding in findings if not finding.well] == []
    assert file.stat().st_mode & 0o777 == 0o600


async def test_the_check_notices_too_many_rights(network: TestNats) -> None:
    added = network.subscribers.add("archive")
    admin = network.embedded.keys.credentials_file(CITY, "hcn-admin")
    findings = await check_subscriber(network.embedded.url, admin, added)
    assert not all(finding.well for finding in findings)


@pytest.mark.parametrize("name", ["X", "a", "a b", "press_1", "a.b", "*", "hcn-admin", "x" * 40])
async def test_names_that_nats_could_misread_are_refused(network: TestNats, name: str) -> None:
    with pytest.raises(SubscriberError, match="so-du-lich"):
        network.subscribers.add(name)


async def test_revoking_cuts_off_at_once_and_for_good(own_network: TestNats) -> None:
    client = await own_network.subscriber("press")
    other = await own_network.subscriber("tourism")
    await client.nats.jetstream().add_consumer("CITY", ConsumerConfig(durable_name="press"))
    credentials = own_network.embedded.keys.credentials_file(CITY, "press")
    kept = credentials.read_text()

    await own_network.subscribers.revoke("press", own_network.admin)

    async def is_cut_off() -> bool:
        return client.nats.is_closed

    await wait_until(is_cut_off)
    assert not other.nats.is_closed
    assert await own_network.admin.find(CITY, "CONSUMER.INFO.CITY.press") is None
    with pytest.raises(SubscriberError):
        own_network.subscribers.get("press")
    credentials.write_text(kept)
    with pytest.raises((nats.errors.Error, OSError)):
        await own_network.client(CITY, "press")

    credentials.unlink()
    again = await own_network.subscriber("press")
    assert (await again.ask("STREAM.INFO.CITY"))["config"]["name"] == "CITY"
    assert [bool(one.revoked_at) for one in own_network.subscribers.all()] == [True, False, False]
