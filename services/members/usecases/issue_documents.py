"""Official documents go out, are given up before, or are followed by another that changes them.

What is out is never changed: its status follows when the later document is issued, not before.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.members.documents.page import Page
from services.members.documents.successor_page import write_successor
from services.members.domain import official_documents as rules
from services.members.domain.official_documents import MOVES
from services.members.models import OfficialDocument
from services.members.regulations.document_rules import kind_of_successor
from services.members.usecases.follow_documents import follow_document
from services.members.usecases.number_documents import number_for_issue, use_number, void_number
from services.members.usecases.official_documents import draft_document, head_of
from shared.clock import hanoi_date
from shared.database.work import Work
from shared.errors import refuse_if
from shared.events.base import Bilingual


async def issue_document(
    work: Work, document_id: UUID, number: str | None, dated_on: date | None
) -> OfficialDocument:
    """A signed document is out; what it corrects, replaces, annuls or withdraws follows at once."""
    document = await work.lock(OfficialDocument, document_id)
    today = hanoi_date(work.now)
    refuse_if(
        rules.may_issue(
            document.status, number or document.number, dated_on or document.dated_on, today
        )
    )
    await number_for_issue(work, document, number, dated_on)
    document.issued_at = work.now
    document.status = MOVES["issue"][document.status]
    await use_number(work, document)
    await follow_document(work, document)
    if document.succeeds_id is not None and document.succeeds_as is not None:
        earlier = await work.lock(OfficialDocument, document.succeeds_id)
        refuse_if(rules.may(document.succeeds_as, earlier.status))
        earlier.status = MOVES[document.succeeds_as][earlier.status]
        earlier.ended_by_id, earlier.successor_id = document.id, None
        await follow_document(work, earlier)
    return document


async def discard_document(work: Work, document_id: UUID, reason: str) -> OfficialDocument:
    """A document that will not go out; its number stays void with the reason."""
    document = await work.lock(OfficialDocument, document_id)
    refuse_if(rules.may("discard", document.status))
    document.status = MOVES["discard"][document.status]
    document.discard_reason = reason
    await void_number(work, document, reason)
    await follow_document(work, document)
    if document.succeeds_id is not None:
        earlier = await work.lock(OfficialDocument, document.succeeds_id)
        earlier.successor_id = None
    return document


async def correct_document(
    work: Work, document_id: UUID, reason: str, title: Bilingual | None, page: Page | None
) -> OfficialDocument:
    """Draft what corrects a document (đính chính)."""
    return await _succeed(work, document_id, "correct", reason, title, page)


async def replace_document(
    work: Work, document_id: UUID, reason: str, title: Bilingual | None, page: Page | None
) -> OfficialDocument:
    """Draft what replaces a document (thay thế)."""
    return await _succeed(work, document_id, "replace", reason, title, page)


async def annul_document(
    work: Work, document_id: UUID, reason: str, title: Bilingual | None, page: Page | None
) -> OfficialDocument:
    """Draft what annuls a document (hủy bỏ)."""
    return await _succeed(work, document_id, "annul", reason, title, page)


async def withdraw_document(
    work: Work, document_id: UUID, reason: str, title: Bilingual | None, page: Page | None
) -> OfficialDocument:
    """Draft what withdraws a document (thu hồi)."""
    return await _succeed(work, document_id, "withdraw", reason, title, page)


async def _succeed(
    work: Work,
    document_id: UUID,
    means: str,
    reason: str,
    title: Bilingual | None,
    page: Page | None,
) -> OfficialDocument:
    earlier = await work.lock(OfficialDocument, document_id)
    refuse_if(rules.may_succeed(means, earlier.status, earlier.successor_id))
    kind = kind_of_successor(means, earlier.kind)
    usual_title, usual_page = write_successor(
        means, kind, earlier.page, head_of(earlier, work.settings, draft=False), reason
    )
    later = await draft_document(
        work,
        kind,
        title or usual_title,
        [(what, UUID(id)) for what, _, id in (one.partition(":") for one in earlier.about)],
        page or usual_page,
        authority=earlier.authority,
        shared_with=earlier.shared_with,
    )
    later.succeeds_id, later.succeeds_as = earlier.id, means
    later.succession_reason = reason
    earlier.successor_id = later.id
    return later
