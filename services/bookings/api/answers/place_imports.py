"""What became of a list of places that was taken over."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

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


def show_import(row: PlaceImport, _view: View) -> PlaceImportOut:
    return _show(row, [ImportedPlaceOut.model_validate(one) for one in row.rows])


def show_import_in_list(row: PlaceImport, _view: View) -> PlaceImportOut:
    return _show(row, None)


def _show(row: PlaceImport, items: list[ImportedPlaceOut] | None) -> PlaceImportOut:
    plain = (
        "id version created_at updated_at file_name sha256 imported_by created changed unchanged"
    )
    return PlaceImportOut(
        **{field: getattr(row, field) for field in plain.split()},
        status="done",
        items=items,
        actions={},
    )
