"""Fields of promotion's requests: texts of an item, whole or by the languages that change."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field, StringConstraints

from shared.http.fields import Line, Prose, RequestBody, given
from shared.http.problems import FieldProblem

Summary = Annotated[Prose, Field(max_length=1000)]
"""One or two sentences."""


def _web_address(text: str) -> str:
    """It is shown as a link, so nothing but http and https."""
    plain = text.isprintable() and " " not in text
    if not (plain and text.startswith(("https://", "http://"))):
        raise FieldProblem("field_not_web_address")
    return text


WebAddress = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=2000),
    AfterValidator(_web_address),
]


class SummaryIn(RequestBody):
    """One or two sentences; `en` may come later."""

    vi: Summary
    en: Summary | None = None


class TitlePatch(RequestBody):
    """The languages of the heading that change."""

    vi: Line = Field(default="")
    en: Line | None = None


class SummaryPatch(RequestBody):
    """The languages of the summary that change."""

    vi: Summary = Field(default="")
    en: Summary | None = None


class BodyPatch(RequestBody):
    """The languages of the text that change."""

    vi: Prose | None = None
    en: Prose | None = None


def columns_of(**texts: BaseModel | None) -> dict[str, str | None]:
    """`title={vi, en}` as `title_vi`, `title_en`: the languages sent; None clears both."""
    columns: dict[str, str | None] = {}
    for name, text in texts.items():
        if text is None:
            columns |= {f"{name}_vi": None, f"{name}_en": None}
        else:
            columns |= {f"{name}_{language}": value for language, value in given(text).items()}
    return columns
