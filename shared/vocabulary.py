"""Codes and what people call them. Lists are open: a code that is not listed stands for itself."""

from __future__ import annotations

from shared.events.base import Bilingual, Coded
from shared.texts import Text, Vocabulary


def label_of(vocabulary: Vocabulary, list_name: str, code: str) -> Text:
    """What a code of a list is called."""
    return vocabulary[list_name].get(code) or Text(code, code)


def coded(vocabulary: Vocabulary, list_name: str, code: str) -> Coded:
    """A code with its labels, as events and answers carry it."""
    label = label_of(vocabulary, list_name, code)
    return Coded(code=code, label=Bilingual(vi=label.vi, en=label.en))
