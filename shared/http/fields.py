"""Kinds of field that every API has: whatever passes them can be stored, computed with and shown.

Text is NFC without outer blanks; what PostgreSQL (NUL), XML or a calendar cannot hold is refused
here with a sentence.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Annotated, Any, Generic, TypeVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
)

from shared.characters import holds_control
from shared.described import Described
from shared.events.base import Bilingual
from shared.http.problems import PATTERN_CODES, FieldProblem
from shared.vietnamese import nfc

T = TypeVar("T")
FIRST_YEAR, LAST_YEAR = 2000, 2200
"""Dates further away are slips of the keyboard, and calendars of readers may not hold them."""


class RequestBody(Described):
    """Any request body: a field that does not exist is refused, not lost in silence."""

    model_config = ConfigDict(extra="forbid")


class Answer(Described):
    """Anything that a route answers with."""


class Listed(Answer, Generic[T]):
    """One page of a list."""

    items: list[T]
    next_cursor: str | None
    """`cursor` of the next page; null on the last one."""


Actions = dict[str, dict[str, Any]]
"""What this caller may do now: `{action: {allowed, failing: [{code, detail}]}}`."""


def _clean(text: str) -> str:
    text = text.replace("\r\n", "\n")
    if holds_control(text):
        raise FieldProblem("field_has_control_characters")
    return nfc(text)


def _one_line(text: str) -> str:
    return " ".join(_clean(text).split())


def _sized(longest: int, shortest: int = 1) -> Callable[[str], str]:
    """Measured after cleaning, so that blanks alone are no text."""

    def check(text: str) -> str:
        visible = sum(unicodedata.category(one) not in ("Cf", "Zs") for one in text)
        if visible < shortest:
            raise FieldProblem("field_too_short", limit=shortest)
        if len(text) > longest:
            raise FieldProblem("field_too_long", limit=longest)
        return text

    return check


def shaped(pattern: str, code: str) -> StringConstraints:
    """A text of a certain form; `code` is the sentence that says how to write it."""
    PATTERN_CODES[pattern] = code
    return StringConstraints(pattern=pattern)


Line = Annotated[str, AfterValidator(_one_line), AfterValidator(_sized(300))]
"""One line of text, 1 to 300 characters."""
Prose = Annotated[str, AfterValidator(_clean), AfterValidator(_sized(10_000))]
"""Free text with line breaks, 1 to 10,000 characters."""
Search = Annotated[str, AfterValidator(_one_line), AfterValidator(_sized(200, shortest=0))]
"""What someone looks for; may be empty."""
Code = Annotated[str, shaped(r"^[a-z][a-z0-9_]{0,59}$", "code_wrong_form")]
"""A code of an open list (see /v1/vocabulary): one that is not listed is shown as it is."""


def _near(value: datetime) -> datetime:
    # The year first: year 1 in UTC+7 has no UTC.
    _near_year(value.year)
    return value.astimezone(UTC)


def _near_day(value: date) -> date:
    _near_year(value.year)
    return value


def _near_year(year: int) -> None:
    if not FIRST_YEAR <= year < LAST_YEAR:
        raise FieldProblem("field_not_near", first=FIRST_YEAR, last=LAST_YEAR - 1)


def _no_number(value: Any) -> Any:
    """A number would be taken for seconds since 1970, which nobody means."""
    if isinstance(value, (int, float)):
        raise FieldProblem("field_not_instant")
    return value


Instant = Annotated[AwareDatetime, BeforeValidator(_no_number), AfterValidator(_near)]
"""An instant, in UTC once it is read; the years 2000 to 2199."""
Day = Annotated[date, AfterValidator(_near_day)]
"""A calendar date; the years 2000 to 2199."""


class BilingualLine(RequestBody):
    """One line in Vietnamese and, where there is one, English."""

    vi: Line
    en: Line | None = None

    def read(self) -> Bilingual:
        return Bilingual(vi=self.vi, en=self.en)


class BilingualProse(RequestBody):
    """Some sentences in Vietnamese and, where there are some, English."""

    vi: Prose
    en: Prose | None = None

    def read(self) -> Bilingual:
        return Bilingual(vi=self.vi, en=self.en)


def given(body: BaseModel) -> dict[str, Any]:
    """What the caller wrote, for a merge patch: what is left out stays."""
    return body.model_dump(exclude_unset=True)
