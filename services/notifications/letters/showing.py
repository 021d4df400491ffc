"""How values stand in a letter: dates as Hanoi reads them, labels in the reader's language.

Every value that is not markup of our own is escaped, so that a name or a reason can carry any
character and never becomes a heading, a link or a list.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime

from markupsafe import Markup

from shared.clock import HANOI
from shared.events.base import Bilingual, Coded, Reference
from shared.texts import Locale, Text

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def escape(text: str) -> str:
    """Markdown's signs lose their meaning; white space becomes single spaces."""
    normal = unicodedata.normalize("NFC", " ".join(text.split()))
    return _PUNCTUATION.sub(r"\\\1", normal)


def show_day(value: date, locale: Locale) -> str:
    """15/01/2027 · 15 January 2027."""
    if locale == "vi":
        return f"{value:%d/%m/%Y}"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def show_moment(value: datetime, locale: Locale) -> str:
    """15/01/2027 09:00 · 15 January 2027, 09:00, in Hanoi."""
    local = value.astimezone(HANOI)
    between = " " if locale == "vi" else ", "
    return f"{show_day(local.date(), locale)}{between}{local:%H:%M}"


def show_period(start: datetime, end: datetime, locale: Locale) -> str:
    """A span in Hanoi; the day is said once when it is the same."""
    first, last = start.astimezone(HANOI), end.astimezone(HANOI)
    if first.date() != last.date():
        return f"{show_moment(start, locale)} – {show_moment(end, locale)}"
    if locale == "vi":
        return f"{first:%H:%M} – {last:%H:%M}, ngày {show_day(first.date(), locale)}"
    return f"{show_day(first.date(), locale)}, {first:%H:%M} – {last:%H:%M}"


def say(value: object, locale: Locale) -> str:
    """A value as plain text for people."""
    if isinstance(value, Text):
        return value.say(locale)
    if isinstance(value, Coded):
        return say(value.label, locale)
    if isinstance(value, Bilingual):
        return value.en or value.vi if locale == "en" else value.vi
    if isinstance(value, Reference):
        return value.name
    if isinstance(value, datetime):
        return show_moment(value, locale)
    if isinstance(value, date):
        return show_day(value, locale)
    return str(value)


def make_finalize(locale: Locale) -> Callable[[object], str]:
    """What Jinja does with each `{{ … }}`."""

    def finalize(value: object) -> str:
        return value if isinstance(value, Markup) else escape(say(value, locale))

    return finalize


def quote(text: str) -> Markup:
    """A person's own words as a block quote, line by line."""
    lines = [escape(line) for line in text.splitlines() if line.strip()]
    return Markup("\\\n".join(f"> {line}" for line in lines))
