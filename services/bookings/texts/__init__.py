"""Sentences and code lists of the bookings service, in both languages, joined from its topics."""

from __future__ import annotations

from collections.abc import Mapping

from services.bookings.texts import (
    after,
    asking,
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

SENTENCES: dict[str, Text] = {
    **sentences.SENTENCES,
    **series.SENTENCES,
    **fair_share.SENTENCES,
    **after.SENTENCES,
    **standing.SENTENCES,
    **asking.SENTENCES,
    **stock.SENTENCES,
    **places.SENTENCES,
    **permits.SENTENCES,
    **asking.SENTENCES,
    **places.SENTENCES,
    **stock.SENTENCES,
    **waiting.SENTENCES,
    **weather.SENTENCES,
    **asking.SENTENCES,
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
    fair_share.LABELS,
    after.LABELS,
    standing.LABELS,
    asking.LABELS,
    stock.LABELS,
    places.LABELS,
    permits.LABELS,
    asking.LABELS,
    places.LABELS,
    stock.LABELS,
    waiting.LABELS,
    weather.LABELS,
    asking.LABELS,
    stock.LABELS,
    after.LABELS,
    standing.LABELS,
)


def in_words(list_name: str, code: str) -> Label:
    """A code as a value of a sentence; lists are open, so an unlisted code is its own name."""
    return Label(code, VOCABULARY[list_name].get(code) or Text(code, code))
