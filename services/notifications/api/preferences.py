"""A contact's own choice: the language of letters, and whether updates are welcome."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict

from services.notifications import queries
from services.notifications.models import Contact
from services.notifications.texts import VOCABULARY
from services.notifications.usecases import preferences as usecases
from shared.http.act import Act, View, allow
from shared.texts import Locale

router = APIRouter(tags=["preferences"])

ContactId = Annotated[UUID | None, Query(description="Needed when a member has several contacts")]


class ChoosePreferences(BaseModel):
    """The whole choice. Letters that are owed (`service`) always go out."""

    model_config = ConfigDict(extra="forbid")

    locale: Locale
    updates_by_email: bool


class PreferencesOut(BaseModel):
    """The choice as it stands, and the address that letters go to."""

    id: UUID
    status: str
    """`reachable`, or the code of why this address is not written to."""
    status_label: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    member_id: UUID | None
    email: str | None
    locale: str
    updates_by_email: bool
    service_letters: bool = True
    """Always true: decisions and bookings are owed to the member."""


def show_preferences(contact: Contact, view: View) -> PreferencesOut:
    return PreferencesOut(
        id=contact.id,
        status=contact.suppressed_reason or "reachable",
        status_label=view.label(VOCABULARY["suppression"].get(contact.suppressed_reason or "")),
        version=contact.version,
        created_at=contact.created_at,
        updated_at=contact.updated_at,
        member_id=contact.member_id,
        email=contact.email,
        locale=contact.chosen_locale or contact.locale,
        updates_by_email=contact.wants_updates,
    )


@router.get("/v1/preferences", response_model=PreferencesOut)
async def show_my_preferences(contact_id: ContactId = None, act: Act = allow()) -> Response:
    """How the caller's contact wants to be written to."""
    return await act.read(queries.find_callers_contact, show_preferences, act.caller, contact_id)


@router.put("/v1/preferences", response_model=PreferencesOut)
async def choose_preferences(
    body: ChoosePreferences, contact_id: ContactId = None, act: Act = allow()
) -> Response:
    """Choose language and updates; needs If-Match with the version that GET shows."""
    return await act.write(
        usecases.choose_preferences,
        show_preferences,
        contact_id,
        body.locale,
        body.updates_by_email,
    )
