"""Sentences and code lists of the bookings service, in both languages, joined from its topics."""

from __future__ import annotations

from collections.abc import Mapping

from services.bookings.texts import (
    after,
    asking,
    erasures,
    fair_share,
    labels,
    permits,
    places,
    sentences,
    series,
    standing,
    stock,
    waiting,
    weather,
)
from shared.texts import Label, Text, Vocabulary

TOPICS = (
    sentences,
    series,
    asking,
    stock,
    places,
    waiting,
    weather,
    fair_share,
    permits,
    after,
    standing,
    erasures,
)
"""No sentence stands in two of them: the later one would take the place of the first in silence."""


def _joined(*topics: Mapping[str, Mapping[str, Text]]) -> dict[str, dict[str, Text]]:
    """Lists by name; a topic may add codes to a list of another."""
    lists: dict[str, dict[str, Text]] = {}
    for topic in topics:
        for name, labels_of_list in topic.items():
            lists.setdefault(name, {}).update(labels_of_list)
    return lists


SENTENCES: dict[str, Text] = {
    code: text for topic in TOPICS for code, text in topic.SENTENCES.items()
}
VOCABULARY: Vocabulary = _joined(labels.LABELS, *(topic.LABELS for topic in TOPICS))


def in_words(list_name: str, code: str) -> Label:
    """A code as a value of a sentence; lists are open, so an unlisted code is its own name."""
    return Label(code, VOCABULARY[list_name].get(code) or Text(code, code))
