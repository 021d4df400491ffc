"""`hcn install`: a complete .env that only its owner can read, or sentences about what is wrong."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import dotenv
import pytest

from deploy.containers.certificates import Authority
from tests.deploy.commands import Hcn, Outcome

GIVEN = {
    "host": "sangtao.example.vn",
    "issuer": "https://dangnhap.example.vn",
    "jwks": "https://dangnhap.example.vn/jwks.json",
    "mail-host": "thu.example.vn",
    "mail-from": "mang-luoi@sangtao.example.vn",
}

Install = Callable[..., Outcome]


@pytest.fixture
def install(hcn: Hcn, tmp_path: Path) -> Install:
    """`install(host="…")`: the command with these options instead of the usual ones."""

    def run(**options: str) -> Outcome:
        given = {**GIVEN, "out": str(tmp_path / ".env")}
        given |= {name.replace("_", "-"): value for name, value in options.items()}
        return hcn("install", *(f"--{name}={value}" for name, value in given.items()))

    return run


def read(folder: Path) -> dict[str, str | None]:
    return dotenv.dotenv_values(folder / ".env")


def test_passwords_are_random_and_the_file_is_for_its_owner_alone(install: Install, tmp_path: Path):
    first = install()
    assert first.status == 0, first.err
    assert stat.S_IMODE((tmp_path / ".env").stat().st_mode) == 0o600
    passwords = [value for name, value in read(tmp_path).items() if name.endswith("_PASSWORD")]
    own = [value for value in passwords if value]
    assert len(own) == len(set(own)) == 5
    assert min(map(len, own)) >= 32
    (tmp_path / ".env").unlink()
    install()
    assert not set(own) & set(read(tmp_path).values())


def test_a_file_that_exists_is_left_as_it_is(install: Install, tmp_path: Path):
    (tmp_path / ".env").write_text("kept")
    outcome = install()
    assert outcome.is_refused_with_a_sentence
    assert (tmp_path / ".env").read_text() == "kept"


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"host": "bad host"}, "--host"),
        ({"host": "http://sangtao.example.vn"}, "--host"),
        ({"host": ""}, "--host"),
        ({"host": "-a.vn"}, "--host"),
        ({"issuer": ""}, "--issuer"),
        ({"jwks": "http://dangnhap.example.vn/jwks.json"}, "--jwks"),
        ({"jwks": "https://"}, "--jwks"),
        ({"mail_from": "mang-luoi"}, "--mail-from"),
        ({"mail_tls": "none"}, "--mail-tls"),
        ({"mail_host": "thu example"}, "--mail-host"),
        ({"mail_user": "hcn"}, "HCN_SMTP_PASSWORD"),
        ({"acme": "nobody"}, "--acme"),
        ({"http_port": "443"}, "--http-port"),
        ({"certificates": "relative"}, "--certificates"),
        ({"certificates": "/nonexistent"}, "--certificates"),
        ({"issuer": "https://it's"}, "HCN_AUTH_ISSUER"),
    ],
)
def test_what_cannot_be_right_is_said(
    install: Install, tmp_path: Path, options: dict[str, str], named: str
):
    outcome = install(**options)
    assert outcome.status == 1
    assert outcome.err.startswith(named)
    assert not (tmp_path / ".env").exists()


def test_everything_wrong_is_said_at_once(install: Install):
    outcome = install(host="x y", jwks="", mail_from="")
    assert len(outcome.err.splitlines()) == 3


def test_a_password_with_spaces_and_signs_reaches_the_settings(
    install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("HCN_SMTP_PASSWORD", 'a b#c"d=é')
    assert install(mail_user="hcn").status == 0
    assert read(tmp_path)["HCN_SMTP_PASSWORD"] == 'a b#c"d=é'


def test_a_certificate_for_this_host_is_taken(install: Install, tmp_path: Path):
    Authority(tmp_path / "authority").issue(tmp_path, ["*.example.vn"])
    outcome = install(certificates=str(tmp_path))
    assert outcome.status == 0, outcome.err
    assert read(tmp_path)["HCN_CERTIFICATES"] == str(tmp_path)


@pytest.mark.parametrize("hosts", [["another.example.vn"], ["example.vn"], ["*.vn"]])
def test_a_certificate_for_another_host_is_refused(
    install: Install, tmp_path: Path, hosts: list[str]
):
    Authority(tmp_path / "authority").issue(tmp_path, hosts)
    outcome = install(certificates=str(tmp_path))
    assert outcome.is_refused_with_a_sentence
    assert "sangtao.example.vn" in outcome.err


def test_a_certificate_with_another_key_is_refused(install: Install, tmp_path: Path):
    authority = Authority(tmp_path / "authority")
    authority.issue(tmp_path, ["sangtao.example.vn"])
    (tmp_path / "other").mkdir()
    authority.issue(tmp_path / "other", ["sangtao.example.vn"])
    (tmp_path / "other" / "key.pem").replace(tmp_path / "key.pem")
    assert install(certificates=str(tmp_path)).is_refused_with_a_sentence


def test_an_open_port_of_nats_brings_its_compose_file(install: Install, tmp_path: Path):
    assert install(nats_port="4222").status == 0
    made = read(tmp_path)
    assert made["COMPOSE_FILE"] == "compose.yaml:compose.nats.yaml"
    assert made["HCN_NATS_OUTSIDE_URL"] == "tls://sangtao.example.vn:4222"
