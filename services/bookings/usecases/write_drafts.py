"""A request is written piece by piece and submitted when it is whole.

A draft becomes the booking of the same id; its files go with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm.attributes import set_committed_value

from services.bookings.domain import drafts as rules
from services.bookings.models import Booking
from services.bookings.models.asking import Attachment, BookingDraft
from services.bookings.regulations.asking import DRAFT_KEPT
from services.bookings.usecases.request_bookings import Request, create_booking
from shared.database.work import Work
from shared.errors import Failure, Lack, refuse_if
from shared.files.orphans import forget_file

DRAFT_FORGOTTEN = "booking_draft_forgotten"

Content = dict[str, Any]
"""A part of the body of `POST /v1/bookings`."""
Check = Callable[[Content], None]
"""Raises Invalid for what can never be right; what is missing is no fault of a draft."""
Read = Callable[[Content], Request]
"""The request that a whole draft is; raises Invalid for what is missing."""


async def create_draft(work: Work, content: Content, check: Check) -> BookingDraft:
    """Begin a draft, with as much as there is."""
    draft = BookingDraft(started_by=work.caller.key, status=rules.DRAFT, content={})
    set_committed_value(draft, "attachments", [])
    await _write(work, draft, rules.merge(draft.content, content), check)
    work.add(draft)
    await work.schedule(DRAFT_FORGOTTEN, str(draft.id), work.now + DRAFT_KEPT)
    return draft


async def change_draft(work: Work, draft_id: UUID, patch: Content, check: Check) -> BookingDraft:
    """Write the next piece: a merge patch, in which null takes a field out."""
    draft = await work.lock(BookingDraft, draft_id)
    refuse_if(rules.may_write(draft, work.caller))
    await _write(work, draft, rules.merge(draft.content, patch), check)
    await work.schedule(DRAFT_FORGOTTEN, str(draft.id), work.now + DRAFT_KEPT)
    return draft


async def _write(work: Work, draft: BookingDraft, content: Content, check: Check) -> None:
    check(content)
    draft.content = content
    draft.member_id = _member_of(work, content)


def _member_of(work: Work, content: Content) -> UUID | None:
    """The member named, or the only one that the caller acts for."""
    caller = work.caller
    named = content.get("member_id")
    if named is None:
        if not caller.member_ids and not caller.has_role("officer"):
            refuse_if([Failure("member_needed", field="member_id")])
        return caller.member_ids[0] if len(caller.member_ids) == 1 else None
    id = UUID(str(named))
    if id not in caller.member_ids and not caller.has_role("officer"):
        refuse_if([Lack("member_not_yours", field="member_id")])
    return id


async def submit_draft(work: Work, draft_id: UUID, read: Read) -> Booking:
    """Ask for what the draft says. Raises Refusal as a request does; the draft stays then."""
    draft = await work.lock(BookingDraft, draft_id)
    refuse_if(rules.may_write(draft, work.caller))
    asked = replace(
        read(draft.content),
        id=draft.id,
        papers=frozenset(one.kind for one in draft.attachments if one.scan_status != "infected"),
    )
    booking = await create_booking(work, asked)
    await work.session.flush()
    await work.session.execute(
        update(Attachment)
        .where(Attachment.draft_id == draft.id)
        .values(draft_id=None, booking_id=booking.id)
        .execution_options(synchronize_session=False)
    )
    draft.status, draft.content = rules.SUBMITTED, {}
    await work.unschedule(DRAFT_FORGOTTEN, str(draft.id))
    return booking


async def drop_draft(work: Work, draft_id: UUID) -> BookingDraft:
    """Its content and files go."""
    draft = await work.lock(BookingDraft, draft_id)
    refuse_if(rules.may_write(draft, work.caller))
    await empty_draft(work, draft)
    await work.unschedule(DRAFT_FORGOTTEN, str(draft.id))
    return draft


async def forget_draft(work: Work, draft_id: UUID) -> None:
    """Nobody has touched it for as long as drafts are kept."""
    draft = await work.find_locked(BookingDraft, draft_id)
    if draft is not None and draft.status == rules.DRAFT:
        await empty_draft(work, draft)


async def empty_draft(work: Work, draft: BookingDraft) -> None:
    """Its content and files go; the draft is locked."""
    for attachment in list(draft.attachments):
        await forget_file(work, attachment.sha256)
        await work.session.delete(attachment)
    set_committed_value(draft, "attachments", [])
    draft.status, draft.content = rules.DROPPED, {}
