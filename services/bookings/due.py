"""What happens when a time comes: requests lapse, bookings end, closures begin and end.

Each looks at the row first: whoever was faster, or moved the time, has the last word.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.bookings.due_waiting import WAITING_KINDS
from services.bookings.usecases.attach_files import ATTACHMENT_SCANNING
from services.bookings.usecases.change_bookings import CHANGE_LAPSES
from services.bookings.usecases.close_spaces import (
    CLOSURE_BEGINS,
    CLOSURE_ENDS,
    begin_closure,
    finish_closure,
)
from services.bookings.usecases.decide_changes import lapse_change
from services.bookings.usecases.follow_dates import (
    ENDED,
    START_PASSED,
    complete_ended_dates,
    decline_lapsed_dates,
)
from services.bookings.usecases.keep_permit_papers import RECEIPT_SCANNING
from services.bookings.usecases.keep_permits import PERMIT_DUE
from services.bookings.usecases.keep_photos import REPORT_PHOTO_SCANNING
from services.bookings.usecases.keep_worklists import SILENCE_ENDS, answer_silence
from services.bookings.usecases.mark_no_shows import CHECK_IN_OVER, mark_missed_dates
from services.bookings.usecases.remind_permits import remind_of_permit
from services.bookings.usecases.remove_orphans import REMOVE_ORPHANS
from services.bookings.usecases.write_drafts import DRAFT_FORGOTTEN, forget_draft
from shared.database.work import Work
from shared.due_work import DueKind, OutsideKind


async def decline_lapsed_request(work: Work, key: str, _payload: dict[str, Any]) -> None:
    await decline_lapsed_dates(work, UUID(key))


async def complete_ended_booking(work: Work, key: str, _payload: dict[str, Any]) -> None:
    await complete_ended_dates(work, UUID(key))


async def begin_due_closure(work: Work, key: str, _payload: dict[str, Any]) -> None:
    await begin_closure(work, UUID(key))


async def finish_due_closure(work: Work, key: str, _payload: dict[str, Any]) -> None:
    await finish_closure(work, UUID(key))


async def mark_due_no_shows(work: Work, key: str, _payload: dict[str, Any]) -> None:
    await mark_missed_dates(work, UUID(key))


async def answer_due_silence(work: Work, key: str, _payload: dict[str, Any]) -> None:
    await answer_silence(work, UUID(key))


async def lapse_undecided_change(work: Work, key: str, _payload: dict[str, Any]) -> None:
    await lapse_change(work, UUID(key))


async def forget_untouched_draft(work: Work, key: str, _payload: dict[str, Any]) -> None:
    await forget_draft(work, UUID(key))


async def mark_due_no_shows(work: Work, key: str, _payload: dict[str, Any]) -> None:
    await mark_missed_dates(work, UUID(key))


async def answer_due_silence(work: Work, key: str, _payload: dict[str, Any]) -> None:
    await answer_silence(work, UUID(key))


DUE_KINDS: list[DueKind | OutsideKind] = [
    DueKind(START_PASSED, decline_lapsed_request),
    DueKind(ENDED, complete_ended_booking),
    DueKind(CLOSURE_BEGINS, begin_due_closure),
    DueKind(CLOSURE_ENDS, finish_due_closure),
    DueKind(CHANGE_LAPSES, lapse_undecided_change),
    DueKind(DRAFT_FORGOTTEN, forget_untouched_draft),
    ATTACHMENT_SCANNING.kind,
    REMOVE_ORPHANS,
    DueKind(CHECK_IN_OVER, mark_due_no_shows),
    DueKind(SILENCE_ENDS, answer_due_silence),
    REPORT_PHOTO_SCANNING.kind,
    DueKind(PERMIT_DUE, remind_of_permit),
    RECEIPT_SCANNING.kind,
    *WAITING_KINDS,
]
