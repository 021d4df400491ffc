"""One request is confirmed, and each other one hears in the same act what it gets instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select

from services.bookings.domain import states
from services.bookings.models import Booking, BookingDate
from services.bookings.queries.claims import Places, find_rivals
from services.bookings.usecases import decide_bookings
from services.bookings.usecases.claim_time import lock_places
from services.bookings.usecases.confirm_at_once import confirm_at_once
from services.bookings.usecases.decide_bookings import NO_WORDS, Answer
from services.bookings.usecases.make_offers import OfferOrder, offer_locked_booking
from services.bookings.usecases.queue_bookings import queue_locked_booking
from shared.database.work import Work
from shared.errors import Failure, NotFound, Refusal


@dataclass(frozen=True, slots=True)
class OthersOrder:
    """What the rivals get: those named another time or place, the others a place in the queue."""

    queue: bool = False
    offers: Mapping[UUID, OfferOrder] = field(default_factory=dict)

    @property
    def nothing(self) -> bool:
        return not self.queue and not self.offers


NO_OTHERS = OthersOrder()


async def confirm_booking(
    work: Work, booking_id: UUID, answer: Answer = NO_WORDS, others: OthersOrder = NO_OTHERS
) -> Booking:
    """Confirm it and answer its rivals, or none of it. Raises Refusal as each part does."""
    if others.nothing:
        at_once = await confirm_at_once(work, booking_id, answer)
        return at_once or await decide_bookings.confirm_booking(work, booking_id, answer)
    booking = await work.session.get(Booking, booking_id)
    if booking is None or not work.caller.may_read(booking.readers):
        raise NotFound(Booking.KIND, booking_id)
    rivals = [one.id for one in await find_rivals(work.session, booking)]
    if strangers := [id for id in others.offers if id not in rivals]:
        raise Refusal(*(_stranger(others, id) for id in strangers))
    places = await lock_places(work, await _spaces(work, [booking_id, *rivals], others))
    for id in sorted([booking_id, *rivals]):
        await work.find_locked(Booking, id)
    confirmed = await decide_bookings.confirm_booking(work, booking_id, answer)
    await work.session.flush()
    for id in rivals:
        rival = await work.session.get(Booking, id)
        if rival is None or rival.host_id != confirmed.host_id:
            continue
        if id in others.offers:
            await _offer(work, rival, others, places)
        elif others.queue and rival.dates_in(states.REQUESTED):
            await _queue(work, rival)
    return confirmed


async def _offer(work: Work, rival: Booking, others: OthersOrder, places: Places) -> None:
    """What an offer is refused for is said of this offer, not of what is confirmed."""
    try:
        await offer_locked_booking(work, rival, others.offers[rival.id], places)
    except Refusal as refusal:
        place = f"others.offers.{list(others.offers).index(rival.id)}"
        for one in refusal.failures:
            one.field = f"{place}.{one.field}" if one.field else place
        raise


async def _queue(work: Work, rival: Booking) -> None:
    """It may stand there already, since another one won before."""
    try:
        await queue_locked_booking(work, rival)
    except Refusal as refusal:
        if [one.code for one in refusal.failures] != ["already_in_queue"]:
            raise


def _stranger(others: OthersOrder, id: UUID) -> Failure:
    number = list(others.offers).index(id)
    return Failure("not_a_rival", field=f"others.offers.{number}.booking_id", booking=str(id))


async def _spaces(work: Work, booking_ids: list[UUID], others: OthersOrder) -> set[UUID]:
    of_dates = await work.session.scalars(
        select(BookingDate.space_id).where(BookingDate.booking_id.in_(booking_ids)).distinct()
    )
    offered = [order.space_ids for order in others.offers.values()]
    return {*of_dates, *(id for ids in offered for id in ids)}
