"""What a legal hold looks like."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.members.models import LegalHold
from shared.auth.caller import lacks_entry
from shared.errors import Failure
from shared.http.act import View
from shared.http.fields import Actions, Answer


class LegalHoldOut(Answer):
    id: UUID
    held_kind: str
    held_id: UUID
    status: str
    """`standing` or `lifted`."""
    reason: str
    placed_by: str
    lifted_at: datetime | None
    lifted_reason: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    actions: Actions


def show_hold(row: LegalHold, view: View) -> LegalHoldOut:
    role = lacks_entry(view.caller, "officer", "decider")
    lifted = [Failure("hold_lifted")] if row.lifted_at else []
    return LegalHoldOut(
        id=row.id,
        held_kind=row.held_kind,
        held_id=row.held_id,
        status="lifted" if row.lifted_at else "standing",
        reason=row.reason,
        placed_by=row.placed_by,
        lifted_at=row.lifted_at,
        lifted_reason=row.lifted_reason,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        actions={"lift": view.action(role or lifted)},
    )
