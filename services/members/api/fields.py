"""Kinds of field in requests and answers: bilingual titles, codes of lists, contact details.

Text is stored NFC; what PostgreSQL or a calendar cannot hold is refused here with a sentence.
"""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime
from typing import Annotated, Any

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from services.members.vocabulary import VOCABULARY, label_of, read_code
from shared.events.base import Bilingual
from shared.http.act import View
from shared.http.problems import FieldProblem
from shared.texts import Text
from shared.vietnamese import nfc

HOME_REGION = "VN"
FIRST_YEAR, LAST_YEAR = 2000, 2100
"""Dates further away are slips of the keyboard, and calendars of readers may not hold them."""


class Body(BaseModel):
    """A request body: a field that does not exist is refused, not ignored."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)


class Answer(BaseModel):
    """What a route answers with."""

    model_config = ConfigDict(use_attribute_docstrings=True)


def _clean(text: str) -> str:
    for letter in text:
        if unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\t\r":
            raise FieldProblem("field_has_control_characters")
    return nfc(text)


def _not_empty(text: str) -> str:
    if not text:
        raise FieldProblem("field_too_short", limit=1)
    return text


def _near(value: datetime) -> datetime:
    _check_year(value.year)
    return value.astimezone(UTC)


def _near_date(value: date) -> date:
    _check_year(value.year)
    return value


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise FieldProblem("field_not_near", first=FIRST_YEAR, last=LAST_YEAR)


Clean = AfterValidator(_clean)
NotEmpty = AfterValidator(_not_empty)
Line = Annotated[str, StringConstraints(max_length=300), Clean, NotEmpty]
"""One line of text, 1–300 characters."""
Prose = Annotated[str, StringConstraints(max_length=10_000), Clean, NotEmpty]
"""Free text, 1–10,000 characters."""
Search = Annotated[str, StringConstraints(max_length=200), Clean]
Slug = Annotated[str, StringConstraints(max_length=60, pattern=r"^[a-z][a-z0-9_]*$")]
"""A code that an officer gives: small letters, digits, underscore."""
Instant = Annotated[AwareDatetime, AfterValidator(_near)]
Day = Annotated[date, AfterValidator(_near_date)]


class TitleIn(Body):
    """A text in Vietnamese and, where there is one, English."""

    vi: Line
    en: Line | None = None

    def read(self) -> Bilingual:
        return Bilingual(vi=self.vi, en=self.en)


def _code_reader(list_name: str) -> AfterValidator:
    def read(text: str) -> str:
        code = read_code(list_name, text)
        if code is None:
            raise FieldProblem("field_not_listed", allowed=list(VOCABULARY[list_name]))
        return code

    return AfterValidator(read)


Kind = Annotated[str, _code_reader("kind")]
Ownership = Annotated[str, _code_reader("ownership")]
FieldCode = Annotated[str, _code_reader("field")]
DocumentKind = Annotated[str, _code_reader("document_kind")]
SuspensionReason = Annotated[str, _code_reader("suspension_reason")]
ApplicationPart = Annotated[str, _code_reader("application_part")]
FieldCodes = Annotated[
    list[FieldCode], Field(max_length=20), AfterValidator(lambda codes: _once(codes))
]


def _once(codes: list[str]) -> list[str]:
    return list(dict.fromkeys(codes))


def _read_email(text: str) -> str:
    try:
        return validate_email(text, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        raise FieldProblem("field_not_email") from None


def _read_phone(text: str) -> str:
    try:
        number = phonenumbers.parse(text, HOME_REGION)
    except phonenumbers.NumberParseException:
        raise FieldProblem("field_not_phone") from None
    if not phonenumbers.is_possible_number(number):
        raise FieldProblem("field_not_phone")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


Email = Annotated[str, StringConstraints(max_length=254), AfterValidator(_read_email)]
Phone = Annotated[str, StringConstraints(max_length=30), AfterValidator(_read_phone)]
"""Vietnamese unless it says otherwise; stored as E.164."""


def _read_web_address(text: str) -> str:
    if not text.startswith(("https://", "http://")) or any(one.isspace() for one in text):
        raise FieldProblem("field_not_web_address")
    return text


WebAddress = Annotated[
    str, StringConstraints(max_length=500), Clean, AfterValidator(_read_web_address)
]


class CodeOut(Answer):
    """A code with its label in the caller's language."""

    code: str
    label: str


def show_code(list_name: str, code: str, view: View) -> CodeOut:
    text: Text = label_of(list_name, code)
    return CodeOut(code=code, label=text.say(view.locale))


Actions = dict[str, dict[str, Any]]
"""What this caller may do now: `{action: {allowed, failing: [{code, detail}]}}`."""
