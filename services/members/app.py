"""Joins the parts of the members service; the only place that does."""

from __future__ import annotations

from services.members.api import (
    applications,
    calls,
    ceremonies,
    certificates,
    contacts,
    directory,
    documents,
    grants,
    lists,
    members,
    reviews,
)
from services.members.due import DUE_KINDS
from services.members.events_in import subscriptions
from services.members.files import FileStore
from services.members.settings import Settings
from services.members.texts import SENTENCES, VOCABULARY
from shared.service import ServiceParts
from shared.settings import load_settings


def make_parts() -> ServiceParts:
    """Everything that the service brings; raises SettingsError with a sentence."""
    settings = load_settings(Settings)
    resources = (
        calls,
        applications,
        documents,
        reviews,
        ceremonies,
        certificates,
        directory,
        lists,
        members,
        contacts,
        grants,
    )
    return ServiceParts(
        name="members",
        description="Calls, applications, ceremonies, member spaces, certificates and grants.",
        settings=settings,
        routers=[resource.router for resource in resources],
        subscriptions=subscriptions,
        sentences=SENTENCES,
        vocabulary=VOCABULARY,
        due_kinds=DUE_KINDS,
        state={"files": FileStore(settings.files_dir)},
    )
