"""The job `keys`: every part gets its own keys and nobody else's, and a second run changes none."""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest

from deploy.containers.certificates import Authority, CertificateWrong
from deploy.containers.keys import make_keys
from deploy.nats.topology import SERVICES

HOST = "sangtao.example.vn"


@pytest.fixture
def access(tmp_path: Path) -> Path:
    folder = tmp_path / "access"
    (folder / "authority").mkdir(parents=True)
    return folder


def contents(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): file.read_text()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_every_part_has_its_own_and_no_more(access: Path, tmp_path: Path):
    make_keys(access, tmp_path / "given", HOST)
    for service in SERVICES:
        assert set(contents(access / service)) == {"nats.creds", "ca.pem"}
    assert set(contents(access / "proxy")) == {"certificate.pem", "key.pem"}
    expected = {"certificate.pem", "key.pem", "ca.pem", "server.conf"}
    assert set(contents(access / "nats")) == expected
    secrets = [text for name, text in contents(access / "authority").items() if "seed" in name]
    for part in (*SERVICES, "nats", "proxy"):
        own = "\n".join(contents(access / part).values())
        assert not any(secret.strip() in own for secret in secrets)


def test_a_second_run_keeps_keys_and_certificates(access: Path, tmp_path: Path):
    make_keys(access, tmp_path / "given", HOST)
    before = contents(access)
    make_keys(access, tmp_path / "given", HOST)
    after = contents(access)
    signed_anew = {name for name in before if before[name] != after[name]}
    assert all(name.endswith(".creds") for name in signed_anew)


def test_another_host_name_gets_new_certificates_of_the_same_authority(
    access: Path, tmp_path: Path
):
    make_keys(access, tmp_path / "given", HOST)
    before = contents(access)
    make_keys(access, tmp_path / "given", "moi.example.vn")
    after = contents(access)
    assert before["nats/certificate.pem"] != after["nats/certificate.pem"]
    assert before["nats/ca.pem"] == after["nats/ca.pem"]


def test_the_operators_certificate_and_trust_are_taken_over(access: Path, tmp_path: Path):
    given = tmp_path / "given"
    given.mkdir()
    city = Authority(tmp_path / "city")
    city.issue(given, [HOST])
    (given / "trust.pem").write_text(city.pem)
    make_keys(access, given, HOST)
    assert contents(access / "proxy")["key.pem"] == (given / "key.pem").read_text()
    trusted = ssl.create_default_context(cafile=str(access / "members" / "ca.pem"))
    assert len(trusted.get_ca_certs()) == 2


def test_a_certificate_that_cannot_be_used_ends_the_job(access: Path, tmp_path: Path):
    given = tmp_path / "given"
    given.mkdir()
    (given / "certificate.pem").write_text("none")
    with pytest.raises(CertificateWrong):
        make_keys(access, given, HOST)
