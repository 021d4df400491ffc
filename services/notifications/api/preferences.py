"""A contact's own choice: the language of letters, and whether updates are welcome."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from services.notifications import queries
from services.notifications.api.answers.preferences import PreferencesOut, show_preferences
from services.notifications.usecases import change_preferences as usecases
from shared.http.act import Act, allow
from shared.http.fields import RequestBody
from shared.texts import Locale

router = APIRouter(tags=["preferences"])

ContactId = Annotated[UUID | None, Query(description="Needed when a member has several contacts")]


class ChangePreferences(RequestBody):
    """The whole choice. Letters that are owed (`service`) always go out."""

    locale: Locale
    updates_by_email: bool


@router.get("/v1/preferences", response_model=PreferencesOut)
async def get_preferences(contact_id: ContactId = None, act: Act = allow()) -> Response:
    """How the caller's contact wants to be written to."""
    return await act.read(queries.find_callers_contact, show_preferences, act.caller, contact_id)


@router.put("/v1/preferences", response_model=PreferencesOut)
async def change_preferences(
    body: ChangePreferences, contact_id: ContactId = None, act: Act = allow()
) -> Response:
    """Choose language and updates; needs If-Match with the version that GET shows."""
    return await act.write(
        usecases.change_preferences,
        show_preferences,
        contact_id,
        body.locale,
        body.updates_by_email,
    )
