"""Texts that follow from facts: slugs, the system's first draft, the languages of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from shared.texts import Text
from shared.vietnamese import fold

LONGEST_SLUG = 80
NAMELESS = "bai-viet"
SUMMARY = Text("{member} tổ chức tại {space}, {venue}.", "Held by {member} at {space}, {venue}.")


def slug_of(title: str, taken: Iterable[str] = ()) -> str:
    """The readable part of an address: the folded title, with `-2`, `-3` … where it is taken."""
    base = re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")[:LONGEST_SLUG].strip("-") or NAMELESS
    used = set(taken)
    slug, number = base, 1
    while slug in used:
        number += 1
        slug = f"{base}-{number}"
    return slug


def draft_summary(member: str, space: str, venue: str) -> tuple[str, str]:
    """The summary of an activity for which nobody wrote one, in Vietnamese and English."""
    values = {"member": member, "space": space, "venue": venue}
    return SUMMARY.say("vi", **values), SUMMARY.say("en", **values)


def languages_of(
    texts: Sequence[tuple[str | None, str | None] | None],
) -> list[Literal["vi", "en"]]:
    """Languages in which every text (a pair of Vietnamese and English, or None) is complete."""
    present = [text for text in texts if text is not None]
    languages: list[Literal["vi", "en"]] = []
    if all(text[0] for text in present):
        languages.append("vi")
    if all(text[1] for text in present):
        languages.append("en")
    return languages
