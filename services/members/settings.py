"""What the members service can be told besides what every service can be told.

Quorum, number format, validity and document limits are the city's to set: no public source gives
them (2026-11-23), so they are settings and not rules in the code.
"""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import Field, field_validator

from shared.settings import ServiceSettings

MEMBERSHIP = json.loads(
    (Path(__file__).parent / "data" / "membership.json").read_text(encoding="utf-8")
)
"""Terms and deadlines with their sources; a setting of the same name goes before them."""


class Settings(ServiceSettings):
    """Settings of the members service."""

    default_quorum: int = Field(default=2, ge=1, le=50)
    """Reviews that a decision needs when the call does not say."""
    certificate_number_format: str = "KGST-HN-{year}-{number:04d}"
    """Form of certificate numbers from `year` and `number`; no slash, it stands in addresses."""
    certificate_valid_years: int | None = Field(default=None, ge=1, le=50)
    """Years a certificate counts; empty: it has no end."""
    membership_term_years: int | None = Field(
        default=MEMBERSHIP["membership_term_years"]["value"], ge=1, le=50
    )
    """Years for which a space is admitted; empty: without an end."""
    appeal_days: int = Field(default=MEMBERSHIP["appeal_days"]["value"], ge=1, le=1000)
    """Days on which a removed member may appeal."""
    delegation_longest_days: int = Field(
        default=MEMBERSHIP["delegation_longest_days"]["value"], ge=1, le=5000
    )
    """Longest time for which a member's representative may let someone act for it."""
    document_max_bytes: int = Field(default=8_000_000, ge=1_000)
    """Largest document of an application."""
    document_media_types: list[str] = Field(default=["application/pdf", "image/jpeg", "image/png"])
    """Types of file that an application may carry."""

    @field_validator("certificate_number_format")
    @classmethod
    def _readable_format(cls, text: str) -> str:
        try:
            first = {(2026, 1), (2026, 2), (2027, 1)}
            numbers = {text.format(year=year, number=number) for year, number in first}
        except (KeyError, IndexError, ValueError):
            raise ValueError(
                "use {year} and {number}, for example KGST-{year}-{number:04d}"
            ) from None
        if len(numbers) != len(first) or any(not set(one) <= ALLOWED_IN_NUMBERS for one in numbers):
            raise ValueError(
                "it must contain {year} and {number}, and only A-Z, 0-9 and the hyphen besides"
            )
        return text


ALLOWED_IN_NUMBERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")
