"""What happens when a time comes: requests lapse, bookings end, closures begin and end.

Each looks at the row first: whoever was faster, or moved the time, has the last word.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.bookings.domain import states
from services.bookings.models import Booking
from services.bookings.usecases.attend_bookings import mark_completed
from services.bookings.usecases.close_spaces import (
    CLOSURE_BEGINS,
    CLOSURE_ENDS,
    begin_closure,
    finish_closure,
)
from services.bookings.usecases.decide_bookings import ENDED, decline_booking
from services.bookings.usecases.remove_orphans import REMOVE_ORPHANS
from services.bookings.usecases.request_bookings import START_PASSED
from shared.database.work import Work
from shared.due_work import DueKind, OutsideKind


async def decline_lapsed_request(work: Work, key: str, _payload: dict[str, Any]) -> None:
    booking = await work.find_locked(Booking, UUID(key))
    if booking is not None and booking.status == states.REQUESTED and booking.starts_at <= work.now:
        await decline_booking(work, booking.id, None, "request_lapsed")


async def complete_ended_booking(work: Work, key: str, _payload: dict[str, Any]) -> None:
    """Nobody said otherwise before its end: it took place."""
    booking = await work.find_locked(Booking, UUID(key))
    if booking is not None and booking.status == states.CONFIRMED and booking.ends_at <= work.now:
        mark_completed(work, booking)


async def begin_due_closure(work: Work, key: str, _payload: dict[str, Any]) -> None:
    await begin_closure(work, UUID(key))


async def finish_due_closure(work: Work, key: str, _payload: dict[str, Any]) -> None:
    await finish_closure(work, UUID(key))


DUE_KINDS: list[DueKind | OutsideKind] = [
    DueKind(START_PASSED, decline_lapsed_request),
    DueKind(ENDED, complete_ended_booking),
    DueKind(CLOSURE_BEGINS, begin_due_closure),
    DueKind(CLOSURE_ENDS, finish_due_closure),
    REMOVE_ORPHANS,
]
