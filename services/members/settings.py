"""What the members service can be told besides what every service can be told.

Quorum, number format, validity and document limits are the city's to set: no public source gives
them (2026-11-23), so they are settings and not rules in the code.
"""

from __future__ import annotations

from pydantic import Field, field_validator

from shared.settings import ServiceSettings


class Settings(ServiceSettings):
    """Settings of the members service."""

    default_quorum: int = Field(default=2, ge=1, le=50)
    """Reviews that a decision needs when the call does not say."""
    certificate_number_format: str = "KGST-HN-{year}-{number:04d}"
    """Form of certificate numbers from `year` and `number`; no slash, it stands in addresses."""
    certificate_valid_years: int | None = Field(default=None, ge=1, le=50)
    """Years a certificate counts; empty: it has no end."""
    document_max_bytes: int = Field(default=8_000_000, ge=1_000)
    """Largest document of an application."""
    document_media_types: list[str] = Field(default=["application/pdf", "image/jpeg", "image/png"])
    """Types of file that an application may carry."""

    import_max_rows: int = Field(default=5_000, ge=1, le=10_000)
    """Most rows of a list of members that is taken over at once."""
    import_max_unpacked_bytes: int = Field(default=100_000_000, ge=1_000_000)
    """Most bytes that such a workbook may unpack to."""

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
