"""What closed files and lists of destruction look like."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.members.api.answers.codes import CodeOut, show_code
from services.members.domain import closed_files as rules
from services.members.models import ClosedFile, Destruction
from services.members.regulations.retention_rules import RULES
from shared.auth.caller import lacks_entry
from shared.errors import Failure
from shared.http.act import View
from shared.http.fields import Actions, Answer


class RetentionOut(Answer):
    code: str
    years: int | None
    """After the year of the closing; null: for ever."""
    keep_until: date | None
    source: str | None


class ClosedFileOut(Answer):
    id: UUID
    kind: CodeOut
    file_id: UUID
    title: str
    number: str | None
    outcome: str
    status: str
    status_label: str
    closed_on: date
    closed_by: str
    retention: RetentionOut
    dossier_url: str | None
    """Null once it was destroyed."""
    dossier_sha256: str | None
    dossier_size: int | None
    contents: list[dict[str, Any]] | None
    """The index; null in a list."""
    destruction_id: UUID | None
    destroyed_at: datetime | None
    reopen_reason: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    actions: Actions


class DestructionOut(Answer):
    id: UUID
    status: str
    status_label: str
    reason: str
    document_id: UUID
    """Its minutes, an official document."""
    prepared_by: str
    approved_by: str | None
    approved_at: datetime | None
    carried_out_at: datetime | None
    report: dict[str, Any] | None
    """`{destroyed, left: [{id, title, why}]}` so far."""
    version: int
    created_at: datetime
    updated_at: datetime
    actions: Actions


def show_closed_file(row: ClosedFile, view: View) -> ClosedFileOut:
    officer = lacks_entry(view.caller, "officer")
    gone = [] if row.dossier_sha256 else [Failure("dossier_gone")]
    rule = next((one for one in RULES if one.code == row.retention_code), None)
    return ClosedFileOut(
        id=row.id,
        kind=show_code("file_kind", row.file_kind, view),
        file_id=row.file_id,
        title=row.title,
        number=row.number,
        outcome=row.outcome,
        status=row.status,
        status_label=show_code("closed_file_status", row.status, view).label,
        closed_on=row.closed_on,
        closed_by=row.closed_by,
        retention=RetentionOut(
            code=row.retention_code,
            years=row.retention_years,
            keep_until=row.keep_until,
            source=rule.source.say(view.locale) if rule else None,
        ),
        dossier_url=f"/v1/files/{row.id}/dossier.zip" if row.dossier_sha256 else None,
        dossier_sha256=row.dossier_sha256,
        dossier_size=row.dossier_size,
        contents=row.contents,
        destruction_id=row.destruction_id,
        destroyed_at=row.destroyed_at,
        reopen_reason=row.reopen_reason,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        actions={
            "download": view.action(gone),
            "reopen": view.action(officer or rules.may_reopen(row.status)),
        },
    )


def show_closed_file_in_list(row: ClosedFile, view: View) -> ClosedFileOut:
    return show_closed_file(row, view).model_copy(update={"contents": None})


def show_destruction(row: Destruction, view: View) -> DestructionOut:
    """Whether the minutes are issued is asked at the approval itself."""
    caller = view.caller
    role = lacks_entry(caller, "officer", "decider")
    approve = rules.may_approve(
        row.status, row.prepared_by, caller.key, caller.on_behalf_of, minutes_out=True
    )
    return DestructionOut(
        id=row.id,
        status=row.status,
        status_label=show_code("destruction_status", row.status, view).label,
        reason=row.reason,
        document_id=row.document_id,
        prepared_by=row.prepared_by,
        approved_by=row.approved_by,
        approved_at=row.approved_at,
        carried_out_at=row.carried_out_at,
        report=row.report,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        actions={
            "approve": view.action(role or approve),
            "drop": view.action(role or rules.may_drop(row.status)),
        },
    )
