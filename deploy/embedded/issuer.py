"""The embedded token issuer: it vouches for whoever asks, so it exists on 127.0.0.1 only.

It stands in for the city's OpenID provider in development, demo and tests. Roles, member and host
come from the token's claims.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from joserfc import jwt
from joserfc.jwk import OKPKey

from deploy.embedded.folder import DataFolder
from deploy.embedded.network import AUDIENCE, ISSUER
from deploy.files import write_json, write_private

ALGORITHM = "Ed25519"


class IssuerRefused(Exception):
    """No token is given out; the text says why."""


@dataclass(frozen=True, slots=True)
class Person:
    """Whom a token speaks of; what is not given follows from the first role."""

    roles: list[str]
    member_id: str | None = None
    host_id: str | None = None
    subject: str | None = None
    name: str | None = None
    email: str | None = None
    locale: str = "vi"


def ensure_issuer(folder: DataFolder) -> None:
    """Make the signing key once, and the public keys that services check with."""
    if not folder.issuer_key.is_file():
        key = OKPKey.generate_key("Ed25519", {"kid": uuid.uuid4().hex, "use": "sig"})
        write_private(folder.issuer_key, json.dumps(key.as_dict(private=True)))
    public = OKPKey.import_key(json.loads(folder.issuer_key.read_text())).as_dict(private=False)
    write_json(folder.jwks_file, {"keys": [public | {"alg": ALGORITHM}]})


def issue_token(folder: DataFolder, person: Person, now: datetime, lifetime: timedelta) -> str:
    """A bearer token, valid from `now` (the network's clock). Raises IssuerRefused."""
    _require_loopback(folder)
    if not folder.issuer_key.is_file():
        raise IssuerRefused(f"{folder.path} holds no network yet; start one with `hcn up`")
    subject = person.subject or person.roles[0]
    claims: dict[str, Any] = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": subject,
        "iat": int(now.timestamp()),
        "exp": int((now + lifetime).timestamp()),
        "jti": uuid.uuid4().hex,
        "roles": person.roles,
        "name": person.name or subject,
        "email": person.email or f"{subject}@example.test",
        "locale": person.locale,
    }
    if person.member_id:
        claims["member_id"] = person.member_id
    if person.host_id:
        claims["host_id"] = person.host_id
    key = OKPKey.import_key(json.loads(folder.issuer_key.read_text()))
    header = {"alg": ALGORITHM, "kid": key.kid, "typ": "JWT"}
    return jwt.encode(header, claims, key, algorithms=[ALGORITHM])


def _require_loopback(folder: DataFolder) -> None:
    run = folder.read_run() or {}
    for name, url in run.get("services", {}).items():
        if urlsplit(url).hostname != "127.0.0.1":
            raise IssuerRefused(
                f"{name} listens on {url}. The embedded issuer trusts everyone on this machine, "
                "so it works on 127.0.0.1 only; use your OpenID provider's tokens."
            )
