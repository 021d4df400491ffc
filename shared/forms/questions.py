"""Questions of a form: their kinds, and what a right answer to each kind is.

The values: `line`, `prose`, `web_address` text · `number` a number · `whole_number` an integer ·
`yes_no` true or false · `day` YYYY-MM-DD · `choice` the code of a choice · `choices` a list of such
codes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from shared.characters import holds_control
from shared.errors import Failure
from shared.texts import Label, Text

QUESTION_KINDS = {
    "line": Text("Một dòng chữ", "One line of text"),
    "prose": Text("Đoạn văn", "Free text"),
    "web_address": Text("Địa chỉ trang web", "Web address"),
    "number": Text("Số", "Number"),
    "whole_number": Text("Số nguyên", "Whole number"),
    "yes_no": Text("Có hoặc không", "Yes or no"),
    "day": Text("Ngày", "Date"),
    "choice": Text("Chọn một", "One choice"),
    "choices": Text("Chọn nhiều", "Several choices"),
}
LONGEST = {"line": 300, "prose": 10_000, "web_address": 500}
"""Characters that a text may have when its question does not say less."""
LARGEST = 10**15
"""A number further from zero is a slip, and JSON of other languages cannot hold it."""


@dataclass(frozen=True, slots=True)
class Title:
    """What an officer wrote for people; without English the Vietnamese stands for it."""

    vi: str
    en: str | None = None

    def as_text(self) -> Text:
        """For a sentence: braces in it are braces and no placeholders."""
        vi = _escape(self.vi)
        return Text(vi, _escape(self.en) if self.en else vi)


def _escape(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers that a question offers."""

    code: str
    title: Title


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `least` and `most` bound a number, the characters of a text or the choices."""

    code: str
    kind: str
    title: Title
    required: bool = False
    choices: tuple[Choice, ...] = ()
    help: Title | None = None
    least: float | None = None
    most: float | None = None
    not_for: tuple[str, ...] = ()
    """Sorts of people that need not answer, such as an informal group without a tax code."""

    def is_needed(self, sort: str | None) -> bool:
        return self.required and sort not in self.not_for

    @property
    def bounds(self) -> tuple[float, float]:
        """Fewest and most of what is bounded, whatever the question itself says."""
        least = -LARGEST if self.least is None else self.least
        most = LARGEST if self.most is None else self.most
        if self.kind in LONGEST:
            return max(least, 1), min(most, LONGEST[self.kind])
        if self.kind == "choices":
            return max(least, 1), min(most, len(self.choices))
        return least, most

    @property
    def labels(self) -> list[Label]:
        return [Label(one.code, one.title.as_text()) for one in self.choices]


def check_answer(question: Question, value: Any, field: str) -> list[Failure]:
    """Whether a value answers a question; never raises, whatever JSON it is."""
    return CHECKS[question.kind](question, value, field)


def _check_text(question: Question, value: Any, field: str) -> list[Failure]:
    if not isinstance(value, str):
        return [Failure("field_not_text", field=field)]
    if holds_control(value):
        return [Failure("field_has_control_characters", field=field)]
    return _check_length(question, len(value), field)


def _check_length(question: Question, length: int, field: str) -> list[Failure]:
    least, most = question.bounds
    if length > most:
        return [Failure("field_too_long", field=field, limit=_shown(most))]
    if length < least:
        return [Failure("field_too_short", field=field, limit=_shown(least))]
    return []


def _check_web_address(question: Question, value: Any, field: str) -> list[Failure]:
    found = _check_text(question, value, field)
    if found or (value.startswith(("https://", "http://")) and " " not in value):
        return found
    return [Failure("field_not_web_address", field=field)]


def _check_number(question: Question, value: Any, field: str) -> list[Failure]:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return [Failure("field_not_number", field=field)]
    least, most = question.bounds
    if value > most:
        return [Failure("field_too_large", field=field, limit=_shown(most))]
    if value >= least:
        return []
    nan = value != value  # the only number that is not itself
    code = "field_not_number" if nan else "field_too_small"
    return [Failure(code, field=field, **({} if nan else {"limit": _shown(least)}))]


def _shown(bound: float) -> float:
    """3 and not 3.0, as people write it."""
    return int(bound) if bound == int(bound) else bound


def _check_whole_number(question: Question, value: Any, field: str) -> list[Failure]:
    if isinstance(value, float):
        return [Failure("answer_not_whole_number", field=field)]
    return _check_number(question, value, field)


def _check_yes_no(_question: Question, value: Any, field: str) -> list[Failure]:
    return [] if isinstance(value, bool) else [Failure("field_not_boolean", field=field)]


def _check_day(_question: Question, value: Any, field: str) -> list[Failure]:
    try:
        # Only the long form of a date: people write it into the field, programs sort by it.
        good = isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        good = False
    return [] if good else [Failure("field_not_date", field=field)]


def _check_choice(question: Question, value: Any, field: str) -> list[Failure]:
    if isinstance(value, str) and value in {one.code for one in question.choices}:
        return []
    return [Failure("field_not_listed", field=field, allowed=question.labels)]


def _check_choices(question: Question, value: Any, field: str) -> list[Failure]:
    if not isinstance(value, list):
        return [Failure("field_not_list", field=field)]
    if any(_check_choice(question, one, field) for one in value):
        return [Failure("field_not_listed", field=field, allowed=question.labels)]
    if len({*value}) < len(value):
        return [Failure("answer_chosen_twice", field=field)]
    return _check_length(question, len(value), field)


CHECKS: dict[str, Callable[[Question, Any, str], list[Failure]]] = {
    "line": _check_text,
    "prose": _check_text,
    "web_address": _check_web_address,
    "number": _check_number,
    "whole_number": _check_whole_number,
    "yes_no": _check_yes_no,
    "day": _check_day,
    "choice": _check_choice,
    "choices": _check_choices,
}
