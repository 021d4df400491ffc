"""NATS' decentralised credentials: JWTs signed with Ed25519 "nkeys".

The operator signs accounts, an account signs its users, and the server checks the chain. Nothing
here talks to a server or a disk. Format: https://docs.nats.io/reference/reference-protocols/nats-protocol
and https://github.com/nats-io/jwt (version 2).
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import time
from collections.abc import Mapping
from typing import Any, Literal

import nkeys

Kind = Literal["operator", "account", "user"]

_PREFIX: dict[Kind, int] = {
    "operator": nkeys.PREFIX_BYTE_OPERATOR,
    "account": nkeys.PREFIX_BYTE_ACCOUNT,
    "user": nkeys.PREFIX_BYTE_USER,
}
_HEADER = {"typ": "JWT", "alg": "ed25519-nkey"}


class Key:
    """An Ed25519 key pair in NATS' notation. `seed` is the secret, `public` its public name."""

    def __init__(self, seed: str) -> None:
        self.seed = seed
        self._pair = nkeys.from_seed(bytearray(seed, "ascii"))
        self.public: str = bytes(self._pair.public_key).decode().rstrip("=")

    @classmethod
    def create(cls, kind: Kind) -> Key:
        """A new random key of an operator, an account or a user."""
        return cls(nkeys.encode_seed(os.urandom(32), _PREFIX[kind]).decode())

    def sign(self, data: bytes) -> bytes:
        """The raw 64-byte signature."""
        return bytes(self._pair.sign(data))


def encode(
    kind: Kind,
    name: str,
    subject: str,
    signer: Key,
    nats: Mapping[str, Any],
    *,
    issued_at: int | None = None,
) -> str:
    """A signed JWT about the public key `subject`.

    `nats` holds the claims of its kind (limits, permissions …). `issued_at` is in seconds since
    1970 and matters for revocation: what was issued at or before a revocation's time is refused.
    """
    claims: dict[str, Any] = {
        "iat": int(time.time()) if issued_at is None else issued_at,
        "iss": signer.public,
        "name": name,
        "sub": subject,
        "nats": {**nats, "type": kind, "version": 2},
    }
    digest = hashlib.sha256(_compact({**claims, "jti": ""})).digest()
    claims["jti"] = base64.b32encode(digest).decode().rstrip("=")
    text = f"{_b64(_compact(_HEADER))}.{_b64(_compact(claims))}"
    return f"{text}.{_b64(signer.sign(text.encode()))}"


def decode(token: str) -> dict[str, Any]:
    """The claims of a JWT, unchecked: for reading back what we wrote ourselves."""
    body = token.split(".")[1]
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return claims


def credentials(user_jwt: str, key: Key) -> str:
    """The text of a `.creds` file, which every NATS client reads."""
    return (
        f"-----BEGIN NATS USER JWT-----\n{user_jwt}\n------END NATS USER JWT------\n\n"
        f"-----BEGIN USER NKEY SEED-----\n{key.seed}\n------END USER NKEY SEED------\n"
    )


def _compact(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
