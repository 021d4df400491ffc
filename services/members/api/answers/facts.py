"""What a fact about a member looks like, and the member's history of facts and acts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.members.api.answers.codes import CodeOut, show_code
from services.members.models import MemberFact
from services.members.usecases.read_history import History
from shared.database.backbone import AuditRow
from shared.http.act import View
from shared.http.fields import Answer, Listed


class PaperOut(Answer):
    title: str
    number: str | None
    issued_on: date | None
    issued_by: str | None
    official_document_id: UUID | None = None
    """Where it is a document of this system."""


class ConsequenceOut(Answer):
    code: str
    label: str
    id: UUID | None
    """Of the certificate, grant, contact or member; null while it does not exist."""
    name: str | None
    """Number of a certificate, capacity of a grant, name of a member."""


class MemberFactOut(Answer):
    id: UUID
    member_id: UUID
    kind: CodeOut
    effective_on: date
    until_on: date | None
    reason_code: CodeOut | None
    reason: str | None
    document: PaperOut | None
    decision_id: UUID | None
    other_member_id: UUID | None
    formed_ids: list[UUID]
    details: dict[str, Any]
    consequences: list[ConsequenceOut]
    """What it brought about; before its day, what it would bring about."""
    status: str
    """`to_come`, `carried_out` or `called_off`."""
    carried_out_at: datetime | None
    called_off_at: datetime | None
    recorded_by: str | None
    """Issuer and subject, for staff; null for others."""
    on_behalf_of: str | None
    version: int
    created_at: datetime
    updated_at: datetime


REASON_LISTS = {
    "representative_changed": "representative_cause",
    "lapsed": "lapse_reason",
}


def show_fact(row: MemberFact, view: View) -> MemberFactOut:
    staff = sees_who(view)
    reason_list = REASON_LISTS.get(row.kind, "suspension_reason")
    return MemberFactOut(
        id=row.id,
        member_id=row.member_id,
        kind=show_code("member_fact", row.kind, view),
        effective_on=row.effective_on,
        until_on=row.until_on,
        reason_code=show_code(reason_list, row.reason_code, view) if row.reason_code else None,
        reason=row.reason,
        document=PaperOut.model_validate(row.document) if row.document else None,
        decision_id=row.decision_id,
        other_member_id=row.other_member_id,
        formed_ids=row.formed_ids,
        details=_details(row) if staff else {},
        consequences=[show_consequence(one, view) for one in row.consequences],
        status=row.status,
        carried_out_at=row.carried_out_at,
        called_off_at=row.called_off_at,
        recorded_by=row.recorded_by if staff else None,
        on_behalf_of=row.on_behalf_of if staff else None,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


def sees_who(view: View) -> bool:
    """Names of who acted are for staff."""
    return view.caller.has_role("officer", "operator", "auditor", "decider")


def _details(row: MemberFact) -> dict[str, Any]:
    return {name: value for name, value in row.details.items() if value is not None}


def show_consequence(noted: Mapping[str, Any], view: View) -> ConsequenceOut:
    label = show_code("consequence", noted["code"], view).label
    return ConsequenceOut(code=noted["code"], label=label, id=noted["id"], name=noted["name"])


class HistoryEntryOut(Answer):
    at: datetime
    """When it was entered."""
    effective_on: date
    """From which day on it counts."""
    act: str
    """Code of the fact (list `member_fact`), or name of the act as in the audit trail."""
    label: str | None
    """Of a fact."""
    subject_kind: str
    """`member`, or what of the member it was about: a certificate, grant or contact."""
    subject_id: str
    by: str | None
    """Issuer and subject, for staff; null for others."""
    on_behalf_of: str | None
    reason: str | None
    fact: MemberFactOut | None


def show_history(history: History, view: View) -> Listed[HistoryEntryOut]:
    cursor = str(history.next) if history.next else None
    return Listed(items=[_show_entry(one, view) for one in history.entries], next_cursor=cursor)


def _show_entry(one: AuditRow | MemberFact, view: View) -> HistoryEntryOut:
    if isinstance(one, MemberFact):
        return _show_fact_entry(one, view)
    staff = sees_who(view)
    return HistoryEntryOut(
        at=one.recorded_at,
        effective_on=one.effective_on,
        act=one.act,
        label=None,
        subject_kind=one.subject_kind or "",
        subject_id=one.subject_id or "",
        by=one.actor if staff else None,
        on_behalf_of=one.on_behalf_of if staff else None,
        reason=one.reason if staff else None,
        fact=None,
    )


def _show_fact_entry(fact: MemberFact, view: View) -> HistoryEntryOut:
    shown = show_fact(fact, view)
    return HistoryEntryOut(
        at=fact.created_at,
        effective_on=fact.effective_on,
        act=fact.kind,
        label=shown.kind.label,
        subject_kind="member",
        subject_id=str(fact.member_id),
        by=shown.recorded_by,
        on_behalf_of=shown.on_behalf_of,
        reason=fact.reason,
        fact=shown,
    )
