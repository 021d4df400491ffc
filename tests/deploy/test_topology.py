"""The topology as data: what must never change by accident."""

from __future__ import annotations

from deploy.nats.accounts import CITY, HCN, SUBSCRIBERS, account_claims
from deploy.nats.settings import TopologySettings
from deploy.nats.topology import SERVICES, build_topology
from tests.deploy.conftest import DURABLES

SETTINGS = TopologySettings()
STREAMS = {one.name: one for one in build_topology(SETTINGS, []).streams}
PUBLICS = {"HCN": "AHCN", "CITY": "ACITY", "SYS": "ASYS", SUBSCRIBERS: "ASUB"}


def test_nobody_can_publish_into_what_the_city_reads() -> None:
    for name in ("CITY", "KV_CITY_NOW"):
        assert STREAMS[name].account == CITY
        assert "subjects" not in STREAMS[name].config


def test_only_public_events_are_sourced_across_the_border() -> None:
    filters = [source["filter_subject"] for source in STREAMS["CITY"].config["sources"]]
    assert filters == [f"hcn.public.{service}.>" for service in SERVICES]


def test_the_border_offers_no_request_without_a_public_filter() -> None:
    exports = account_claims(HCN, PUBLICS, SETTINGS, {})["exports"]
    api = [one["subject"] for one in exports if one["subject"].startswith("$JS.API.")]
    assert len(api) == len(SERVICES)
    assert all(".CONSUMER.CREATE." in one and ".hcn.public." in one for one in api)


def test_a_full_service_stream_refuses_instead_of_forgetting() -> None:
    for service in SERVICES:
        assert STREAMS[service.upper()].config["discard"] == "new"


def test_numbers_come_from_settings() -> None:
    settings = TopologySettings(stream_max_age_days=1, city_max_age_days=2, stream_replicas=3)
    streams = {one.name: one.config for one in build_topology(settings, []).streams}
    assert streams["MEMBERS"]["max_age"] == 86_400 * 10**9
    assert streams["CITY"]["max_age"] == 2 * 86_400 * 10**9
    assert {config["num_replicas"] for config in streams.values()} == {3}


def test_durables_are_those_that_services_declare() -> None:
    declared = [one for own in DURABLES.values() for one in own]
    durables = build_topology(SETTINGS, declared).durables
    assert [(one.stream, one.name) for one in durables] == [(d.stream, d.name) for d in declared]
    assert {one.config["ack_policy"] for one in durables} == {"all"}
