"""What holds for the containers by their files alone: nobody has more than it needs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.cli.settings import all_settings
from deploy.containers.__main__ import PROGRAMS
from deploy.containers.environment import Wishes, find_wrong, text_of
from deploy.nats.topology import SERVICES

DEPLOY = Path(__file__).parents[2] / "deploy"
TEXT = (DEPLOY / "compose.yaml").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
PARTS: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = [*SERVICES, "keys", "databases", "provision", "hcn"]
DOCKERFILE = (DEPLOY / "Dockerfile").read_text()
FOR_OTHERS = re.compile(r"POSTGRES_|GOMEMLIMIT$|HOME$|XDG_")
PROXY_AND_KEYS = {"HCN_HOST", "HCN_PROXY_TLS", "HCN_ACME_CA"}
WISHES = Wishes(
    host="sangtao.example.vn",
    issuer="https://dangnhap.example.vn",
    jwks="https://dangnhap.example.vn/jwks.json",
    audience="hcn",
    roles_claim="",
    mail_host="thu.example.vn",
    mail_port=587,
    mail_tls="starttls",
    mail_user="",
    mail_password="",
    mail_from="mang-luoi@sangtao.example.vn",
    certificates=None,
    acme_email="",
    acme_ca="",
    listen="",
    http_port=80,
    https_port=443,
    nats_port=None,
)


@pytest.mark.parametrize("part", PARTS)
def test_every_part_is_locked_in_and_bounded(part: str):
    made = PARTS[part]
    assert made["read_only"] is True
    assert made["cap_drop"] == ["ALL"]
    assert made["security_opt"] == ["no-new-privileges:true"]
    assert made["mem_limit"]
    assert made["logging"]["options"]["max-size"]
    assert not {"privileged", "pid", "ipc", "devices"} & made.keys()


@pytest.mark.parametrize("part", set(PARTS) - {"postgres"})
def test_nobody_runs_as_root(part: str):
    """PostgreSQL's own image begins as root and steps down by itself."""
    if part in OURS:
        assert "user" not in PARTS[part]
    else:
        assert PARTS[part]["user"] == "10001:10001"


def test_the_image_runs_as_nobody_on_the_host_and_hears_the_stop():
    assert re.findall(r"^USER (.*)$", DOCKERFILE, re.MULTILINE) == ["10001:10001"]
    entry = re.search(r"^ENTRYPOINT (.*)$", DOCKERFILE, re.MULTILINE)
    assert entry
    assert entry[1].startswith("[")  # no shell in between


def test_images_are_settings_with_a_tag_and_from_no_named_registry():
    images = {part["image"] for part in PARTS.values()}
    froms = set(re.findall(r"^ARG \w+_IMAGE=(.*)$", DOCKERFILE, re.MULTILINE))
    for image in images:
        default = re.fullmatch(r"\$\{[A-Z_]+_IMAGE:-(.*)\}", image)
        assert default
        froms.add(default[1])
    assert all("/" not in name for name in froms)
    assert all(":" in name and not name.endswith(":latest") for name in froms - {"hcn"})


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_has_its_own_credentials_and_no_others(service: str):
    text = yaml.safe_dump(PARTS[service])
    others = set(SERVICES) - {service}
    assert not [one for one in others if f"HCN_{one.upper()}_PASSWORD" in text]
    assert not [one for one in others if f"/access/{one}" in text or f"{one}-access" in text]
    assert "authority" not in text
    assert "POSTGRES_PASSWORD" not in text


def test_only_the_proxy_is_published_and_postgresql_has_no_network():
    assert {name for name, part in PARTS.items() if "ports" in part} == {"proxy"}
    assert PARTS["postgres"]["network_mode"] == "none"
    assert PARTS["nats"]["networks"] == ["inner"]
    assert COMPOSE["networks"]["inner"]["internal"] is True


def test_services_begin_after_the_jobs_and_end_before_what_they_stand_on():
    for service in SERVICES:
        needs = PARTS[service]["depends_on"]
        assert needs["databases"] == {"condition": "service_completed_successfully"}
        assert needs["provision"] == {"condition": "service_completed_successfully"}
        assert {"postgres", "nats"} <= needs.keys()


def test_every_setting_that_compose_names_exists():
    known = {name for name, *_ in all_settings()} | PROXY_AND_KEYS
    for part in PARTS.values():
        for name in part.get("environment", {}):
            assert name in known or FOR_OTHERS.match(name), name


def test_every_variable_without_a_default_is_written_by_hcn_install():
    written = {line.partition("=")[0] for line in text_of(WISHES).splitlines()}
    needed = set(re.findall(r"\$\{([A-Z_]+)(?::\?[^}]*)?\}", TEXT))
    assert needed <= written, needed - written
    assert list(find_wrong(WISHES)) == []


def test_programs_and_commands_agree():
    for part in set(OURS) - {"hcn"}:
        assert PARTS[part]["command"][0] in PROGRAMS


def test_no_file_of_the_containers_holds_a_secret():
    for file in (DEPLOY / "compose.yaml", DEPLOY / "compose.nats.yaml", DEPLOY / "Dockerfile"):
        for line in file.read_text().splitlines():
            if found := re.search(r"(PASSWORD|SECRET|TOKEN)\w*[:=]\s*(\S+)", line):
                assert found[2].startswith("${"), line


def test_postgresql_lets_each_role_into_its_own_database():
    rows = [
        line.split()
        for line in (DEPLOY / "containers/pg_hba.conf").read_text().splitlines()
        if line and not line.startswith("#")
    ]
    assert {(row[1], row[2]) for row in rows} == {
        *((service, service) for service in SERVICES),
        ("all", "postgres"),
        ("replication", "postgres"),
    }
    assert {(row[0], row[3]) for row in rows} == {("local", "scram-sha-256")}
