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
    check_ins_per_minute: int = Field(default=60, ge=1, le=100_000)
    """How often one address may send a check-in code within a minute, tries included."""
    calendar_past_days: int = Field(default=31, ge=0, le=1000)
    """How far back the public calendar goes."""
    calendar_ahead_days: int = Field(default=400, ge=1, le=2000)
    """How far ahead the public calendar goes."""
    calendar_max_entries: int = Field(default=5_000, ge=100, le=100_000)
    """Most entries of one calendar: what is ahead goes before what is over."""
    shortest_booking_minutes: int = Field(default=15, ge=1, le=1440)
    """Shortest activity that a space can be asked for."""
    first_time_step_minutes: int = Field(default=5, ge=1, le=60)
    """A first free time that could begin at once begins at the next full step: it must still be
    ahead when someone asks for it."""
    schedule_max_days: int = Field(default=62, ge=1, le=400)
    """Longest window that one calendar grid may span."""
    opening_exception_max_days: int = Field(default=62, ge=1, le=400)
    """Longest time for which other hours are published at once; a season can be longer."""
    photo_max_bytes: int = Field(default=9_000_000, ge=10_000)
    """Largest picture of a place."""
    photos_per_place: int = Field(default=20, ge=1, le=200)
    """Most pictures of one venue as a whole, and of one space."""
    calendar_feeds_per_person: int = Field(default=30, ge=1, le=1000)
    """Most calendars at secret addresses that one person has in use."""
    import_max_rows: int = Field(default=2_000, ge=1, le=10_000)
    """Most rows of a list of places that is taken over at once."""
    import_max_unpacked_bytes: int = Field(default=100_000_000, ge=1_000_000)
    """Most bytes that such a workbook may unpack to."""
    permit_receipts_max: int = Field(default=20, ge=1, le=200)
    """Most papers that one step towards a permit keeps."""
    most_dates: int = Field(default=366, ge=1, le=1000)
    """Most dates that one booking may have: a series of a year, day by day."""
