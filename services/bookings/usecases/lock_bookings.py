"""A booking, locked with everything that an act looks at, in as few statements as it takes."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ARRAY, Uuid, cast, func, select
from sqlalchemy.orm import joinedload, lazyload, selectinload
from sqlalchemy.orm.exc import StaleDataError

from services.bookings.models import Booking, BookingDate, Space
from services.bookings.queries.claims import Places
from services.bookings.usecases.claim_time import lock_places
from shared.database.work import Work

ALONE = (joinedload(Space.venue, innerjoin=True), lazyload(Space.parent))
"""How to load a space without the space that it is a part of."""
WHOLE = (
    joinedload(Booking.member, innerjoin=True),
    joinedload(Booking.space, innerjoin=True).options(*ALONE),
    # By itself, after the lock is granted: joined, the dates would be those from before the wait.
    selectinload(Booking.dates).joinedload(BookingDate.space, innerjoin=True).options(*ALONE),
)
"""How to load a booking with its dates, spaces, venues and member."""


async def lock_booking(work: Work, booking_id: UUID) -> Booking:
    """The booking alone, for what claims no time. Raises NotFound as `work.lock` does."""
    return await work.lock(Booking, booking_id, *WHOLE)


async def lock_booking_and_places(
    work: Work, booking_id: UUID, *more_spaces: UUID
) -> tuple[Booking, Places]:
    """The booking and the spaces of its dates (and more) with all their parts, all locked.

    Spaces first, as closures do it, so that the two never wait for each other in a ring.
    """
    of_dates = select(BookingDate.space_id).where(BookingDate.booking_id == booking_id)
    spaces = func.array(of_dates.scalar_subquery())
    if more_spaces:
        spaces = func.array_cat(spaces, cast(list(more_spaces), ARRAY(Uuid)))
    places = await lock_places(work, select(spaces).scalar_subquery())
    booking = await lock_booking(work, booking_id)
    if not {date.space_id for date in booking.dates} <= places.spaces:
        # A date moved to another space while we waited: the transaction wrapper begins anew.
        raise StaleDataError
    return booking, places
