"""What became of a list of places that was taken over."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from services.bookings.api.answers.parts import say
from services.bookings.models.place_imports import PlaceImport
from shared.http.act import View
from shared.http.fields import Answer
from shared.tables.over_http import ImportOut, Outcome, import_fields


class ImportedPlaceOut(Answer):
    row: int
    """Its number in the file, as a spreadsheet shows it."""
    type: Literal["venue", "space"]
    key: str
    id: UUID
    name: str
    outcome: Outcome
    changed: list[str]
    """What it says differently now."""


class PlaceImportOut(ImportOut[ImportedPlaceOut]):
    """A list of places."""

    status_label: str | None


def show_import(row: PlaceImport, view: View) -> PlaceImportOut:
    return _show(row, view, items=True)


def show_import_in_list(row: PlaceImport, view: View) -> PlaceImportOut:
    return _show(row, view, items=False)


def _show(row: PlaceImport, view: View, *, items: bool) -> PlaceImportOut:
    label = say("place_import_status", "done", view)
    return PlaceImportOut(**import_fields(row, items=items), status_label=label)
