"""Types of request fields: whatever passes them can be stored and computed with."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from shared.http.problems import FieldProblem
from shared.vietnamese import nfc

EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


def _clean(text: str) -> str:
    """NFC without outer spaces; control characters other than line breaks are refused."""
    if any(unicodedata.category(one) == "Cc" and one not in "\n\r\t" for one in text):
        raise FieldProblem("text_not_clean")
    return nfc(text)


def _not_empty(text: str) -> str:
    if not text:
        raise FieldProblem("text_empty")
    return text


def _plausible(instant: datetime) -> datetime:
    """Compared before it is converted: year 1 in UTC+7 has no UTC."""
    if not EARLIEST <= instant < LATEST:
        raise FieldProblem("instant_out_of_range")
    return instant.astimezone(UTC)


Instant = Annotated[AwareDatetime, AfterValidator(_plausible)]
Line = Annotated[str, Field(max_length=300), AfterValidator(_clean), AfterValidator(_not_empty)]
Paragraph = Annotated[
    str, Field(max_length=5000), AfterValidator(_clean), AfterValidator(_not_empty)
]
Search = Annotated[str, Field(max_length=200), AfterValidator(_clean)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
"""A code of an open list (see /v1/vocabulary): one that is not listed is shown as it is."""
Minutes = Annotated[int, Field(ge=0, le=2880)]


class Body(BaseModel):
    """Any request body: an unknown field is a mistake, not something to lose in silence."""

    model_config = ConfigDict(extra="forbid")


class Name(Body):
    """A short text in Vietnamese and, where there is one, English."""

    vi: Line
    en: Line | None = None


class Prose(Body):
    """Some sentences in Vietnamese and, where there are some, English."""

    vi: Paragraph
    en: Paragraph | None = None


class NamePatch(Body):
    """A changed name; what is left out stays."""

    vi: Line = ""
    en: Line | None = None


def given(body: BaseModel) -> dict[str, Any]:
    """What the caller wrote, for a merge patch: what is left out stays."""
    return body.model_dump(exclude_unset=True)
