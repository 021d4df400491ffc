"""What became of a list of members that was taken over."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from services.members.models import MemberImport
from shared.http.act import View
from shared.http.fields import Actions, Answer


class ImportedRowOut(Answer):
    row: int
    """Its number in the file, as a spreadsheet shows it."""
    external_key: str | None
    member_id: UUID
    name: str
    outcome: Literal["created", "changed", "unchanged"]
    changed: list[str]
    """Columns that say something else now; `contact` for the person."""


class MemberImportOut(Answer):
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
    items: list[ImportedRowOut] | None
    """Row by row; null in a list of imports."""
    actions: Actions


def show_import(row: MemberImport, _view: View) -> MemberImportOut:
    items = [ImportedRowOut.model_validate(one) for one in row.rows]
    return _show(row, items)


def show_import_in_list(row: MemberImport, _view: View) -> MemberImportOut:
    return _show(row, None)


def _show(row: MemberImport, items: list[ImportedRowOut] | None) -> MemberImportOut:
    return MemberImportOut(
        id=row.id,
        status="done",
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        file_name=row.file_name,
        sha256=row.sha256,
        imported_by=row.imported_by,
        created=row.created,
        changed=row.changed,
        unchanged=row.unchanged,
        items=items,
        actions={},
    )
