"""Single days on which a place is open at other hours, or closed: published, and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.bookings.domain import publishing_hours as rules
from services.bookings.domain import states
from services.bookings.domain.intervals import Interval
from services.bookings.domain.opening import instant_of, is_open
from services.bookings.models import Space, Venue
from services.bookings.models.opening import PUBLISHED, WITHDRAWN, OpeningException
from services.bookings.settings import Settings
from services.bookings.usecases.follow_hours import (
    ConfirmedDate,
    find_confirmed,
    refuse_outside,
)
from services.bookings.usecases.inherit_rules import apply_exceptions, lock_spaces_of
from services.bookings.usecases.note_freed import note_opened
from shared.clock import hanoi_date
from shared.database.work import Work
from shared.errors import Failure, Invalid, NotFound, refuse_if


@dataclass(frozen=True, slots=True)
class ExceptionOrder:
    """Other hours for the days from `first_day` to `last_day`, both included."""

    venue_id: UUID | None
    space_id: UUID | None
    first_day: date
    last_day: date
    windows: list[dict[str, Any]]
    reason: dict[str, str | None]
    keep_confirmed: bool


@dataclass(frozen=True, slots=True)
class ExceptionOutcome:
    """An exception, and the confirmed dates that lie outside of its hours."""

    exception: OpeningException
    outside: list[ConfirmedDate] = field(default_factory=list)


async def publish_opening_exception(work: Work, order: ExceptionOrder) -> ExceptionOutcome:
    """Publish it. Raises Refusal with what is confirmed outside, unless that is to stay."""
    venue = await _lock_venue(work, order)
    refuse_if(states.lacks_hosting(work.caller, venue.host_id))
    place_id = order.space_id or venue.id
    refuse_if(
        rules.may_publish(
            order.first_day,
            order.last_day,
            hanoi_date(work.now),
            Settings.of(work).opening_exception_max_days,
            await _find_same_days(work, place_id, order),
        )
    )
    spaces = await _touched(work, venue.id, order.space_id)
    exception = work.add(
        OpeningException(
            venue=venue,
            venue_id=venue.id,
            space=next((one for one in spaces if one.id == order.space_id), None),
            space_id=order.space_id,
            place_id=place_id,
            status=PUBLISHED,
            first_day=order.first_day,
            last_day=order.last_day,
            windows=order.windows,
            reason=order.reason,
        )
    )
    await work.session.flush()
    outside = await _write(work, spaces, exception)
    refuse_outside(outside, order.keep_confirmed)
    return ExceptionOutcome(exception, outside)


async def withdraw_opening_exception(work: Work, exception_id: UUID) -> ExceptionOutcome:
    """The usual hours hold again; what is confirmed outside of them is named."""
    asked = await work.session.get(OpeningException, exception_id)
    if asked is None:
        raise NotFound(OpeningException.KIND, exception_id)
    await work.find_locked(Venue, asked.venue_id)
    exception = await work.lock(OpeningException, exception_id)
    rights = states.lacks_hosting(work.caller, exception.venue.host_id)
    refuse_if([*rights, *rules.may_take_back(exception.status)])
    spaces = await _touched(work, exception.venue_id, exception.space_id)
    exception.status = WITHDRAWN
    await work.session.flush()
    return ExceptionOutcome(exception, await _write(work, spaces, exception))


async def _lock_venue(work: Work, order: ExceptionOrder) -> Venue:
    """The venue of the place, locked. Raises Invalid for none or two places, NotFound."""
    if (order.venue_id is None) == (order.space_id is None):
        raise Invalid(Failure("place_to_name", field="venue_id", allowed=["venue_id", "space_id"]))
    venue_id = order.venue_id
    if order.space_id is not None:
        venue_id = await work.session.scalar(
            select(Space.venue_id).where(Space.id == order.space_id)
        )
        if venue_id is None:
            raise NotFound(Space.KIND, order.space_id)
    assert venue_id is not None
    venue = await work.find_locked(Venue, venue_id)
    if venue is None:
        raise NotFound(Venue.KIND, venue_id)
    return venue


async def _find_same_days(
    work: Work, place_id: UUID, order: ExceptionOrder
) -> Sequence[OpeningException]:
    found = await work.session.scalars(
        select(OpeningException)
        .where(
            OpeningException.place_id == place_id,
            OpeningException.status == PUBLISHED,
            OpeningException.first_day <= order.last_day,
            OpeningException.last_day >= order.first_day,
        )
        .order_by(OpeningException.first_day)
    )
    return found.all()


async def _touched(work: Work, venue_id: UUID, space_id: UUID | None) -> list[Space]:
    """The place's spaces, the parts included; all spaces of the venue are locked."""
    spaces = await lock_spaces_of(work, venue_id)
    return [one for one in spaces if space_id is None or space_id in one.path]


async def _write(
    work: Work, spaces: list[Space], exception: OpeningException
) -> list[ConfirmedDate]:
    """Bring the spaces up to date; the confirmed dates of those days that are outside now."""
    if not spaces:
        return []
    await apply_exceptions(work, spaces)
    days = Interval(
        max(instant_of(exception.first_day, "00:00"), work.now),
        instant_of(exception.last_day + timedelta(days=1), "00:00"),
    )
    await note_opened(work, [space.id for space in spaces], days)
    dates = await find_confirmed(work, spaces, days)
    return [one for one in dates if not is_open(one.space.opening_rules, one.time)]
