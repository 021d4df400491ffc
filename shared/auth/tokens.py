"""Bearer tokens of the city's issuer: JWTs, checked against its published keys.

The keys come from an https URL, fetched again when a token names an unknown one (at most once in
ten seconds), or in the embedded mode from a file. A signature is checked once: what a token said is
remembered under its digest until the keys are fetched anew; its times are looked at every time.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import math
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from shared.auth.caller import ROLES, Caller
from shared.clock import Clock
from shared.errors import Failure, NotSignedIn, Unavailable
from shared.settings import ServiceSettings

ALGORITHMS = ["EdDSA", "Ed25519", "ES256", "RS256"]
LEEWAY_SECONDS = 60
REFETCH_SECONDS = 10.0
MOST_REMEMBERED = 2_000
"""Tokens; about 2 MB. The oldest goes first."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What a token said whose signature held."""

    caller: Caller
    expiry: float
    not_before: float


class TokenReader:
    """Turns a token into a Caller."""

    def __init__(self, settings: ServiceSettings, clock: Clock) -> None:
        self.settings = settings
        self.clock = clock
        self._keys: KeySet | None = None
        self._fetched = 0.0
        self._fetching = asyncio.Lock()
        self._verified: dict[bytes, Verified] = {}

    async def read(self, token: str) -> Caller:
        """The caller that a token names.

        Raises NotSignedIn when the token does not hold, Unavailable when the keys cannot be had.
        """
        digest = hashlib.sha256(token.encode()).digest()
        found = self._verified.get(digest)
        if found is None:
            found = await self._verify(token)
            self._remember(digest, found)
        now = self.clock.now().timestamp()
        if found.expiry + LEEWAY_SECONDS < now:
            del self._verified[digest]
            raise NotSignedIn(Failure("token_expired"))
        if found.not_before - LEEWAY_SECONDS > now:
            raise NotSignedIn(Failure("token_not_yet_valid"))
        return found.caller

    async def _verify(self, token: str) -> Verified:
        try:
            decoded = jwt.decode(token, await self._known_keys(), algorithms=ALGORITHMS)
        except (JoseError, ValueError):
            await self._fetch_again()
            try:
                decoded = jwt.decode(token, await self._known_keys(), algorithms=ALGORITHMS)
            except (JoseError, ValueError):
                raise NotSignedIn(Failure("token_not_valid")) from None
        return self._accept(decoded.claims)

    def _remember(self, digest: bytes, verified: Verified) -> None:
        if len(self._verified) >= MOST_REMEMBERED:
            del self._verified[next(iter(self._verified))]
        self._verified[digest] = verified

    def _accept(self, claims: dict[str, Any]) -> Verified:
        """Everything about the claims that time does not change."""
        audience = claims.get("aud")
        audiences = audience if isinstance(audience, list) else [audience]
        if claims.get("iss") != self.settings.auth_issuer:
            raise NotSignedIn(Failure("token_of_other_issuer"))
        if self.settings.auth_audience not in audiences:
            raise NotSignedIn(Failure("token_for_other_audience"))
        expiry, not_before = claims.get("exp"), claims.get("nbf")
        if not isinstance(expiry, (int, float)) or not math.isfinite(expiry):
            raise NotSignedIn(Failure("token_not_valid"))
        if not isinstance(claims.get("sub"), str) or not claims["sub"]:
            raise NotSignedIn(Failure("token_not_valid"))
        return Verified(
            caller=self._caller(claims),
            expiry=expiry,
            not_before=not_before if isinstance(not_before, (int, float)) else -math.inf,
        )

    def _caller(self, claims: dict[str, Any]) -> Caller:
        settings = self.settings
        roles = claims.get(settings.auth_claim_roles) if settings.auth_claim_roles else None
        return Caller(
            issuer=claims["iss"],
            subject=claims["sub"],
            roles=frozenset(_texts(roles)) & frozenset(ROLES),
            member_ids=tuple(_uuids(claims.get(settings.auth_claim_member))),
            host_ids=tuple(_uuids(claims.get(settings.auth_claim_host))),
            name=claims.get("name"),
            email=claims.get("email"),
            locale=claims.get("locale"),
        )

    async def _known_keys(self) -> KeySet:
        if self._keys is None:
            await self._fetch_again()
        if self._keys is None:
            raise Unavailable(Failure("issuer_away"))
        return self._keys

    async def _fetch_again(self) -> None:
        async with self._fetching:
            if self._keys is not None and time.monotonic() - self._fetched < REFETCH_SECONDS:
                return
            self._fetched = time.monotonic()
            try:
                self._keys = KeySet.import_key_set(await self._load())
                self._verified.clear()
            except (OSError, ValueError, JoseError):
                if self._keys is None:
                    raise Unavailable(Failure("issuer_away")) from None

    async def _load(self) -> Any:
        source = self.settings.auth_jwks
        if not source.startswith(("https://", "http://")):
            return json.loads(Path(source).read_text())  # noqa: ASYNC240 - a small local file
        # Imported here: with all it brings along it costs 7 MB that a file of keys does not need.
        import httpx

        try:
            async with httpx.AsyncClient(timeout=5, verify=self.settings.tls_context()) as client:
                answer = await client.get(source)
                answer.raise_for_status()
                return answer.json()
        except httpx.HTTPError as error:
            raise OSError(f"the keys cannot be fetched: {type(error).__name__}") from error


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return value.split()
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _uuids(value: Any) -> list[UUID]:
    found = []
    for text in _texts(value):
        try:
            found.append(UUID(text))
        except ValueError:
            raise NotSignedIn(Failure("token_not_valid")) from None
    return found
