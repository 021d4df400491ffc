"""Contacts: how a person who speaks for a space is reached, read into the form that is stored."""

from __future__ import annotations

import phonenumbers
from email_validator import EmailNotValidError, validate_email

HOME_REGION = "VN"


def read_email(text: str) -> str | None:
    """The address in the form that is stored, or None when it cannot be one (no DNS is asked)."""
    try:
        return validate_email(text, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        return None


def read_phone(text: str) -> str | None:
    """The number in E.164, Vietnamese unless it says otherwise, or None when it cannot be one."""
    try:
        number = phonenumbers.parse(text, HOME_REGION)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
