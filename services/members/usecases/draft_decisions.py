"""The official document of a decision: drafted from it, then signed and issued like any other."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from services.members.documents.decision_page import (
    Facts,
    Named,
    title_of,
    write_decision_page,
)
from services.members.domain.decisions import may_draft
from services.members.models import Application, Call, Decision
from services.members.usecases.official_documents import draft_document
from shared.clock import hanoi_date
from shared.database.work import Work
from shared.errors import refuse_if

DOCUMENT_KIND = {"correction": "letter"}
"""Faults of form are corrected by a letter; everything else is a decision (Decree 30/2020, 18)."""


async def draft_decision_document(work: Work, decision_id: UUID) -> Decision:
    """Draft the document of a decision that has none yet."""
    decision = await work.lock(Decision, decision_id)
    refuse_if(may_draft(decision.document_id))
    return await give_document(work, decision)


async def give_document(work: Work, decision: Decision) -> Decision:
    """Its page with the annexed list; applicants read it once it is issued."""
    facts = await _facts_of(work, decision)
    document = await draft_document(
        work,
        DOCUMENT_KIND.get(decision.kind, "decision"),
        title_of(facts),
        _about(decision),
        write_decision_page(facts),
        shared_with=[f"subject:{one.applicant_key}" for one in decision.entries],
    )
    decision.document_id = document.id
    return decision


def _about(decision: Decision) -> list[tuple[str, UUID]]:
    files = [("application", one.application_id) for one in decision.entries]
    return [("decision", decision.id), *files]


async def _facts_of(work: Work, decision: Decision) -> Facts:
    changed = None
    if decision.changes_decision_id is not None:
        changed = await work.session.get(Decision, decision.changes_decision_id)
    call = await work.session.get_one(Call, decision.call_id)
    receipts = await _receipts_of(work, decision)
    return Facts(
        kind=decision.outcome if decision.kind == "decision" else decision.kind,
        call=call.title,
        spaces=[Named(one.name, receipts[one.application_id]) for one in decision.entries],
        reason=decision.reason,
        effective_on=decision.effective_on,
        about=hanoi_date(changed.decided_at) if changed else None,
        changed=decision.changed,
    )


async def _receipts_of(work: Work, decision: Decision) -> dict[UUID, str]:
    """The number by which its applicant knows each file: the receipt's."""
    ids = [one.application_id for one in decision.entries]
    found = await work.session.execute(
        select(Application.id, Application.receipt_number).where(Application.id.in_(ids))
    )
    return {id: number or "" for id, number in found}
