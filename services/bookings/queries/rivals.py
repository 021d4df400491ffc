"""Rivals side by side: who asks for one time, with what the host weighs.

Four statements however many rivals there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.bookings.domain import states
from services.bookings.domain.fair_share import is_over_cap, seconds_in
from services.bookings.domain.states import lacks_hosting
from services.bookings.models import Booking, BookingDate, KnownMember, Season
from services.bookings.models.asking import LateCancellation
from services.bookings.queries.claims import find_rivals
from services.bookings.queries.fair_share import HEIR, RECEIVED, carried_by, find_use
from services.bookings.regulations.asking import HISTORY
from shared.auth.caller import Caller
from shared.errors import NotFound, refuse_if


@dataclass(slots=True)
class History:
    """What became of a member's dates since `HISTORY` ago."""

    dates: dict[str, int] = field(default_factory=dict)
    """Status → how many dates that began since."""
    hours_used: float = 0.0
    """Hours of dates that took place or are granted."""
    late_cancellations: int = 0


@dataclass(frozen=True, slots=True)
class Compared:
    """The booking asked about, its rivals, and what is known of each one's member."""

    booking: Booking
    rivals: Sequence[Booking]
    histories: Mapping[UUID, History]
    season: Season | None
    """The one that runs."""
    used_seconds: Mapping[UUID, int]
    """Fair share used in it by member."""
    since: datetime


def is_beyond_cap(found: Compared, booking: Booking) -> bool | None:
    """Whether granting all of it would bring its member over the season's cap; None without one."""
    season = found.season
    if season is None or season.share_rules.cap_hours_per_member is None:
        return None
    asked = [date.time for date in booking.dates if date.status not in RECEIVED]
    seconds = found.used_seconds[booking.member_id] + seconds_in(season.span, asked)
    return is_over_cap(season.share_rules, seconds)


async def compare_rivals(
    session: AsyncSession, booking_id: UUID, caller: Caller, now: datetime
) -> Compared:
    """For who decides. Raises NotFound, and Forbidden for anyone else."""
    booking = await session.get(Booking, booking_id)
    if booking is None or not caller.may_read(booking.readers):
        raise NotFound(Booking.KIND, booking_id)
    refuse_if(lacks_hosting(caller, booking.host_id))
    rivals = sorted(await find_rivals(session, booking), key=lambda one: (one.created_at, one.id))
    members = {one.member_id for one in (booking, *rivals)}
    since = now - HISTORY
    histories = await find_histories(session, members, since)
    season, used = await find_use(session, members, now)
    return Compared(booking, rivals, histories, season, used, since)


async def find_histories(
    session: AsyncSession, members: Collection[UUID], since: datetime
) -> Mapping[UUID, History]:
    """What members did with what they were given; two statements."""
    histories: dict[UUID, History] = defaultdict(History)
    length: Any = func.sum(BookingDate.ends_at - BookingDate.starts_at)
    rows = await session.execute(
        select(HEIR, BookingDate.status, func.count(), length)
        .select_from(BookingDate)
        .join(Booking, Booking.id == BookingDate.booking_id)
        .join(KnownMember, KnownMember.id == Booking.member_id)
        .where(Booking.member_id.in_(carried_by(members)), BookingDate.starts_at >= since)
        .group_by(HEIR, BookingDate.status)
    )
    for member_id, status, count, taken in rows:
        history = histories[member_id]
        history.dates[status] = count
        if status in (states.CONFIRMED, states.COMPLETED):
            history.hours_used += taken / timedelta(hours=1)
    late = await session.execute(
        select(HEIR, func.count())
        .select_from(LateCancellation)
        .join(KnownMember, KnownMember.id == LateCancellation.member_id)
        .where(
            LateCancellation.member_id.in_(carried_by(members)),
            LateCancellation.cancelled_at >= since,
            ~LateCancellation.excused,
        )
        .group_by(HEIR)
    )
    for member_id, count in late:
        histories[member_id].late_cancellations = count
    return histories
