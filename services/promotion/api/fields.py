"""Fields of requests: texts that can be stored and shown everywhere, and instants within reason."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from shared.http.problems import FieldProblem
from shared.vietnamese import nfc

EARLIEST, LATEST = 2000, 2200


def _clean(text: str) -> str:
    """NFC; no character that PostgreSQL (NUL) or XML (the other controls) cannot hold."""
    text = nfc(text.replace("\r\n", "\n"))
    if any(_is_control(one) for one in text):
        raise FieldProblem("text_has_control_characters")
    return text


def _is_control(one: str) -> bool:
    return (one not in "\n\t" and unicodedata.category(one) == "Cc") or one in "\ufffe\uffff"


def _one_line(text: str) -> str:
    return " ".join(_clean(text).split())


def _in_range(value: datetime) -> datetime:
    if not EARLIEST <= value.year < LATEST:
        raise FieldProblem("instant_out_of_range")
    return value.astimezone(UTC)


PlainText = Annotated[str, AfterValidator(_clean)]
Line = Annotated[str, AfterValidator(_one_line)]
Title = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200),
    AfterValidator(_one_line),
]
Summary = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=1000),
    AfterValidator(_clean),
]
Body = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000),
    AfterValidator(_clean),
]
Reason = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=2000),
    AfterValidator(_clean),
]
Moment = Annotated[AwareDatetime, AfterValidator(_in_range)]
"""An instant in UTC between the years 2000 and 2200, so that no conversion overflows."""


class Strict(BaseModel):
    """A request body: a field that nobody knows is refused."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)


class TitleIn(Strict):
    """A heading; `en` may come later."""

    vi: Title
    en: Title | None = None


class SummaryIn(Strict):
    """One or two sentences."""

    vi: Summary
    en: Summary | None = None


class BodyIn(Strict):
    """The whole text, plain, with empty lines between paragraphs."""

    vi: Body
    en: Body | None = None


class TitlePatch(Strict):
    """The languages of the heading that change."""

    vi: Title = Field(default="")
    en: Title | None = None


class SummaryPatch(Strict):
    """The languages of the summary that change."""

    vi: Summary = Field(default="")
    en: Summary | None = None


class BodyPatch(Strict):
    """The languages of the text that change."""

    vi: Body | None = None
    en: Body | None = None


def columns_of(**texts: BaseModel | None) -> dict[str, str | None]:
    """`title={vi, en}` as `title_vi`, `title_en`: the languages sent; None clears both."""
    columns: dict[str, str | None] = {}
    for name, text in texts.items():
        if text is None:
            columns |= {f"{name}_vi": None, f"{name}_en": None}
        else:
            sent = text.model_dump(exclude_unset=True)
            columns |= {f"{name}_{language}": value for language, value in sent.items()}
    return columns
