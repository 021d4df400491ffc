"""What follows from cancelling a booking now, and what has been counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.bookings.domain.asking import CancellationRule
from services.bookings.domain.states import CONFIRMED
from services.bookings.models import Booking
from services.bookings.models.asking import LateCancellation
from services.bookings.queries.asking import find_asking
from shared.auth.caller import Caller
from shared.errors import NotFound


@dataclass(frozen=True, slots=True)
class Consequences:
    """A booking, the rules of the spaces of its granted dates, and its late cancellations."""

    booking: Booking
    rules: Mapping[UUID, CancellationRule]
    late: Sequence[LateCancellation]


async def find_consequences(
    session: AsyncSession, booking_id: UUID, caller: Caller
) -> Consequences:
    """Raises NotFound for who may not read the booking."""
    booking = await session.get(Booking, booking_id)
    if booking is None or not caller.may_read(booking.readers):
        raise NotFound(Booking.KIND, booking_id)
    spaces = {date.space_id: date.space for date in booking.dates_in(CONFIRMED)}
    rules = {id: (await find_asking(session, space)).cancellation for id, space in spaces.items()}
    late = await session.scalars(
        select(LateCancellation)
        .where(LateCancellation.booking_id == booking_id)
        .order_by(LateCancellation.starts_at, LateCancellation.date_id)
    )
    return Consequences(booking, rules, late.all())
