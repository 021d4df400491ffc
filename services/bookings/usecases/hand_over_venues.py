"""A venue has another host: whatever is still open there is the new host's to decide.

A booking goes with its dates, wherever it was asked for first:

    asked for    venue handed over     another one      venue handed over
    next date    there                 there            in another one
    host         the new one           the new one      stays
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from services.bookings.domain import states
from services.bookings.models import Booking, BookingDate, Closure, Space, Venue
from services.bookings.usecases.carry_over_waiting import hand_over_waiting
from services.bookings.usecases.follow_changes import hand_over_changes
from services.bookings.usecases.keep_permits import follow_permits
from services.bookings.usecases.keep_worklists import hand_over_cases
from services.bookings.usecases.run_rounds import hand_over_rounds
from services.bookings.usecases.subscribe_calendars import revoke_feeds_of_host
from shared.database.work import Work


async def hand_over_venue(work: Work, venue: Venue, host_id: UUID) -> None:
    """The venue is locked; it has its new host afterwards."""
    bookings = await _find_bookings(work, venue)
    rows: list[Booking | Closure] = [*bookings, *await _find_closures(work, venue)]
    for row in rows:
        row.host_id = host_id
    for booking in bookings:
        await follow_permits(work, booking)
    await hand_over_rounds(work, venue.id, venue.host_id, host_id)
    await hand_over_changes(work, bookings)
    await hand_over_waiting(work, venue.id, host_id)
    await hand_over_cases(work, bookings)
    await revoke_feeds_of_host(work, venue.host_id, venue.id)
    venue.host_id = host_id


async def _find_bookings(work: Work, venue: Venue) -> list[Booking]:
    """Open bookings whose next open date is in the venue, locked in id order."""
    of_venue = select(Space.id).where(Space.venue_id == venue.id)
    touching = select(BookingDate.booking_id).where(
        BookingDate.space_id.in_(of_venue), BookingDate.status.in_(states.OPEN_STATES)
    )
    found = await work.session.scalars(
        select(Booking)
        .where(Booking.id.in_(touching), Booking.status.in_(states.OPEN_STATES))
        .order_by(Booking.id)
        .with_for_update(of=Booking, key_share=True)
        .execution_options(populate_existing=True)
    )
    return [
        booking
        for booking in found.all()
        if booking.dates_in(*states.OPEN_STATES)[0].space.venue_id == venue.id
    ]


async def _find_closures(work: Work, venue: Venue) -> Sequence[Closure]:
    of_venue = select(Space.id).where(Space.venue_id == venue.id)
    found = await work.session.scalars(
        select(Closure)
        .where(Closure.space_id.in_(of_venue))
        .order_by(Closure.id)
        .with_for_update(key_share=True)
    )
    return found.all()
