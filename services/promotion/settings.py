"""What promotion can be told besides what every service can."""

from __future__ import annotations

from typing import Protocol

from pydantic import Field

from shared.settings import ServiceSettings


class Settings(ServiceSettings):
    """Settings of the promotion service."""

    feed_entries: int = Field(default=100, ge=1, le=1000)
    """Newest items that a feed shows."""
    feed_tombstone_days: int = Field(default=90, ge=1, le=3650)
    """Days for which feeds tell that an item was retracted; longer than any reader stays away."""


class HasSettings(Protocol):
    """A Work or a View."""

    @property
    def settings(self) -> ServiceSettings: ...


def settings_of(place: HasSettings) -> Settings:
    """This service's own settings; raises TypeError where the database was opened with others."""
    settings = place.settings
    if not isinstance(settings, Settings):
        raise TypeError(f"{type(settings).__name__} are not the settings of promotion")
    return settings
