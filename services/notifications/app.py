"""Joins the parts of notifications."""

from __future__ import annotations

from services.notifications import texts
from services.notifications.api import messages, preferences, templates
from services.notifications.due import make_due_kinds
from services.notifications.events_in import subscriptions
from services.notifications.settings import Settings
from shared.service import ServiceParts
from shared.settings import load_settings


def make_parts() -> ServiceParts:
    """Everything that makes up this service."""
    settings = load_settings(Settings)
    return ServiceParts(
        name="notifications",
        description="Letters to applicants, members and staff: once, in their language, with why.",
        settings=settings,
        routers=[messages.router, preferences.router, templates.router],
        subscriptions=subscriptions,
        sentences=texts.SENTENCES,
        vocabulary=texts.VOCABULARY,
        due_kinds=make_due_kinds(settings),
    )
