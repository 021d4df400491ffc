"""Every text that a person sees exists in Vietnamese and English, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any, Literal

Locale = Literal["vi", "en"]
DEFAULT_LOCALE: Locale = "vi"


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence or label with `{placeholders}`, in both languages."""

    vi: str
    en: str

    def say(self, locale: Locale, /, **values: Any) -> str:
        """The text in one language with its placeholders filled; a missing value shows as `…`."""
        template = self.vi if locale == "vi" else self.en
        return template.format_map(_Shown(locale, values))

    def placeholders(self) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(self.vi) if name}


@dataclass(frozen=True, slots=True)
class Label:
    """A code as a value of a sentence: people read its name, programs its code."""

    code: str
    text: Text


class _Shown(dict[str, Any]):
    """Placeholder values as people read them: a Text in the reader's language."""

    def __init__(self, locale: Locale, values: Mapping[str, Any]) -> None:
        super().__init__({name: _show(value, locale) for name, value in values.items()})

    def __missing__(self, key: str) -> str:
        return "…"


def _show(value: Any, locale: Locale) -> Any:
    if isinstance(value, Label):
        return value.text.say(locale)
    if isinstance(value, Text):
        return value.say(locale)
    if isinstance(value, (list, tuple, set, frozenset)):
        return ", ".join(str(_show(one, locale)) for one in value)
    if isinstance(value, float):
        number = f"{value:.10g}"
        return number.replace(".", ",") if locale == "vi" else number
    return value


Vocabulary = Mapping[str, Mapping[str, Text]]
"""Code lists: list name → code → label."""


def choose_locale(accept_language: str | None) -> Locale:
    """The caller's language from `Accept-Language`; Vietnamese when it names neither of ours."""
    best: tuple[float, Locale] = (0.0, DEFAULT_LOCALE)
    for part in (accept_language or "").split(","):
        tag, _, quality = part.strip().partition(";q=")
        language = tag.split("-")[0].lower()
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            continue
        if language in ("vi", "en") and weight > best[0]:
            best = (weight, "en" if language == "en" else "vi")
    return best[1]
