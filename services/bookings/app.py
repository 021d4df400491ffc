"""Joins the parts of the bookings service."""

from __future__ import annotations

from services.bookings.api import (
    activity_reports,
    allocation_wishes,
    allocations,
    asking_rules,
    attachments,
    availability,
    booking_changes,
    booking_drafts,
    bookings,
    calendar,
    calendar_feeds,
    cancellations,
    check_ins,
    closures,
    equipment,
    fair_share,
    fallbacks,
    offers,
    opening,
    permit_papers,
    permits,
    photos,
    place_imports,
    place_policies,
    report_photos,
    rivals,
    schedule,
    spaces,
    standing,
    venues,
    watches,
    weather_calls,
)
from services.bookings.due import DUE_KINDS
from services.bookings.events_in import subscriptions
from services.bookings.settings import Settings
from services.bookings.texts import SENTENCES, VOCABULARY
from shared.files.store import FileStore
from shared.http.rate_limit import RateLimit
from shared.service import ServiceParts
from shared.settings import load_settings

DESCRIPTION = "Places of the city that members can book, never twice at one time."

RESOURCES = (
    venues,
    spaces,
    activity_reports,
    allocation_wishes,
    allocations,
    asking_rules,
    attachments,
    availability,
    booking_changes,
    booking_drafts,
    bookings,
    calendar,
    calendar_feeds,
    cancellations,
    check_ins,
    closures,
    equipment,
    fair_share,
    fallbacks,
    offers,
    opening,
    permit_papers,
    permits,
    photos,
    place_imports,
    place_policies,
    report_photos,
    rivals,
    schedule,
    standing,
    watches,
    weather_calls,
)


def make_parts() -> ServiceParts:
    """Read the settings and join everything."""
    settings = load_settings(Settings)
    return ServiceParts(
        name="bookings",
        description=DESCRIPTION,
        settings=settings,
        routers=[resource.router for resource in RESOURCES],
        subscriptions=subscriptions,
        sentences=SENTENCES,
        vocabulary=VOCABULARY,
        due_kinds=DUE_KINDS,
        state={
            "files": FileStore(settings.files_dir),
            "check_ins": RateLimit(settings.check_ins_per_minute),
        },
    )
