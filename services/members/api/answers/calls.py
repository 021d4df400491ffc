"""What a call looks like."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.members.api.answers.codes import show_code
from services.members.domain import calls as rules
from services.members.models import Call
from shared.auth.caller import lacks_entry
from shared.events.base import Bilingual
from shared.http.act import View
from shared.http.fields import Actions, Answer


class CriterionOut(Answer):
    code: str
    title: Bilingual
    weight: float
    max_score: int


class FormOut(Answer):
    documents: list[str]


class CallOut(Answer):
    id: UUID
    kind: str
    title: Bilingual
    status: str
    """`scheduled`, `open` or `closed`, by the clock."""
    status_label: str
    opens_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    criteria: list[CriterionOut]
    quorum: int
    form: FormOut | None
    version: int
    created_at: datetime
    updated_at: datetime
    actions: Actions


def show_call(row: Call, view: View) -> CallOut:
    status = row.status(view.now)
    officer = lacks_entry(view.caller, "officer")
    return CallOut(
        id=row.id,
        kind=row.kind,
        title=row.title,
        status=status,
        status_label=show_code("call_status", status, view).label,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        closed_at=row.closed_at,
        criteria=[CriterionOut.model_validate(one) for one in row.criteria],
        quorum=row.quorum,
        form=FormOut(documents=row.required_documents) if row.required_documents else None,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        actions={
            "change": view.action(officer or rules.may_change(status)),
            "close": view.action(officer or rules.may_close(status)),
            "apply": view.action(lacks_entry(view.caller) or rules.takes_applications(status)),
        },
    )
