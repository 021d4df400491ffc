"""Services' code in a command has the installation's settings: what it publishes is right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from deploy.cli.options import Refused, load_installation
from deploy.embedded.folder import DataFolder
from deploy.installation import Installation
from deploy.nats.topology import SERVICES
from deploy.operate.databases import open_database
from tests.deploy.commands import Hcn

URLS = {service: f"https://{service}.example.vn" for service in SERVICES}


@pytest.fixture
def production(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HCN_MODE", "production")
    monkeypatch.setenv("HCN_NATS_URL", "tls://127.0.0.1:1")
    monkeypatch.setenv("HCN_NATS_KEYS", "/nonexist")
    monkeypatch.setenv("HCN_PUBLIC_URLS", json.dumps(URLS))
    for service in SERVICES:
        monkeypatch.setenv(f"HCN_{service.upper()}_DATABASE_URL", "postgresql://127.0.0.1:1/hcn")


@pytest.mark.parametrize("service", SERVICES)
async def test_events_name_the_addresses_of_the_embedded_network(
    silent_network: DataFolder, monkeypatch: pytest.MonkeyPatch, service: str
) -> None:
    monkeypatch.setenv("HCN_PUBLIC_URLS", "{}")  # whatever the operator's shell says
    installation = load_installation(silent_network.path)
    run = silent_network.read_run()
    assert run is not None
    async with open_database(installation, service) as database:
        assert database.settings.address_of(service) == run["services"][service]


@pytest.mark.usefixtures("production")
@pytest.mark.parametrize("service", SERVICES)
async def test_events_name_the_addresses_of_production(tmp_path: Path, service: str) -> None:
    async with open_database(load_installation(tmp_path), service) as database:
        assert database.settings.address_of(service) == URLS[service]


@pytest.mark.usefixtures("production")
def test_nothing_is_announced_without_an_address(hcn: Hcn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HCN_PUBLIC_URLS")
    outcome = hcn("announce", "promotion", "--reason", "vì vậy")
    assert outcome.is_refused_with_a_sentence
    assert "HCN_PUBLIC_URLS" in outcome.err


@pytest.mark.usefixtures("production")
def test_a_grant_in_production_needs_the_issuer_of_its_sign_in(hcn: Hcn) -> None:
    outcome = hcn("grant", "add", "lan", "--role", "operator", "--reason", "vì vậy")
    assert outcome.is_refused_with_a_sentence
    assert "HCN_AUTH_ISSUER" in outcome.err


@pytest.mark.usefixtures("production")
@pytest.mark.parametrize("text", ["nope", "[]", '{"members": 1}'])
def test_addresses_that_cannot_be_read_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setenv("HCN_PUBLIC_URLS", text)
    with pytest.raises(Refused, match="HCN_PUBLIC_URLS"):
        load_installation(tmp_path)


def test_an_installation_without_addresses_leaves_the_setting_alone(tmp_path: Path) -> None:
    nameless = Installation({}, "", tmp_path, {}, embedded=False, folder=tmp_path)
    assert nameless.as_environment() == {}
