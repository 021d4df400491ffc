"""Codes for checking in: a short signed token for one date, of which only its id can be read.

    1 byte kind · 16 bytes id of the date · 10 bytes of HMAC-SHA256      → 36 characters

`door` hangs at the door or stands on the host's screen: whoever scans it is there, so it needs no
sign-in, and the member cannot have it beforehand. `pass` is in the member's hands: it says who
comes, and the host scans it. Neither can be turned into the other; 80 bits cannot be guessed
through a door that answers over a network.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

DOOR, PASS = "door", "pass"
_KINDS = {DOOR: b"d", PASS: b"p"}
_OF_BYTE = {byte: kind for kind, byte in _KINDS.items()}
_MAC_BYTES = 10
_LENGTH = 1 + 16 + _MAC_BYTES
_PURPOSE = b"hcn/bookings/check-in/1\0"


@dataclass(frozen=True, slots=True)
class CheckInCode:
    """What a valid token says."""

    kind: str
    date_id: UUID


def write_code(kind: str, date_id: UUID, secret: bytes) -> str:
    """The token of a date; the same every time, so that a printed one stays good."""
    said = _KINDS[kind] + date_id.bytes
    return base64.urlsafe_b64encode(said + _sign(said, secret)).decode()


def read_code(token: str, secrets: Iterable[bytes]) -> CheckInCode | None:
    """What a token says; None when none of our secrets made it."""
    try:
        raw = base64.b64decode(token, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    if len(raw) != _LENGTH or raw[:1] not in _OF_BYTE:
        return None
    said, mac = raw[:-_MAC_BYTES], raw[-_MAC_BYTES:]
    if not any(hmac.compare_digest(_sign(said, secret), mac) for secret in secrets):
        return None
    return CheckInCode(_OF_BYTE[said[:1]], UUID(bytes=said[1:]))


def _sign(said: bytes, secret: bytes) -> bytes:
    return hmac.new(secret, _PURPOSE + said, hashlib.sha256).digest()[:_MAC_BYTES]
