"""Sentences and code lists of the bookings service, in both languages, joined from its topics."""

from __future__ import annotations

from collections.abc import Mapping

from services.bookings.texts import (
    after,
    asking,
    labels,
    places,
    sentences,
    series,
    standing,
    stock,
)
from shared.texts import Label, Text, Vocabulary

SENTENCES: dict[str, Text] = {
    **sentences.SENTENCES,
    **series.SENTENCES,
    **asking.SENTENCES,
    **places.SENTENCES,
    **stock.SENTENCES,
    **after.SENTENCES,
    **standing.SENTENCES,
}


def _joined(*topics: Mapping[str, Mapping[str, Text]]) -> dict[str, dict[str, Text]]:
    """Lists by name; a topic may add codes to a list of another."""
    lists: dict[str, dict[str, Text]] = {}
    for topic in topics:
        for name, labels_of_list in topic.items():
            lists.setdefault(name, {}).update(labels_of_list)
    return lists


VOCABULARY: Vocabulary = _joined(
    labels.LABELS,
    series.LABELS,
    asking.LABELS,
    places.LABELS,
    stock.LABELS,
    after.LABELS,
    standing.LABELS,
)


def in_words(list_name: str, code: str) -> Label:
    """A code as a value of a sentence; lists are open, so an unlisted code is its own name."""
    return Label(code, VOCABULARY[list_name].get(code) or Text(code, code))
