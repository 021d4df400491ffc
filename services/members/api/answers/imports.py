"""What became of a list of members that was taken over."""

from __future__ import annotations

from uuid import UUID

from services.members.models import MemberImport
from shared.http.act import View
from shared.http.fields import Answer
from shared.tables.over_http import ImportOut, Outcome, import_fields


class ImportedRowOut(Answer):
    row: int
    """Its number in the file, as a spreadsheet shows it."""
    external_key: str | None
    member_id: UUID
    name: str
    outcome: Outcome
    changed: list[str]
    """Columns that say something else now; `contact` for the person."""


class MemberImportOut(ImportOut[ImportedRowOut]):
    """A list of members."""


def show_import(row: MemberImport, _view: View) -> MemberImportOut:
    return MemberImportOut(**import_fields(row, items=True))


def show_import_in_list(row: MemberImport, _view: View) -> MemberImportOut:
    return MemberImportOut(**import_fields(row, items=False))
