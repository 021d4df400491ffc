"""Every event that notifications reacts to, by topic: the copies it keeps, the letters it writes.

The business key of a letter names the fact, not the event: the same fact never writes twice.
"""

from __future__ import annotations

from services.notifications.events_in import (
    applications,
    bookings,
    copies,
    follow_ups,
    items,
    members,
    personal_data,
    rights,
)
from services.notifications.events_in.listening import subscriptions

__all__ = [
    "applications",
    "bookings",
    "copies",
    "follow_ups",
    "items",
    "members",
    "personal_data",
    "rights",
    "subscriptions",
]
