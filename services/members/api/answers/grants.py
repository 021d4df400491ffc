"""What a grant looks like; its status follows from its dates."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.members.domain import grants as rules
from services.members.models import Grant
from shared.auth.caller import lacks_entry
from shared.http.act import View
from shared.http.fields import Actions, Answer


class GrantOut(Answer):
    id: UUID
    status: str
    """`to_come`, `in_force`, `run_out` or `ended`, by the clock."""
    issuer: str
    subject: str
    role: str
    member_id: UUID | None
    host_id: UUID | None
    valid_from: datetime
    valid_until: datetime | None
    ended_at: datetime | None
    granted_by: str
    on_behalf_of: str | None
    reason: str | None
    email: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    actions: Actions


def show_grant(row: Grant, view: View) -> GrantOut:
    operator = lacks_entry(view.caller, "operator")
    return GrantOut(
        id=row.id,
        status=status_of_grant(row, view.now),
        issuer=row.issuer,
        subject=row.subject,
        role=row.role,
        member_id=row.member_id,
        host_id=row.host_id,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        ended_at=row.ended_at,
        granted_by=row.granted_by,
        on_behalf_of=row.on_behalf_of,
        reason=row.reason,
        email=row.email,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        actions={"end": view.action(operator or rules.may_end(row.ended_at is not None))},
    )


def status_of_grant(row: Grant, now: datetime) -> str:
    if row.ended_at is not None:
        return "ended"
    if row.valid_until is not None and row.valid_until <= now:
        return "run_out"
    return "in_force" if row.valid_from <= now else "to_come"
