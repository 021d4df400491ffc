"""A member is one again: the dates that its list had cancelled come back where they are free.

What was only asked for is asked for again; what was granted is granted again if the place is free
and its rules still allow it; the rest is listed as lost, with why.
"""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from services.bookings.domain import claiming, states
from services.bookings.domain import standing_cases as rules
from services.bookings.domain.requesting import Conflict, check_conflicts, check_use
from services.bookings.events_out import publish_booking_requested
from services.bookings.events_out.standing import publish_standing_case_decided
from services.bookings.models import Booking, BookingDate, StandingCase, StandingEntry
from services.bookings.queries.claims import Places
from services.bookings.queries.standing import find_case_of
from services.bookings.usecases.claim_time import claim_time, lock_places, taking_of
from services.bookings.usecases.decide_bookings import mark_confirmed
from services.bookings.usecases.follow_dates import schedule_end, schedule_lapse
from services.bookings.usecases.keep_permits import follow_permits
from services.bookings.usecases.keep_worklists import (
    SILENCE_ENDS,
    close,
    list_dates,
    lock_bookings_ahead,
    settle,
)
from services.bookings.usecases.refuse_bookings import check_slots, slot_of
from shared.database.work import Work
from shared.errors import Failure

GONE = (rules.CANCELLED, rules.LAPSED)


async def restore_member(work: Work, member_id: UUID) -> StandingCase | None:
    """Close the list of a member that is one again; None when there was none."""
    if work.origin.announced:
        return None
    seen = await find_case_of(work.session, member_id)
    if seen is None:
        return None
    spaces = {one.date.space_id for one in seen.entries if one.outcome in GONE}
    places = await lock_places(work, spaces)
    bookings = await lock_bookings_ahead(work, member_id, seen.id)
    case = await find_case_of(work.session, member_id, lock=True)
    if case is None:
        return None
    list_dates(work, case, bookings)
    settled = [*await _restore(work, case, places), *case.undecided]
    for entry in case.undecided:
        settle(work, entry, rules.KEPT, None)
    close(work, case)
    publish_standing_case_decided(work, case, settled, reinstated=True)
    await work.unschedule(SILENCE_ENDS, str(case.id))
    return case


async def _restore(work: Work, case: StandingCase, places: Places) -> list[StandingEntry]:
    """The member hears of all of them at once; returns them."""
    back: dict[UUID, list[BookingDate]] = defaultdict(list)
    bookings: dict[UUID, Booking] = {}
    gone = [one for one in case.entries if one.outcome in GONE]
    for entry in sorted(gone, key=lambda one: (one.date.starts_at, one.date_id)):
        failures = await _give_back(work, entry, places)
        settle(work, entry, rules.LOST if failures else rules.RESTORED, None)
        entry.reason_code = failures[0].code if failures else None
        if not failures:
            back[entry.booking_id].append(entry.date)
            bookings[entry.booking_id] = entry.booking
    asked = {one.date_id for one in gone if one.was == states.REQUESTED}
    for id, dates in sorted(back.items()):
        bookings[id].part_of = case.id
        await _tell(work, bookings[id], dates, asked)
    return gone


async def _give_back(work: Work, entry: StandingEntry, places: Places) -> list[Failure]:
    """Claim the time of one date again; or why it cannot come back."""
    date = entry.date
    if failures := states.may_restore(date, work.now):
        return failures
    if entry.was == states.REQUESTED:
        return check_use(date.space, date.wish, work.now)
    (found,) = await check_slots(work, [slot_of(date, places)], check_use)
    if found.failures:
        return found.failures
    if not await claim_time(work, taking_of(date, places.of(date.space_id))):
        return check_conflicts([Conflict(claiming.BOOKING, found.slot.during)])
    return []


async def _tell(work: Work, booking: Booking, dates: list[BookingDate], asked: set[UUID]) -> None:
    """What was granted is confirmed again, what was asked for is a request again.

    Who decides is who hosts the place now: meanwhile it may have been handed over.
    """
    booking.host_id = dates[0].space.venue.host_id
    again = [one for one in dates if one.id in asked]
    for date in again:
        date.status = states.REQUESTED
        date.reason, date.reason_code, date.cancelled_by = None, None, None
    if again:
        booking.refresh()
        publish_booking_requested(work, booking, again)
        await schedule_lapse(work, booking)
    if granted := [one for one in dates if one.id not in asked]:
        mark_confirmed(work, booking, granted, None)
        await schedule_end(work, booking)
    await follow_permits(work, booking)
