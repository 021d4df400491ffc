"""Lines of iCalendar (RFC 5545): text escaped, CR LF at the end, folded at 75 bytes.

Written here, and read back with two libraries in the tests: a venue's year is thousands of entries,
of which a library writes a thousand in a second.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

LONGEST = 75
"""Bytes of a line without its end; a folded one goes on after a blank."""
ESCAPES = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})


def say(text: str) -> str:
    """A value of the type TEXT."""
    return text.translate(ESCAPES)


def at(instant: datetime) -> str:
    """A value of the type DATE-TIME, in UTC."""
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def write(lines: Iterable[str]) -> bytes:
    """The document of these lines."""
    return b"".join(_folded(line.encode()) + b"\r\n" for line in lines)


def _folded(line: bytes) -> bytes:
    parts = []
    room = LONGEST
    while len(line) > room:
        end = room
        while line[end] & 0xC0 == 0x80:  # never within a character
            end -= 1
        parts.append(line[:end])
        line, room = line[end:], LONGEST - 1
    return b"\r\n ".join([*parts, line])
