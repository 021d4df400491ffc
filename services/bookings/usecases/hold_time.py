"""Time that is held for one member, and time that is given up: who waits for it is looked for.

What is given up is noted in the transaction that gives it up and offered in one of its own, so
that no door that cancels, moves or closes has to know of queues, and none of them can forget one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from services.bookings.domain import claiming
from services.bookings.domain.intervals import Interval
from services.bookings.domain.waiting import WAITING
from services.bookings.models import Claim, Offer, OfferTime, Space, Watch
from services.bookings.queries.claims import Places
from services.bookings.usecases.claim_time import Taking, claim_times
from services.bookings.usecases.note_freed import TIME_FREED
from services.bookings.usecases.take_stock import Holding, hold_stock
from shared.database.work import Work

OFFER_LAPSES = "offer_lapses"


@dataclass(frozen=True, slots=True)
class Held:
    """A time in a space, of a booking's offer also for which of its dates."""

    space: Space
    time: Interval
    date_id: UUID | None = None


async def hold_offer(work: Work, offer: Offer, times: Sequence[Held], places: Places) -> bool:
    """Write a new offer and hold all of it: its times, and the equipment that goes with them.

    False, and nothing written, when a time is taken or there is too little of the equipment. The
    places are locked. Whoever holds another offer of the same booking gives it up first.
    """
    offer.times = [
        OfferTime(
            id=work.new_id(),
            space=one.space,
            space_id=one.space.id,
            date_id=one.date_id,
            starts_at=one.time.start,
            ends_at=one.time.end,
        )
        for one in times
    ]
    offer.starts_at = min(one.time.start for one in times)
    async with work.session.begin_nested() as step:
        work.add(offer)
        await work.session.flush()
        taken = await claim_times(work, takings_of(offer, places))
        if taken or await _lacks_equipment(work, offer):
            await step.rollback()
            return False
    await work.schedule(OFFER_LAPSES, str(offer.id), offer.expires_at)
    return True


def takings_of(offer: Offer, places: Places) -> list[Taking]:
    """What an offer claims, with the set-up and clear-up of each place."""
    return [
        Taking(
            one.space,
            places.of(one.space_id),
            one.time.padded(one.space.setup, one.space.clearup),
            offer_id=offer.id,
            kind=claiming.OFFER,
            expires_at=offer.expires_at,
        )
        for one in offer.times
    ]


async def _lacks_equipment(work: Work, offer: Offer) -> bool:
    """Hold what the booking wants at each of its times; whether there is too little of it."""
    if not offer.equipment or offer.booking is None:
        return False
    dates = {date.id: date for date in offer.booking.dates}
    holdings = [
        Holding(
            dates[one.date_id],
            one.time.padded(one.space.setup, one.space.clearup),
            offer.held_equipment,
            offer.expires_at,
        )
        for one in offer.times
        if one.date_id is not None
    ]
    return bool(await hold_stock(work, holdings))


async def hold_until(work: Work, offer: Offer, until: datetime) -> None:
    """Hold it longer, or less long."""
    offer.expires_at = until
    await work.session.execute(
        update(Claim).where(Claim.offer_id == offer.id).values(expires_at=until)
    )
    await work.schedule(OFFER_LAPSES, str(offer.id), until)


def spaces_of(offer: Offer) -> set[UUID]:
    return {one.space_id for one in offer.times}


async def look_for_watch(work: Work, watch: Watch) -> None:
    """Once this is committed, look whether what it waits for has become free meanwhile."""
    payload: dict[str, Any] = {"watch_id": str(watch.id)}
    await work.schedule(TIME_FREED, str(work.new_id()), work.now, payload)


async def look_for_member(work: Work, member_id: UUID) -> None:
    """It may be offered time again: what became free meanwhile was not offered to it."""
    waits = select(Watch).where(Watch.member_id == member_id, Watch.status == WAITING)
    for watch in (await work.session.scalars(waits.order_by(Watch.since, Watch.id))).all():
        await look_for_watch(work, watch)
