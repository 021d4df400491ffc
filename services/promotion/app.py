"""Joins the parts of promotion; the only place that does."""

from __future__ import annotations

from services.promotion import due, events_in, texts
from services.promotion.api import channels, feeds, items, page
from services.promotion.settings import Settings
from shared.service import ServiceParts
from shared.settings import load_settings


def make_parts() -> ServiceParts:
    """Read the settings and hand over everything that runs; raises SettingsError."""
    settings = load_settings(Settings)
    return ServiceParts(
        name="promotion",
        description="What the network tells the public: drafted, approved, published on channels.",
        settings=settings,
        routers=[items.router, page.router, feeds.router, channels.router],
        subscriptions=events_in.subscriptions,
        sentences=texts.SENTENCES,
        vocabulary=texts.VOCABULARY,
        due_kinds=due.DUE_KINDS,
    )
