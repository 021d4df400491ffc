"""Which characters a text may hold: none that PostgreSQL, XML or a calendar stumbles over."""

from __future__ import annotations

import unicodedata

FORBIDDEN = "\ufffe\uffff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""No characters at all, and those that turn the direction of what follows."""


def holds_control(text: str) -> bool:
    """Whether there is a control character besides line breaks and tabs, or half a character."""
    return any(_is_control(one) for one in text)


def _is_control(one: str) -> bool:
    kind = unicodedata.category(one)
    return (one not in "\n\t" and kind in ("Cc", "Cs", "Zl", "Zp")) or one in FORBIDDEN
