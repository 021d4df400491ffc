"""What a decision looks like: whole for staff; an applicant sees their own file on its list."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.members.api.answers.codes import CodeOut, show_code
from services.members.domain import decisions as rules
from services.members.domain.separation import may_judge
from services.members.models import Decision, DecisionEntry
from shared.auth.caller import lacks_entry
from shared.http.act import View
from shared.http.fields import Actions, Answer

STAFF_ROLES = ("officer", "decider", "operator", "auditor")


class DecisionEntryOut(Answer):
    application_id: UUID
    name: str
    """As the list has it."""
    standing: bool
    """False once another decision ended it for this file; always for a change."""
    ended_by: UUID | None


class DecisionChangeOut(Answer):
    id: UUID
    kind: CodeOut
    reason: str
    decided_at: datetime
    application_ids: list[UUID]
    changed: dict[str, Any] | None
    """Of a correction: `{field: {before, after}}`."""
    complaint_id: UUID | None
    """The complaint that it follows from."""


class DecisionOut(Answer):
    id: UUID
    call_id: UUID
    kind: CodeOut
    outcome: CodeOut
    status: str
    status_label: str
    reason: str | None
    """As corrected, if it was."""
    effective_on: date
    decided_at: datetime
    decided_by: str | None
    """Name of who decided, for staff."""
    applications: list[DecisionEntryOut]
    """The annexed list; an applicant sees their own file on it."""
    changes_decision_id: UUID | None
    """The decision that this one corrects, annuls or withdraws."""
    changes: list[DecisionChangeOut]
    """What corrected it or ended it."""
    complaint_id: UUID | None
    document_id: UUID | None
    version: int
    created_at: datetime
    updated_at: datetime
    actions: Actions


def show_decision(row: Decision, view: View) -> DecisionOut:
    staff = view.caller.has_role(*STAFF_ROLES)
    seen = {one.application_id for one in _seen(row, view)}
    return DecisionOut(
        id=row.id,
        call_id=row.call_id,
        kind=show_code("decision_kind", row.kind, view),
        outcome=show_code("decision_outcome", row.outcome, view),
        status=row.status,
        status_label=show_code("decision_status", row.status, view).label,
        reason=row.reason,
        effective_on=row.effective_on,
        decided_at=row.decided_at,
        decided_by=row.decided_name if staff else None,
        applications=[
            DecisionEntryOut.model_validate(one, from_attributes=True) for one in _seen(row, view)
        ],
        changes_decision_id=row.changes_decision_id,
        changes=[_show_change(one, view, seen) for one in row.changes if _concerns(one, seen)],
        complaint_id=row.complaint_id,
        document_id=row.document_id,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        actions=_show_actions(row, view),
    )


def _seen(row: Decision, view: View) -> list[DecisionEntry]:
    """The files on its list that this caller may know of."""
    if view.caller.has_role(*STAFF_ROLES):
        return row.entries
    return [one for one in row.entries if one.applicant_key == view.caller.key]


def _concerns(change: Decision, seen: set[UUID]) -> bool:
    return any(entry.application_id in seen for entry in change.entries)


def _show_change(change: Decision, view: View, seen: set[UUID]) -> DecisionChangeOut:
    listed = [one.application_id for one in change.entries if one.application_id in seen]
    hidden = {f"names.{one.application_id}" for one in change.entries} - {
        f"names.{id}" for id in seen
    }
    changed = change.changed
    if changed is not None:
        changed = {name: values for name, values in changed.items() if name not in hidden}
    return DecisionChangeOut(
        id=change.id,
        kind=show_code("decision_kind", change.kind, view),
        reason=change.reason or "",
        decided_at=change.decided_at,
        application_ids=listed,
        changed=changed,
        complaint_id=change.complaint_id,
    )


def _show_actions(row: Decision, view: View) -> Actions:
    caller = view.caller
    entry = lacks_entry(caller, "decider")
    standing = [one.application_id for one in row.standing]
    failures = list(entry)
    if not entry:
        failures += rules.may_change_decision(row.kind, row.status, standing, [])
        own = [one.applicant_key for one in row.standing]
        failures = failures or may_judge(caller.key, caller.on_behalf_of, own)
    officer = lacks_entry(caller, "officer")
    return {
        **{name: view.action(failures) for name in ("correct", "annul", "withdraw")},
        "draft_document": view.action(officer or rules.may_draft(row.document_id)),
    }
