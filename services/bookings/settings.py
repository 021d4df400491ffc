"""What the bookings service can be told besides what every service can."""

from __future__ import annotations

from pydantic import Field

from shared.files.settings import FileSettings


class Settings(FileSettings):
    """Settings of bookings."""

    attachments_max: int = Field(default=20, ge=1, le=1000)
    """Most files that one draft or booking may carry."""
    availability_max_days: int = Field(default=92, ge=1, le=1000)
    """Longest window that one question for free places may span."""
    calendar_past_days: int = Field(default=31, ge=0, le=1000)
    """How far back the public calendar goes."""
    calendar_ahead_days: int = Field(default=400, ge=1, le=2000)
    """How far ahead the public calendar goes."""
    shortest_booking_minutes: int = Field(default=15, ge=1, le=1440)
    """Shortest activity that a space can be asked for."""
    most_dates: int = Field(default=366, ge=1, le=1000)
    """Most dates that one booking may have: a series of a year, day by day."""
