"""What happens when a time comes: requests lapse, bookings end, closures begin and end.

Each looks at the row first: whoever was faster, or moved the time, has the last word.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.bookings.due_waiting import WAITING_KINDS
from services.bookings.usecases.close_spaces import (
    CLOSURE_BEGINS,
    CLOSURE_ENDS,
    begin_closure,
    finish_closure,
)
from services.bookings.usecases.follow_dates import (
    ENDED,
    START_PASSED,
    complete_ended_dates,
    decline_lapsed_dates,
)
from shared.database.work import Work
from shared.due_work import DueKind


async def decline_lapsed_request(work: Work, key: str, _payload: dict[str, Any]) -> None:
    await decline_lapsed_dates(work, UUID(key))


async def complete_ended_booking(work: Work, key: str, _payload: dict[str, Any]) -> None:
    await complete_ended_dates(work, UUID(key))


async def begin_due_closure(work: Work, key: str, _payload: dict[str, Any]) -> None:
    await begin_closure(work, UUID(key))


async def finish_due_closure(work: Work, key: str, _payload: dict[str, Any]) -> None:
    await finish_closure(work, UUID(key))


DUE_KINDS = [
    DueKind(START_PASSED, decline_lapsed_request),
    DueKind(ENDED, complete_ended_booking),
    DueKind(CLOSURE_BEGINS, begin_due_closure),
    DueKind(CLOSURE_ENDS, finish_due_closure),
    *WAITING_KINDS,
]
