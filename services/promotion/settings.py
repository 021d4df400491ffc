"""What promotion can be told besides what every service can."""

from __future__ import annotations

from pydantic import Field

from shared.settings import ServiceSettings


class Settings(ServiceSettings):
    """Settings of the promotion service."""

    feed_entries: int = Field(default=100, ge=1, le=1000)
    """Newest items that a feed shows."""
    feed_tombstone_days: int = Field(default=90, ge=1, le=3650)
    """Days for which feeds tell that an item was retracted; longer than any reader stays away."""
