"""A host offers a request, or a displaced booking, another time or place, held meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from services.bookings.domain import states, waiting
from services.bookings.domain.intervals import Interval
from services.bookings.domain.requesting import check_member, check_use
from services.bookings.events_out import publish_booking_offered
from services.bookings.models import Booking, BookingDate, Offer, Space
from services.bookings.queries.claims import Places
from services.bookings.queries.waiting import find_held_offer
from services.bookings.regulations.waiting import WAITING
from services.bookings.usecases.hold_time import Held, hold_offer
from services.bookings.usecases.lock_bookings import ALONE, lock_booking_and_places
from services.bookings.usecases.refuse_bookings import (
    Slot,
    check_slots,
    refuse_lost_race,
    refuse_slots,
)
from shared.database.work import Work
from shared.errors import Failure, NotFound, Refusal, refuse_if
from shared.wording import say_instant


@dataclass(frozen=True, slots=True)
class WantedTime:
    """For which date (None: the only one), where (None: its own place), when."""

    date_id: UUID | None
    space_id: UUID | None
    time: Interval


@dataclass(frozen=True, slots=True)
class OfferOrder:
    times: Sequence[WantedTime]
    held_until: datetime | None
    reason: str | None

    @property
    def space_ids(self) -> set[UUID]:
        return {one.space_id for one in self.times if one.space_id is not None}


async def offer_booking(work: Work, booking_id: UUID, order: OfferOrder) -> Offer:
    """Raises Refusal with every rule of the offered places that fails, and what is taken."""
    booking, places = await lock_booking_and_places(work, booking_id, *order.space_ids)
    refuse_if(states.lacks_hosting(work.caller, booking.host_id))
    return await offer_locked_booking(work, booking, order, places)


async def offer_locked_booking(
    work: Work, booking: Booking, order: OfferOrder, places: Places
) -> Offer:
    """The same when places and booking are locked already and the caller hosts it."""
    dates = booking.dates_in(*waiting.OFFERABLE)
    if not dates:
        refuse_if(waiting.may_be_offered(booking.status))
    if held := await find_held_offer(work.session, booking.id):
        refuse_if([Failure("already_offered")], offer_id=held)
    times = [await _held_of(work, booking, dates, one) for one in order.times]
    slots = [
        Slot(
            one.space,
            places.of(one.space.id),
            replace(dates[0].wish, time=one.time),
            booking.wanted_equipment,
        )
        for one in times
    ]
    until = WAITING.offer_until(work.now, min(one.time.start for one in times))
    failures = [*_check_order(work, order, times, dates, until), *check_member(booking.member)]
    await refuse_slots(work, await check_slots(work, slots, check_use), failures)
    offer = offer_of(booking, waiting.BY_HOST, order.held_until or until or work.now)
    offer.reason = order.reason
    if not await hold_offer(work, offer, times, places):
        await refuse_lost_race(work, slots, [])
    booking.offer_id = offer.id
    publish_booking_offered(work, offer)
    return offer


def offer_of(booking: Booking, origin: str, until: datetime) -> Offer:
    """A new offer to the member of a booking, without its times yet."""
    return Offer(
        booking=booking,
        booking_id=booking.id,
        member=booking.member,
        member_id=booking.member_id,
        host_id=booking.host_id,
        origin=origin,
        status=waiting.OPEN,
        expires_at=until,
        title=booking.title,
        public=booking.public,
        equipment=booking.equipment,
    )


async def _held_of(
    work: Work, booking: Booking, dates: Sequence[BookingDate], wanted: WantedTime
) -> Held:
    if wanted.date_id is None and len(dates) > 1:
        raise Refusal(Failure("date_to_name", field="date_id"))
    date = next((one for one in dates if wanted.date_id in (None, one.id)), None)
    if date is None:
        raise Refusal(Failure("date_unknown", field="date_id", id=str(wanted.date_id)))
    if wanted.space_id in (None, date.space_id):
        return Held(date.space, wanted.time, date.id)
    space = await work.session.get(Space, wanted.space_id, options=ALONE)
    if space is None:
        raise NotFound(Space.KIND, str(wanted.space_id))
    if space.venue.host_id != booking.host_id:
        raise Refusal(Failure("space_of_another_host", field="space_id"))
    return Held(space, wanted.time, date.id)


def _check_order(
    work: Work,
    order: OfferOrder,
    times: Sequence[Held],
    dates: Sequence[BookingDate],
    until: datetime | None,
) -> list[Failure]:
    """Each date that waits is offered one time, long enough before the first of them begins."""
    failures = []
    if sorted(str(one.date_id) for one in times) != sorted(str(one.id) for one in dates):
        failures.append(Failure("dates_to_name", field="dates"))
    latest = min(one.time.start for one in times) - WAITING.notice
    held = order.held_until
    if until is None:
        hours = WAITING.least_notice_hours
        failures.append(Failure("too_late_to_offer", field="starts_at", hours=hours))
    elif held is not None and held > latest:
        failures.append(Failure("hold_too_long", field="held_until", latest=say_instant(latest)))
    elif held is not None and held <= work.now:
        failures.append(Failure("hold_over", field="held_until", now=say_instant(work.now)))
    return failures
