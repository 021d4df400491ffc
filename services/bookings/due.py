"""What happens when a time comes: requests lapse, bookings and closures end, freed time is offered.

Each looks at the row first: whoever was faster, or moved the time, has the last word.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from services.bookings.usecases.answer_offers import end_shaken_offer, lapse_offer
from services.bookings.usecases.attach_files import ATTACHMENT_SCANNING
from services.bookings.usecases.call_weather import WEATHER_OVER
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
from services.bookings.usecases.hold_fallbacks import FALLBACK_FIRMS, firm_fallback, follow_date
from services.bookings.usecases.hold_time import OFFER_LAPSES
from services.bookings.usecases.keep_permit_papers import RECEIPT_SCANNING
from services.bookings.usecases.keep_permits import PERMIT_DUE
from services.bookings.usecases.keep_report_photos import REPORT_PHOTO_SCANNING
from services.bookings.usecases.keep_worklists import SILENCE_ENDS, answer_silence
from services.bookings.usecases.mark_no_shows import CHECK_IN_OVER, mark_missed_dates
from services.bookings.usecases.note_freed import FALLBACK_SHAKEN, OFFER_SHAKEN, TIME_FREED
from services.bookings.usecases.offer_freed_time import offer_freed_time
from services.bookings.usecases.remind_permits import remind_of_permit
from services.bookings.usecases.remove_orphans import REMOVE_ORPHANS
from services.bookings.usecases.settle_offers import WATCH_OVER
from services.bookings.usecases.undo_weather import finish_weather_call
from services.bookings.usecases.watch_times import finish_watch
from services.bookings.usecases.write_drafts import DRAFT_FORGOTTEN, forget_draft
from shared.database.work import Work
from shared.due_work import DueKind, OutsideKind


def _by_id(
    kind: str, act: Callable[[Work, UUID], Awaitable[object]], named: str | None = None
) -> DueKind:
    """Work about the row whose id is its key, or stands in its payload under a name."""

    async def perform(work: Work, key: str, payload: dict[str, Any]) -> None:
        await act(work, UUID(payload[named] if named else key))

    return DueKind(kind, perform)


async def offer_what_is_free(work: Work, _key: str, payload: dict[str, Any]) -> None:
    await offer_freed_time(work, payload)


DUE_KINDS: list[DueKind | OutsideKind] = [
    _by_id(START_PASSED, decline_lapsed_dates),
    _by_id(ENDED, complete_ended_dates),
    _by_id(CLOSURE_BEGINS, begin_closure),
    _by_id(CLOSURE_ENDS, finish_closure),
    _by_id(CHANGE_LAPSES, lapse_change),
    _by_id(DRAFT_FORGOTTEN, forget_draft),
    _by_id(CHECK_IN_OVER, mark_missed_dates),
    _by_id(SILENCE_ENDS, answer_silence),
    DueKind(PERMIT_DUE, remind_of_permit),
    DueKind(TIME_FREED, offer_what_is_free),
    _by_id(OFFER_LAPSES, lapse_offer),
    _by_id(OFFER_SHAKEN, end_shaken_offer, "offer_id"),
    _by_id(WATCH_OVER, finish_watch),
    _by_id(FALLBACK_FIRMS, firm_fallback),
    _by_id(FALLBACK_SHAKEN, follow_date, "fallback_id"),
    _by_id(WEATHER_OVER, finish_weather_call),
    ATTACHMENT_SCANNING.kind,
    REPORT_PHOTO_SCANNING.kind,
    RECEIPT_SCANNING.kind,
    REMOVE_ORPHANS,
]
