"""Kinds of field that only members has: codes of its lists, contact details, addresses."""

from __future__ import annotations

import re
from typing import Annotated, Literal

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, Field, StringConstraints

from services.members.texts.vocabulary import labels_of, read_code
from shared.http.fields import Line, RequestBody
from shared.http.problems import FieldProblem
from shared.vietnamese import nfc

HOME_REGION = "VN"
CODE_FORM = re.compile(r"[a-z][a-z0-9_]{0,59}")


def listed(list_name: str, *, growing: bool = False) -> AfterValidator:
    """Reads a code of a list, its aliases too.

    A growing list is open: a code that is not on it yet is kept and shown as it is, if it has the
    form of a code.
    """

    def read(text: str) -> str:
        code = read_code(list_name, text)
        if code is None and not (growing and CODE_FORM.fullmatch(text)):
            raise FieldProblem("field_not_listed", allowed=labels_of(list_name))
        return code or text

    return AfterValidator(read)


Kind = Annotated[str, listed("kind", growing=True)]
Ownership = Annotated[str, listed("ownership", growing=True)]
FieldCode = Annotated[str, listed("field", growing=True)]
DocumentKind = Annotated[str, listed("document_kind")]
SuspensionReason = Annotated[str, listed("suspension_reason", growing=True)]
ComplaintRefusal = Annotated[str, listed("complaint_refusal", growing=True)]
ApplicationPart = Annotated[str, listed("application_part")]


def _read_supplement_field(text: str) -> str:
    """A part of the file, a kind of document, or `answers.<question>`; as refusals name it too."""
    if text.startswith("answers."):
        return text
    code = text.removeprefix("applicant.").removeprefix("documents.").split(".")[0]
    known = read_code("application_part", code)
    if known is None:
        raise FieldProblem("field_not_listed", allowed=labels_of("application_part"))
    return known


SupplementField = Annotated[
    str, StringConstraints(max_length=100), AfterValidator(_read_supplement_field)
]
TAX_CODE = re.compile(r"\d{10}(-?\d{3})?")


def _read_tax_code(text: str) -> str:
    """Ten digits, or thirteen for a dependent unit; kept with the hyphen that people write."""
    digits = text.replace(" ", "")
    if not (digits.isascii() and TAX_CODE.fullmatch(digits)):
        raise FieldProblem("field_not_tax_code")
    digits = digits.replace("-", "")
    return digits if len(digits) == 10 else f"{digits[:10]}-{digits[10:]}"


TaxCode = Annotated[str, StringConstraints(max_length=30), AfterValidator(_read_tax_code)]
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
    text = nfc(text)
    broken = any(one.isspace() or not one.isprintable() for one in text)
    if broken or not text.startswith(("https://", "http://")):
        raise FieldProblem("field_not_web_address")
    return text


WebAddress = Annotated[str, StringConstraints(max_length=500), AfterValidator(_read_web_address)]


class AddressIn(RequestBody):
    """Where a space is."""

    line: Line | None = None
    """House number and street."""
    ward: Line = ""
    """Ward or commune; needed in an address."""


class ContactIn(RequestBody):
    """How to reach the person who speaks for a space."""

    name: Line | None = None
    """Full name, family name first."""
    email: Email | None = None
    phone: Phone | None = None
    locale: Literal["vi", "en"] = "vi"
