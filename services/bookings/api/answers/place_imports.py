"""What became of a list of places that was taken over."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from services.bookings.api.answers.parts import say
from services.bookings.models.place_imports import PlaceImport
from shared.http.act import View
from shared.http.fields import Actions, Answer


class ImportedPlaceOut(Answer):
    row: int
    """Its number in the file, as a spreadsheet shows it."""
    type: Literal["venue", "space"]
    key: str
    id: UUID
    name: str
    outcome: Literal["created", "changed", "unchanged"]
    changed: list[str]
    """What it says differently now."""


class PlaceImportOut(Answer):
    id: UUID
    status: Literal["done"]
    status_label: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    file_name: str | None
    sha256: str
    imported_by: str
    """`issuer|subject`."""
    created: int
    changed: int
    unchanged: int
    items: list[ImportedPlaceOut] | None
    """Row by row; null in a list of imports."""
    actions: Actions


def show_import(row: PlaceImport, view: View) -> PlaceImportOut:
    return _show(row, view, [ImportedPlaceOut.model_validate(one) for one in row.rows])


def show_import_in_list(row: PlaceImport, view: View) -> PlaceImportOut:
    return _show(row, view, None)


def _show(row: PlaceImport, view: View, items: list[ImportedPlaceOut] | None) -> PlaceImportOut:
    plain = (
        "id version created_at updated_at file_name sha256 imported_by created changed unchanged"
    )
    return PlaceImportOut(
        **{field: getattr(row, field) for field in plain.split()},
        status="done",
        status_label=say("place_import_status", "done", view),
        items=items,
        actions={},
    )
