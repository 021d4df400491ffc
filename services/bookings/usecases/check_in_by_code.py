"""Checking in by the code at the door, or by the code in the member's hands.

Whoever scans the code at the door is there: the door itself acts, and the audit trail says so. The
code in the member's hands is scanned by the host. Only the act checks in; opening the page that a
code leads to changes nothing, so that no preview of a link ever does.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as upsert

from services.bookings.domain import states
from services.bookings.domain.check_in_codes import DOOR, PASS, CheckInCode, read_code, write_code
from services.bookings.models import Booking, BookingDate, CheckInKey
from services.bookings.queries.after import find_check_in_secrets
from services.bookings.usecases.attend_bookings import check_in_date
from services.bookings.usecases.choose_dates import choose_date
from shared.auth.caller import system_caller
from shared.database.work import Subject, Work
from shared.errors import Failure, Invalid, Lack, NotFound, refuse_if

SECRET_BYTES = 32
FIRST_KEY = 1


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """A token with what it is for."""

    kind: str
    token: str
    date: BookingDate


async def issue_check_in_code(work: Work, booking_id: UUID, date_id: UUID | None) -> IssuedCode:
    """The token of a date: the host's for the door, the member's for its own hands.

    Without a date it is the next one that is not over. Raises NotFound when the caller takes no
    part in the booking, Refusal for a date that is not confirmed.
    """
    booking = await work.session.get(Booking, booking_id)
    if booking is None or not work.caller.may_read(booking.readers):
        raise NotFound(Booking.KIND, booking_id)
    date, failures = _choose(booking, date_id, work.now)
    refuse_if([*states.lacks_part(booking, work.caller), *failures])
    work.subject = Subject(Booking.KIND, str(booking.id))
    kind = DOOR if states.hosts(work.caller, booking.host_id) else PASS
    return IssuedCode(kind, write_code(kind, date.id, await _signing_secret(work)), date)


def _choose(
    booking: Booking, date_id: UUID | None, now: datetime
) -> tuple[BookingDate, list[Failure]]:
    if date_id is None:
        ahead = [one for one in booking.dates_in(states.CONFIRMED) if one.ends_at > now]
        date_id = ahead[0].id if ahead else None
    return choose_date(booking, date_id, lambda date: states.may_still_check_in(date, now))


async def check_in_by_code(work: Work, token: str) -> BookingDate:
    """Check in the date that a code is for. Raises Invalid for a code that is not ours."""
    code = read_code(token, await find_check_in_secrets(work.session))
    if code is None:
        raise Invalid(Failure("code_not_valid", field="token"))
    booking = await _lock_booking_of(work, code)
    rights = [] if code.kind == DOOR else states.lacks_hosting(work.caller, booking.host_id)
    if rights:
        rights = [Lack("pass_needs_host", field="token")]
    date = next(one for one in booking.dates if one.id == code.date_id)
    window = timedelta(minutes=date.space.check_in_minutes)
    refuse_if([*rights, *states.may_check_in(date, window, work.now)])
    if code.kind == DOOR:
        work.origin = replace(work.origin, caller=system_caller("door"))
    await check_in_date(work, date)
    return date


async def _lock_booking_of(work: Work, code: CheckInCode) -> Booking:
    booking_id = await work.session.scalar(
        select(BookingDate.booking_id).where(BookingDate.id == code.date_id)
    )
    booking = await work.find_locked(Booking, booking_id) if booking_id else None
    if booking is None:
        raise Invalid(Failure("code_not_valid", field="token"))
    work.subject = Subject(Booking.KIND, str(booking.id))
    return booking


async def _signing_secret(work: Work) -> bytes:
    """The newest secret; the first one is made here, once, whoever comes at the same time."""
    known = await find_check_in_secrets(work.session)
    if known:
        return known[0]
    row = {
        "id": FIRST_KEY,
        "secret": secrets.token_bytes(SECRET_BYTES),
        "made_at": work.now,
    }
    await work.session.execute(upsert(CheckInKey).values(row).on_conflict_do_nothing())
    return (await find_check_in_secrets(work.session))[0]
