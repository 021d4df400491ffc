"""Settings of a service that takes files from people."""

from __future__ import annotations

from urllib.parse import urlsplit

from pydantic import Field, field_validator

from shared.settings import ServiceSettings


class FileSettings(ServiceSettings):
    """What files may be, and who scans them."""

    document_max_bytes: int = Field(default=8_000_000, ge=1_000)
    """Largest file that a person may send in."""
    document_media_types: list[str] = Field(default=["application/pdf", "image/jpeg", "image/png"])
    """Types of file that a person may send in."""
    scanner_url: str = ""
    """Virus scanner clamd, `tcp://host:3310` or `unix:///path/of/socket`; empty: files are taken
    unscanned and say so."""
    scanner_timeout_seconds: float = Field(default=20, gt=0, le=300)
    """How long the scanner may take for one file."""
    scanner_retry_seconds: int = Field(default=120, ge=1)
    """When to ask again for files that wait for the scanner."""
    orphan_file_minutes: int = Field(default=10, ge=0, le=1440)
    """For how long a stored file that no row names is left alone before it is removed."""

    @field_validator("scanner_url")
    @classmethod
    def _readable_scanner(cls, text: str) -> str:
        parts = urlsplit(text)
        if text and not (parts.scheme == "tcp" and parts.hostname) and parts.scheme != "unix":
            raise ValueError("use tcp://host:3310 or unix:///path/of/socket, or leave it empty")
        return text
