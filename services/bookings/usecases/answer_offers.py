"""What becomes of an offer: accepted, declined, taken back, lapsed; then it is the next's turn."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from services.bookings.domain import states, waiting
from services.bookings.domain.requesting import check_asking, check_member, check_use
from services.bookings.events_out import (
    publish_booking_offer_lapsed,
    publish_booking_requested,
)
from services.bookings.models import Booking, Claim, Offer
from services.bookings.queries.claims import Places
from services.bookings.queries.fair_share import check_caps
from services.bookings.regulations.waiting import WAITING
from services.bookings.usecases.claim_time import claim_times, lock_places, release_offer, taking_of
from services.bookings.usecases.decide_bookings import mark_confirmed
from services.bookings.usecases.follow_dates import schedule_end, schedule_lapse
from services.bookings.usecases.hold_time import hold_until, spaces_of
from services.bookings.usecases.keep_permits import follow_permits
from services.bookings.usecases.refuse_bookings import (
    check_slots,
    refuse_lost_race,
    refuse_slots,
    slot_of,
)
from services.bookings.usecases.request_bookings import Request, asked_once, booking_of
from services.bookings.usecases.settle_offers import fulfil, give_up
from shared.database.work import Work
from shared.errors import NotFound, refuse_if


async def accept_offer(work: Work, offer_id: UUID) -> Offer:
    """Confirm what a host had agreed to; of a watch's offer make a request and hold its time.

    Raises Refusal when the places changed their rules since, or equipment is short.
    """
    offer, places = await _lock_offer(work, offer_id)
    refuse_if(waiting.lacks_membership_in(offer, work.caller))
    refuse_if(waiting.may_accept(offer, work.now))
    offer.answered_at = work.now
    if waiting.needs_host(offer.origin):
        await _ask_host(work, offer)
    else:
        await _confirm(work, offer, places)
    return offer


async def _confirm(work: Work, offer: Offer, places: Places) -> None:
    """The offer's claims become the booking's, in one step under the lock of the leaves."""
    booking = offer.booking
    assert booking is not None
    offered = {one.date_id: one for one in offer.times}
    dates = [date for date in booking.dates if date.id in offered]
    refuse_if([one for date in dates for one in waiting.may_be_offered(date.status)])
    for date in dates:
        place = offered[date.id]
        date.space, date.space_id = place.space, place.space_id
        date.starts_at, date.ends_at = place.starts_at, place.ends_at
    booking.dates.sort(key=lambda date: (date.starts_at, date.id))
    await release_offer(work, offer.id)
    slots = [slot_of(date, places) for date in dates]
    mine = [date.id for date in dates]
    findings = await check_slots(work, slots, check_use, mine)
    await refuse_slots(work, findings, check_member(offer.member))
    if await claim_times(work, [taking_of(date, places.of(date.space_id)) for date in dates]):
        await refuse_lost_race(work, slots, mine)
    offer.status = waiting.ACCEPTED
    await fulfil(work, offer)
    mark_confirmed(work, booking, dates, offer.reason)
    await schedule_end(work, booking)
    await follow_permits(work, booking)


async def _ask_host(work: Work, offer: Offer) -> None:
    """A request, as if the member had sent it; its time stays held for the host's decision."""
    watch = offer.watch
    assert watch is not None
    failures = check_asking(offer.member, work.now)
    for one in offer.times:
        failures += check_use(one.space, watch.wish(one.time), work.now)
    failures += await check_caps(work.session, offer.member_id, [one.time for one in offer.times])
    refuse_if(failures)
    asked = Request(
        space_id=offer.times[0].space_id,
        times=[one.time for one in offer.times],
        kind=watch.activity_kind,
        audience=watch.expected_audience,
        layout=watch.layout,
        contents=watch.contents,
        loudness=watch.loudness,
        title=watch.title,
        summary=watch.summary,
        public=watch.public,
        member_id=watch.member_id,
    )
    booking = booking_of(work, asked, offer.times[0].space, offer.member)
    booking.offer_id = offer.id
    async with asked_once(work, booking):
        work.add(booking).refresh()
        publish_booking_requested(work, booking, booking.dates)
    await schedule_lapse(work, booking)
    offer.booking, offer.booking_id, offer.status = booking, booking.id, waiting.ANSWERED
    await hold_until(work, offer, WAITING.host_until(work.now, offer.starts_at))


async def decline_offer(work: Work, offer_id: UUID) -> Offer:
    """No, thank you."""
    offer, _ = await _lock_offer(work, offer_id)
    refuse_if(waiting.lacks_membership_in(offer, work.caller))
    refuse_if(waiting.may_decline(offer))
    offer.answered_at = work.now
    await give_up(work, offer, waiting.DECLINED)
    return offer


async def withdraw_offer(work: Work, offer_id: UUID, reason: str) -> Offer:
    """The host takes it back before it was answered; the member is told."""
    offer, _ = await _lock_offer(work, offer_id)
    refuse_if(states.lacks_hosting(work.caller, offer.host_id))
    refuse_if(waiting.may_withdraw(offer))
    offer.reason = reason
    await give_up(work, offer, waiting.WITHDRAWN)
    publish_booking_offer_lapsed(work, offer)
    return offer


async def lapse_offer(work: Work, offer_id: UUID) -> None:
    """Its time to be answered, or decided, is over. A request that it led to goes on without."""
    known = await work.session.get(Offer, offer_id)
    if known is None or known.status not in waiting.HOLDING or known.expires_at > work.now:
        return
    offer, _ = await _lock_offer(work, offer_id)
    if offer.status not in waiting.HOLDING or offer.expires_at > work.now:
        return
    answered = offer.status == waiting.ANSWERED
    await give_up(work, offer, waiting.LAPSED)
    if not answered:
        publish_booking_offer_lapsed(work, offer)


async def end_shaken_offer(work: Work, offer_id: UUID) -> None:
    """Its time was taken from it, by a closure: nothing is held any more."""
    offer = await work.find_locked(Offer, offer_id)
    held = select(Claim.id).where(Claim.offer_id == offer_id).limit(1)
    if offer is None or offer.status not in waiting.HOLDING or await work.session.scalar(held):
        return
    answered = offer.status == waiting.ANSWERED
    await give_up(work, offer, waiting.DECLINED if answered else waiting.WITHDRAWN)
    if not answered:
        publish_booking_offer_lapsed(work, offer)


async def end_offer_of(work: Work, watch_id: UUID) -> None:
    """Whoever waits no longer needs no offer: give up the open one, if there is one."""
    open_offer = select(Offer.id).where(Offer.watch_id == watch_id, Offer.status == waiting.OPEN)
    offer_id = await work.session.scalar(open_offer)
    if offer_id is not None:
        offer, _ = await _lock_offer(work, offer_id)
        if offer.status == waiting.OPEN:
            await give_up(work, offer, waiting.DECLINED)
            await work.session.flush()


async def _lock_offer(work: Work, offer_id: UUID) -> tuple[Offer, Places]:
    """The leaves of its spaces, its booking, then the offer, all locked. Raises NotFound."""
    known = await work.session.get(Offer, offer_id)
    if known is None:
        raise NotFound(Offer.KIND, offer_id)
    places = await lock_places(work, spaces_of(known))
    if known.booking_id is not None:
        await work.find_locked(Booking, known.booking_id)
    return await work.lock(Offer, offer_id), places
