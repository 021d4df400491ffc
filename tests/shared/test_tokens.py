"""A token that was verified once is remembered, and refused as before when it no longer holds."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, OKPKey

from shared.auth import tokens
from shared.auth.tokens import LEEWAY_SECONDS, TokenReader
from shared.clock import FixedClock
from shared.errors import NotSignedIn
from shared.settings import ServiceSettings
from tests.support.running import START
from tests.support.tokens import ISSUER, make_token, write_jwks

LEEWAY = timedelta(seconds=LEEWAY_SECONDS)


def make_reader(folder: Path) -> tuple[TokenReader, FixedClock]:
    clock = FixedClock(START)
    settings = ServiceSettings(auth_jwks=str(write_jwks(folder)), auth_issuer=ISSUER)
    return TokenReader(settings, clock), clock


def instant(after: timedelta) -> int:
    return int((START + after).timestamp())


async def test_a_signature_is_checked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    reader, _ = make_reader(tmp_path)
    token = make_token(START, "officer")
    first = await reader.read(token)

    monkeypatch.setattr(tokens.jwt, "decode", lambda *_, **__: pytest.fail("checked again"))
    assert await reader.read(token) == first


async def test_a_remembered_token_ends_with_its_time(tmp_path: Path):
    reader, clock = make_reader(tmp_path)
    token = make_token(START, "officer", exp=instant(timedelta(minutes=5)))
    await reader.read(token)

    clock.advance(timedelta(minutes=5) + LEEWAY)
    await reader.read(token)
    clock.advance(timedelta(seconds=1))
    for _ in range(2):  # also when it is no longer remembered
        with pytest.raises(NotSignedIn) as refused:
            await reader.read(token)
        assert refused.value.failures[0].code == "token_expired"


async def test_a_token_of_the_future_is_refused_until_its_time_has_come(tmp_path: Path):
    reader, clock = make_reader(tmp_path)
    token = make_token(START, "officer", nbf=instant(timedelta(minutes=5)))
    with pytest.raises(NotSignedIn):
        await reader.read(token)
    clock.advance(timedelta(minutes=5))
    assert (await reader.read(token)).subject == "officer"


async def test_a_token_that_differs_in_one_letter_is_not_the_remembered_one(tmp_path: Path):
    reader, _ = make_reader(tmp_path)
    token = make_token(START, "officer")
    await reader.read(token)
    other = token[:-10] + ("A" if token[-10] != "A" else "B") + token[-9:]
    with pytest.raises(NotSignedIn):
        await reader.read(other)


async def test_new_keys_forget_what_the_old_ones_signed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(tokens, "REFETCH_SECONDS", 0.0)
    reader, _ = make_reader(tmp_path)
    old = make_token(START, "officer")
    await reader.read(old)

    key = OKPKey.generate_key("Ed25519", {"kid": "next"})
    (tmp_path / "jwks.json").write_text(json.dumps(KeySet([key]).as_dict(private=False)))
    claims = {"iss": ISSUER, "aud": "hcn", "sub": "someone", "exp": instant(timedelta(days=1))}
    header = {"alg": "Ed25519", "kid": "next"}
    new = jwt.encode(header, claims, key, algorithms=["Ed25519"])
    assert (await reader.read(new)).subject == "someone"
    with pytest.raises(NotSignedIn):
        await reader.read(old)


async def test_only_so_many_are_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tokens, "MOST_REMEMBERED", 3)
    reader, _ = make_reader(tmp_path)
    for number in range(10):
        await reader.read(make_token(START, "member", sub=f"person {number}"))
    assert len(reader._verified) == 3
