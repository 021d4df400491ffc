"""Words of names, and which of them a word with one slip of the keyboard may have meant.

A slip is one letter too many, one missing, one wrong, or two neighbours swapped. Two words one slip
apart share a form in which each lacks at most one letter; that makes them findable by an index,
whatever the number of names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

WORD = re.compile(r"[^\W_]+")
SHORTEST, LONGEST = 2, 40
SHORTEST_TO_CORRECT = 3
"""With one letter of two changed everything is near everything."""
MOST_ALTERNATIVES = 6


def words_of(folded: str) -> set[str]:
    """The words of a folded name that are worth knowing."""
    return {word for word in WORD.findall(folded) if SHORTEST <= len(word) <= LONGEST}


def forms_of(word: str) -> set[str]:
    """The word, and each form of it that lacks one letter."""
    return {word, *(word[:n] + word[n + 1 :] for n in range(len(word)))}


def halves_of(word: str) -> list[tuple[str, str]]:
    """Two words that may have been written as one."""
    ends = range(SHORTEST, len(word) - SHORTEST + 1)
    return [(word[:end], word[end:]) for end in ends]


def is_one_slip(one: str, other: str) -> bool:
    """Whether two words are one slip apart, or the same."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((n for n, letter in enumerate(short) if letter != long[n]), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = long[:at] + long[at + 1 : at + 2] + long[at] + long[at + 2 :]
    return short[at + 1 :] == long[at + 1 :] or short == swapped


def alternatives_to(word: str, known: Iterable[str]) -> list[str]:
    """What a word may have meant, of the words that are known: itself first, then what begins as
    it does; else the two words that it is made of."""
    among = set(known)
    near = [one for one in among if is_one_slip(word, one)]
    if near:
        near.sort(key=lambda one: (one != word, one[0] != word[0], one))
        return near[:MOST_ALTERNATIVES]
    return [f"{a} {b}" for a, b in halves_of(word) if a in among and b in among][:MOST_ALTERNATIVES]
