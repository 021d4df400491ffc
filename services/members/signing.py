"""Signs what a certificate's QR code says, so that anyone can check it without asking us.

A compact JWS (RFC 7515) with `alg` Ed25519 (RFC 9864) and `kid`. Keys rotate by putting a new one
first in the file; old ones stay in it, so that old papers are still checked. The file is read again
when it changes.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from services.members.settings import Settings
from shared.settings import SettingsError

ALGORITHM = "Ed25519"
CURVE: Literal["Ed25519"] = "Ed25519"
KEY_ID_LETTERS = 8
NAME_LETTERS = 80
"""A longer name is cut in the QR code, which must stay readable; the page says so with `…`."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What the code vouches for: that this certificate was issued. Never that it still counts."""

    number: str
    name: str
    issued_on: date
    valid_until: date | None

    def payload(self) -> bytes:
        name = self.name
        if len(name) > NAME_LETTERS:
            name = name[: NAME_LETTERS - 1] + "…"
        plain = {"n": self.number, "s": name, "i": self.issued_on.isoformat()}
        if self.valid_until is not None:
            plain["u"] = self.valid_until.isoformat()
        return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one file."""

    signing: str
    by_id: dict[str, OKPKey]

    def sign(self, statement: Statement) -> str:
        """The same statement under the same key gives the same text."""
        header = {"alg": ALGORITHM, "kid": self.signing}
        key = self.by_id[self.signing]
        return jws.serialize_compact(header, statement.payload(), key, algorithms=[ALGORITHM])

    def public(self) -> list[dict[str, Any]]:
        """Every key's public part as a JWK."""
        return [key.as_dict(private=False) | {"kid": id} for id, key in self.by_id.items()]


def keys_of(settings: Settings) -> Keys:
    """The keys as they are now. Raises SettingsError when the file holds none to sign with."""
    path = settings.certificate_keys
    if path is None:
        path = settings.files_dir / "certificate-keys.json"
        _make_once(path)
    try:
        return _read(path, path.stat().st_mtime_ns)
    except (OSError, ValueError, TypeError, KeyError, JoseError) as error:
        raise SettingsError(f"HCN_CERTIFICATE_KEYS: {path} is no JWK Set ({error}).") from None


def check_url(verify_url: str, token: str) -> str:
    """What the QR code opens: the statement stands in the fragment, which no server is sent."""
    if "." not in token:  # printed before the codes were signed
        return f"{verify_url}?token={token}"
    return f"{verify_url.rpartition('/')[0]}/check#{token}"


def _make_once(path: Path) -> None:
    """Whoever is second finds the first one's file."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    key = OKPKey.generate_key(CURVE)
    content = json.dumps({"keys": [key.as_dict(private=True)]})
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    aside.touch(mode=0o600)
    aside.write_text(content)
    try:
        os.link(aside, path)
    except FileExistsError:
        pass
    finally:
        aside.unlink()


@lru_cache(maxsize=4)
def _read(path: Path, _changed_ns: int) -> Keys:
    found = {}
    signing = None
    for plain in json.loads(path.read_text())["keys"]:
        key = OKPKey.import_key(plain)
        if key.curve_name != CURVE:
            raise ValueError(f"a key is for {key.curve_name}")
        id = str(plain.get("kid") or key.thumbprint()[:KEY_ID_LETTERS])
        found[id] = key
        if signing is None and key.is_private:
            signing = id
    if signing is None:
        raise ValueError("no key has its private part")
    return Keys(signing, found)
