"""An offer is over, one way or another: what was held is free, and the watch behind it goes on.

Apart from the answers, because whoever decides about a booking settles what was held for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from sqlalchemy import select

from services.bookings.domain import states, waiting
from services.bookings.domain.intervals import span_of
from services.bookings.models import Booking, BookingDate, Offer, Space, Watch
from services.bookings.models.waiting import written
from services.bookings.regulations.waiting import WAITING
from services.bookings.usecases.claim_time import release_offer
from services.bookings.usecases.note_freed import TIME_FREED
from services.bookings.usecases.take_stock import give_back_offered
from shared.database.work import Work

WATCH_OVER = "watch_over"


async def settle_offer(
    work: Work,
    booking: Booking,
    decided: Collection[BookingDate] = (),
    *,
    confirming: bool = False,
    staying: bool = False,
) -> None:
    """A booking is decided about itself: what was held for it ends, and its place in the queue.

    Called under the booking's lock, before what it holds is looked at. What a member has accepted
    becomes its booking when that is confirmed. The place in the queue is kept when it is `staying`,
    and while dates are asked for besides those that are `decided`.
    """
    offer = await work.find_locked(Offer, booking.offer_id) if booking.offer_id else None
    if offer is not None and offer.status in waiting.HOLDING:
        if confirming and offer.status == waiting.ANSWERED:
            await release_offer(work, offer.id)
            offer.status = waiting.ACCEPTED
            await fulfil(work, offer)
        else:
            answered = offer.status == waiting.ANSWERED
            await give_up(work, offer, waiting.DECLINED if answered else waiting.WITHDRAWN)
        await work.session.flush()
    if staying or booking.watch_id is None:
        return
    watch = await work.find_locked(Watch, booking.watch_id)
    if watch is not None and watch.status in waiting.LIVE_WATCHES:
        left = [one for one in booking.dates_in(states.REQUESTED) if one not in decided]
        if left:
            await _wait_for(work, watch, left)
        else:
            watch.status = waiting.ENDED


async def give_up(work: Work, offer: Offer, status: str) -> None:
    """Hold it no longer; what becomes of the watch behind it follows from its kind."""
    offer.status = status
    await release_offer(work, offer.id)
    if offer.equipment:
        await give_back_offered(work, [one.date_id for one in offer.times if one.date_id])
    if offer.watch_id is None:
        await _look_again(work, offer)
        return
    watch = await work.find_locked(Watch, offer.watch_id)
    if watch is None or watch.status != waiting.OFFERED:
        return
    watch.lapses += status == waiting.LAPSED
    done = watch.slots is not None or watch.lapses >= WAITING.lapses_until_end
    over = offer.answered_at is not None and status != waiting.DECLINED
    watch.status = waiting.ENDED if done or over else waiting.WAITING


async def _look_again(work: Work, offer: Offer) -> None:
    """While its host offered it something else, its place in the queue was passed over."""
    queued = select(Watch.id).where(
        Watch.booking_id == offer.booking_id, Watch.status == waiting.WAITING
    )
    if watch_id := await work.session.scalar(queued):
        await _look_for(work, watch_id)


async def _look_for(work: Work, watch_id: UUID) -> None:
    payload = {"watch_id": str(watch_id)}
    await work.schedule(TIME_FREED, str(work.new_id()), work.now, payload)


async def fulfil(work: Work, offer: Offer) -> None:
    if offer.watch_id is None:
        return
    watch = await work.find_locked(Watch, offer.watch_id)
    if watch is not None and watch.status == waiting.OFFERED:
        watch.status = waiting.FULFILLED


async def requeue(work: Work, booking: Booking) -> None:
    """A queued request asks for other times now: it keeps its place, and waits for those."""
    watch: Watch | None = await work.session.scalar(
        select(Watch)
        .where(Watch.booking_id == booking.id, Watch.status.in_(waiting.LIVE_WATCHES))
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    dates = booking.dates_in(states.REQUESTED)
    if watch is not None and dates:
        await _wait_for(work, watch, dates)


async def _wait_for(work: Work, watch: Watch, dates: Sequence[BookingDate]) -> None:
    """These dates alone, which may be free already."""
    times = [date.time for date in dates]
    watch.slots, watch.status = written(times), waiting.WAITING
    watch.starts_at, watch.ends_at = span_of(times).start, span_of(times).end
    watch.space = one_space(dates)
    watch.space_id = watch.space.id if watch.space else None
    await work.schedule(WATCH_OVER, str(watch.id), watch.ends_at)
    await _look_for(work, watch.id)


def one_space(dates: Iterable[BookingDate]) -> Space | None:
    """The space of all these dates; None when they are in several."""
    spaces = {date.space_id: date.space for date in dates}
    return next(iter(spaces.values())) if len(spaces) == 1 else None
