"""NATS' credentials: keys, signatures, files."""

from __future__ import annotations

import base64

import nkeys
import pytest

from deploy.nats.jwt import Key, Kind, credentials, decode, encode


@pytest.mark.parametrize(("kind", "letter"), [("operator", "O"), ("account", "A"), ("user", "U")])
def test_a_key_is_named_by_its_kind(kind: Kind, letter: str) -> None:
    key = Key.create(kind)
    assert key.public[0] == letter
    assert len(key.public) == 56
    assert key.seed.startswith(f"S{letter}")


def test_a_key_comes_back_from_its_seed() -> None:
    key = Key.create("user")
    assert Key(key.seed).public == key.public


def test_a_jwt_is_signed_by_its_issuer() -> None:
    account, user = Key.create("account"), Key.create("user")
    token = encode("user", "press", user.public, account, {"subs": 1}, issued_at=7)
    claims = decode(token)
    assert (claims["iss"], claims["sub"], claims["iat"]) == (account.public, user.public, 7)
    assert claims["nats"] == {"subs": 1, "type": "user", "version": 2}
    text, _, signature = token.rpartition(".")
    raw = base64.urlsafe_b64decode(signature + "==")
    assert nkeys.from_seed(bytearray(account.seed, "ascii")).verify(text.encode(), raw)
    with pytest.raises(nkeys.ErrInvalidSignature):
        nkeys.from_seed(bytearray(user.seed, "ascii")).verify(text.encode(), raw)


def test_a_credentials_file_holds_token_and_seed() -> None:
    key = Key.create("user")
    text = credentials("a.b.c", key)
    assert "-----BEGIN NATS USER JWT-----\na.b.c\n" in text
    assert f"-----BEGIN USER NKEY SEED-----\n{key.seed}\n" in text
