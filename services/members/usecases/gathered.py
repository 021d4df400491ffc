"""What a closed file is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from services.members.texts.vocabulary import VOCABULARY
from shared.texts import Text
from shared.vocabulary import label_of

Fact = tuple[str, Text]
"""Code of `texts.closed_files.FACTS` and what it is."""


@dataclass(frozen=True, slots=True)
class Part:
    """A document of the file, as it lies in the store."""

    path: str
    title: Text
    media_type: str
    sha256: str


@dataclass(slots=True)
class Gathered:
    """A file as it is now."""

    kind: str
    row: Any
    title: str
    number: str | None
    status: str
    labels: dict[str, Text]
    """Of its states."""
    facts: list[Fact]
    parts: list[Part] = field(default_factory=list)
    subjects: list[tuple[str, UUID]] = field(default_factory=list)
    """What the trail of the file is about."""
    open_matters: list[str] = field(default_factory=list)


def plain(value: object) -> Text:
    return Text(str(value), str(value))


def coded_text(list_name: str, code: str) -> Text:
    return label_of(VOCABULARY, list_name, code)


def optional(*facts: tuple[str, str | None]) -> list[Fact]:
    return [(code, plain(value)) for code, value in facts if value]
