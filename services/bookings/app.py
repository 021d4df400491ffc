"""Joins the parts of the bookings service."""

from __future__ import annotations

from services.bookings.api import (
    allocation_wishes,
    allocations,
    availability,
    bookings,
    calendar,
    closures,
    equipment,
    fair_share,
    spaces,
    venues,
)
from services.bookings.due import DUE_KINDS
from services.bookings.events_in import subscriptions
from services.bookings.settings import Settings
from services.bookings.texts import SENTENCES, VOCABULARY
from shared.service import ServiceParts
from shared.settings import load_settings

DESCRIPTION = "Places of the city that members can book, never twice at one time."


def make_parts() -> ServiceParts:
    """Read the settings and join everything."""
    settings = load_settings(Settings)
    return ServiceParts(
        name="bookings",
        description=DESCRIPTION,
        settings=settings,
        routers=[
            module.router
            for module in (
                venues,
                spaces,
                equipment,
                availability,
                bookings,
                closures,
                calendar,
                fair_share,
                allocations,
                allocation_wishes,
            )
        ],
        subscriptions=subscriptions,
        sentences=SENTENCES,
        vocabulary=VOCABULARY,
        due_kinds=DUE_KINDS,
    )
