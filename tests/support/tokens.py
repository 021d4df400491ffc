"""Tokens of a test issuer, for the services that run in the test's own process."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from joserfc import jwt
from joserfc.jwk import KeySet, OKPKey

ISSUER = "http://127.0.0.1/test-issuer"
KEY = OKPKey.generate_key("Ed25519", {"kid": "test"})


def write_jwks(folder: Path) -> Path:
    path = folder / "jwks.json"
    path.write_text(json.dumps(KeySet([KEY]).as_dict(private=False)))
    return path


def make_token(
    now: datetime,
    *roles: str,
    sub: str | None = None,
    member: UUID | str | None = None,
    host: UUID | str | None = None,
    **claims: object,
) -> str:
    """A token valid for a year; its subject is the role's name unless `sub` says otherwise."""
    body = {
        "iss": ISSUER,
        "aud": "hcn",
        "sub": sub or (roles[0] if roles else "someone"),
        "exp": int((now + timedelta(days=365)).timestamp()),
        "roles": list(roles),
        "name": "Người dùng mẫu",
        **({"member_id": str(member)} if member else {}),
        **({"host_id": str(host)} if host else {}),
        **claims,
    }
    return jwt.encode({"alg": "Ed25519", "kid": "test"}, body, KEY, algorithms=["Ed25519"])
