"""The embedded issuer: usable tokens, on 127.0.0.1 only."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from deploy.embedded.folder import DataFolder
from deploy.embedded.issuer import ALGORITHM, IssuerRefused, Person, ensure_issuer, issue_token

NOW = datetime(2026, 11, 20, 1, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    made = DataFolder(tmp_path)
    ensure_issuer(made)
    return made


def test_a_token_is_checked_with_the_published_keys(folder: DataFolder) -> None:
    person = Person(["member", "host"], member_id="m1", host_id="h1", subject="lan")
    token = issue_token(folder, person, NOW, timedelta(hours=12))
    published = json.loads(folder.jwks_file.read_text())
    claims = jwt.decode(token, KeySet.import_key_set(published), algorithms=[ALGORITHM]).claims
    assert claims["roles"] == ["member", "host"]
    assert (claims["sub"], claims["email"]) == ("lan", "lan@example.test")
    assert (claims["member_id"], claims["host_id"]) == ("m1", "h1")
    assert claims["exp"] - claims["iat"] == 12 * 3600
    assert "d" not in published["keys"][0]


def test_the_key_stays(folder: DataFolder) -> None:
    before = folder.jwks_file.read_text()
    ensure_issuer(folder)
    assert folder.jwks_file.read_text() == before
    assert folder.issuer_key.stat().st_mode & 0o777 == 0o600


def test_no_token_where_others_can_reach_the_network(folder: DataFolder) -> None:
    folder.write_run({"services": {"members": "http://10.0.0.5:8101"}})
    with pytest.raises(IssuerRefused, match=r"127\.0\.0\.1 only"):
        issue_token(folder, Person(["officer"]), NOW, timedelta(hours=1))


def test_no_token_without_a_network(tmp_path: Path) -> None:
    with pytest.raises(IssuerRefused, match="hcn up"):
        issue_token(DataFolder(tmp_path), Person(["officer"]), NOW, timedelta(hours=1))
