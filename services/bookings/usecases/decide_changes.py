"""The host decides about a change of what was granted; the member takes it back.

Locks in the order of all: leaf spaces, the booking, then the change.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from services.bookings.domain import changing, states
from services.bookings.domain.intervals import Interval
from services.bookings.events_out.changes import publish_change_decided
from services.bookings.models import Booking
from services.bookings.models.asking import BookingChange
from services.bookings.usecases.change_bookings import (
    CHANGE_LAPSES,
    apply_edit,
    check_edit,
    fields_of,
    may_edit,
    merge_fields,
)
from services.bookings.usecases.lock_bookings import WHOLE, lock_booking
from services.bookings.usecases.reschedule_bookings import Move, reschedule_booking
from shared.database.work import Work
from shared.errors import Lack, NotFound, refuse_if


async def approve_change(work: Work, change_id: UUID, reason: str | None = None) -> BookingChange:
    """Do what was asked, checked again as it is now. Raises Refusal when it cannot be any more."""
    asked = await _find(work, change_id)
    refuse_if([*states.lacks_hosting(work.caller, asked.host_id), *changing.may_decide(asked)])
    if asked.move is not None:
        await reschedule_booking(work, asked.booking_id, _read_move(asked.move, reason))
    else:
        booking = await lock_booking(work, asked.booking_id)
        refuse_if(may_edit(booking, work.caller))
        before = fields_of(booking)
        fields = merge_fields(before, asked.edit or {})
        await check_edit(work, booking, before, fields)
        await apply_edit(work, booking, fields)
    return await _decide(work, change_id, changing.APPROVED, reason)


async def refuse_change(work: Work, change_id: UUID, reason: str) -> BookingChange:
    """The booking stays as it was granted; the member is owed the reason."""
    asked = await _find(work, change_id)
    refuse_if(states.lacks_hosting(work.caller, asked.host_id))
    return await _decide(work, change_id, changing.REFUSED, reason)


async def withdraw_change(work: Work, change_id: UUID) -> BookingChange:
    """The member that asked takes it back."""
    asked = await _find(work, change_id)
    if asked.member_id not in work.caller.member_ids and asked.asked_by != work.caller.key:
        refuse_if([Lack("not_the_asker")])
    return await _decide(work, change_id, changing.WITHDRAWN, None)


async def lapse_change(work: Work, change_id: UUID) -> None:
    """Nobody decided in time; whoever did was faster."""
    change = await work.find_locked(BookingChange, change_id)
    if change is not None and change.status == changing.WAITING:
        change.status, change.decided_at = changing.LAPSED, work.now
        await _tell(work, change)


async def _find(work: Work, change_id: UUID) -> BookingChange:
    change = await work.session.get(BookingChange, change_id)
    if change is None or not work.caller.may_read(change.readers):
        raise NotFound(BookingChange.KIND, change_id)
    return change


async def _decide(work: Work, change_id: UUID, status: str, reason: str | None) -> BookingChange:
    """Of two who decide at once the second is told that it is decided."""
    change = await work.lock(BookingChange, change_id)
    refuse_if(changing.may_decide(change))
    change.status, change.reason = status, reason
    change.decided_by, change.decided_at = work.caller.key, work.now
    if status != changing.WITHDRAWN:
        await _tell(work, change)
    await work.unschedule(CHANGE_LAPSES, str(change.id))
    return change


async def _tell(work: Work, change: BookingChange) -> None:
    with work.session.no_autoflush:
        booking = await work.session.get_one(Booking, change.booking_id, options=WHOLE)
    publish_change_decided(work, change, booking)


def _read_move(move: dict[str, Any], reason: str | None) -> Move:
    time = Interval(
        datetime.fromisoformat(move["starts_at"]), datetime.fromisoformat(move["ends_at"])
    )
    return Move(time=time, scope=move["scope"], date_id=UUID(move["date_id"]), reason=reason)
