"""Kinds of field that only bookings has: minutes, times, changed names."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    Field,
    ValidationInfo,
)

from services.bookings.domain.intervals import Interval
from shared.characters import holds_control
from shared.forms.questions import LARGEST
from shared.http.fields import Code, Instant, Line, RequestBody
from shared.http.problems import FieldProblem
from shared.vietnamese import nfc

LONGEST_ANSWER = 10_000
"""Characters of a text; a question may allow fewer."""
MOST_CHOICES = 100


def _check_answer(value: Any) -> Any:
    """Whether it can be stored; whether it answers the question, the place's form says."""
    if isinstance(value, list):
        if len(value) > MOST_CHOICES:
            raise FieldProblem("field_too_long", limit=MOST_CHOICES)
        return [_check_answer(one) if isinstance(one, str) else _not_text() for one in value]
    if isinstance(value, str):
        if holds_control(value):
            raise FieldProblem("field_has_control_characters")
        if len(value) > LONGEST_ANSWER:
            raise FieldProblem("field_too_long", limit=LONGEST_ANSWER)
        return nfc(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, (int, float)) and -LARGEST <= value <= LARGEST:
        return value
    raise FieldProblem("field_wrong_form")


def _not_text() -> Any:
    raise FieldProblem("field_not_text")


Answers = Annotated[
    dict[Code, Annotated[Any, AfterValidator(_check_answer)]], Field(max_length=MOST_CHOICES)
]
"""Answers to a place's form, by question: text, number, yes or no, or a list of codes."""

Minutes = Annotated[int, Field(ge=0, le=2880)]


class NamePatch(RequestBody):
    """A changed name; what is left out stays."""

    vi: Line = ""
    en: Line | None = None


def _after_start(ends_at: datetime, info: ValidationInfo) -> datetime:
    starts_at = info.data.get("starts_at")
    if starts_at is not None and ends_at <= starts_at:
        raise FieldProblem("ends_before_start")
    return ends_at


End = Annotated[Instant, AfterValidator(_after_start)]
"""An instant after the `starts_at` that stands before it in the same body, if it does."""


class Times(RequestBody):
    """A half-open time, without set-up and clear-up."""

    starts_at: Instant
    ends_at: End

    @property
    def interval(self) -> Interval:
        return Interval(self.starts_at, self.ends_at)
