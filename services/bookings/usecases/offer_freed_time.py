"""Time became free: it is offered in order to those who wait for it, and held for them.

    queue       A (09-11)   B (10-12)   C (11-13)      who waits longest comes first
    freed       [09 ------------ 13)
    offered     [== A ==)          [== C ==)           B wants what A is offered: B goes on waiting

Everything in order of locks: places, the bookings that stand in the queue, then the watches.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.bookings.domain import states, waiting
from services.bookings.domain.closing import WITHDRAWN
from services.bookings.domain.intervals import Interval
from services.bookings.domain.requesting import (
    check_asking,
    check_member,
    check_use,
    check_wish,
)
from services.bookings.domain.wishes import Wanted
from services.bookings.events_out import publish_booking_offered
from services.bookings.models import Booking, BookingDate, Offer, Space, Watch
from services.bookings.queries.availability import find_free_spaces
from services.bookings.queries.claims import Places, find_claims_at
from services.bookings.queries.waiting import (
    find_held_offer,
    find_lent,
    find_refused,
    find_who_wants,
    find_whose_turn,
)
from services.bookings.queries.weather import find_rainy
from services.bookings.regulations.waiting import WAITING
from services.bookings.usecases.claim_time import lock_places
from services.bookings.usecases.hold_time import Held, hold_offer
from services.bookings.usecases.lock_bookings import ALONE
from services.bookings.usecases.make_offers import offer_of
from services.bookings.usecases.move_dates import lock_bookings
from services.bookings.usecases.note_freed import TIME_FREED, look_at_owners
from services.bookings.usecases.take_stock import check_stock
from services.bookings.usecases.watch_times import place_of
from shared.database.work import Work


@dataclass(frozen=True, slots=True)
class Ground:
    """The locked places, and what of them nobody is offered because of the weather."""

    places: Places
    rainy: list[tuple[UUID, Interval]]

    def dry(self, space: Space, times: Iterable[Interval]) -> bool:
        found = [time for id, time in self.rainy if id == space.id]
        return not any(rain.overlaps(time) for rain in found for time in times)


async def offer_freed_time(work: Work, payload: dict[str, Any]) -> None:
    """What due work does with what `note_freed` noted: time given up, more stock, a new watch."""
    if "watch_id" in payload:
        watch_id = UUID(payload["watch_id"])
        await _look_for(work, watch_id)
        return
    if "equipment" in payload:
        turns = await find_who_wants(work.session, payload["equipment"], work.now)
        await _offer_in_order(work, turns, set())
        return
    await look_at_owners(work, payload)
    freed = Interval(
        datetime.fromisoformat(payload["starts_at"]), datetime.fromisoformat(payload["ends_at"])
    )
    spaces = await _wholes_of(work, [UUID(id) for id in payload["leaves"]])
    dates, offers = ([UUID(id) for id in payload[name]] for name in ("dates", "offers"))
    lent = await find_lent(work.session, dates, offers)
    turns = await find_whose_turn(work.session, spaces, freed, lent, work.now)
    await _offer_in_order(work, turns, spaces)


async def _wholes_of(work: Work, leaves: Sequence[UUID]) -> set[UUID]:
    """The spaces that became a little freer: the leaves and all that they are a part of."""
    paths = await work.session.scalars(select(Space.path).where(Space.id.in_(leaves)))
    return {id for path in paths for id in path}


async def _look_for(work: Work, watch_id: UUID) -> None:
    """A watch is looked at when it is new and then again and again: what the city decides about
    kinds of places and about holidays comes with a new version of the service, and frees time too.
    """
    watch = await work.session.get(Watch, watch_id)
    if watch is None or watch.status not in waiting.LIVE_WATCHES:
        return
    again = work.now + WAITING.look_again
    await work.schedule(TIME_FREED, str(watch_id), again, {"watch_id": str(watch_id)})
    if watch.status == waiting.WAITING:
        await _offer_in_order(work, [watch_id], await _spaces_for(work, watch))


async def _spaces_for(work: Work, watch: Watch) -> set[UUID]:
    """Where a watch may find something now."""
    if watch.booking_id is not None:
        its = select(BookingDate.space_id).where(BookingDate.booking_id == watch.booking_id)
        return set(await work.session.scalars(its))
    if watch.space_id is not None:
        return {watch.space_id}
    found = await find_free_spaces(work.session, _wanted(watch), work.now)
    return {one.space.id for one in found if place_of(watch).fits(one.space)}


def _wanted(watch: Watch) -> Wanted:
    """Any part of its window that its place would grant; of slots each is looked at by itself.

    The lead time of a place counts from when the member began to wait.
    """
    wanted = place_of(watch).wanted(watch.wish(watch.window), watch.length)
    return replace(wanted, partly=True, asked_at=watch.since)


async def _offer_in_order(work: Work, turns: Sequence[UUID], space_ids: set[UUID]) -> None:
    queued = await _queued(work, turns)
    if not turns or not (space_ids or queued):
        return
    of_dates = await work.session.scalars(
        select(BookingDate.space_id).where(BookingDate.booking_id.in_(queued.values()))
    )
    locked = await lock_places(work, space_ids | set(of_dates))
    await lock_bookings(work, queued.values())
    spaces = await _offered_spaces(work, space_ids)
    ground = Ground(locked, await find_rainy(work.session, locked.spaces, work.now))
    for watch_id in turns:
        watch = await work.find_locked(Watch, watch_id)
        if watch is not None and watch.status == waiting.WAITING:
            await _offer(work, watch, spaces, ground)


async def _queued(work: Work, turns: Sequence[UUID]) -> dict[UUID, UUID]:
    """The bookings whose places in the queue some of the watches are."""
    rows = await work.session.execute(
        select(Watch.id, Watch.booking_id).where(Watch.id.in_(turns), Watch.booking_id.is_not(None))
    )
    return {row.id: row.booking_id for row in rows}


async def _offered_spaces(work: Work, ids: Iterable[UUID]) -> list[Space]:
    """The smallest that will do first: the large ones stay free for those who need them."""
    found = await work.session.scalars(
        select(Space)
        .where(Space.id.in_(ids), Space.status != WITHDRAWN)
        .options(*ALONE)
        .order_by(Space.capacity, Space.sort_key, Space.id)
    )
    return list(found)


async def _offer(work: Work, watch: Watch, spaces: Sequence[Space], ground: Ground) -> None:
    asks = watch.booking_id is None
    if check_asking(watch.member, work.now) if asks else check_member(watch.member):
        return
    if watch.booking_id is not None:
        await _offer_to_booking(work, watch, ground)
        return
    likely = await _spaces_for(work, watch)
    for space in spaces:
        if space.id in likely and (times := await _times_in(work, watch, space, ground)):
            held = [Held(space, time) for time in times]
            if await _hold(work, watch, _offer_to(watch, space), held, ground):
                return


async def _offer_to_booking(work: Work, watch: Watch, ground: Ground) -> None:
    """A queued request: what it asked for, all of its dates that still wait."""
    assert watch.booking_id is not None
    booking = await work.session.get(Booking, watch.booking_id)
    dates = booking.dates_in(states.REQUESTED) if booking else []
    if booking is None or not dates:
        watch.status = waiting.ENDED
        return
    if not {date.space_id for date in dates} <= ground.places.spaces:
        return  # it moved meanwhile; what became free there has its own note
    if any(check_use(date.space, date.wish, work.now) for date in dates):
        return
    if await find_held_offer(work.session, booking.id):
        return  # its host offers it something else: one answer at a time
    held = [Held(date.space, date.time, date.id) for date in dates]
    if await _all_free(work, held, ground) and await _all_there(work, booking, held):
        offer = offer_of(booking, waiting.BY_QUEUE, work.now)
        if await _hold(work, watch, offer, held, ground):
            booking.offer_id = offer.id


async def _times_in(
    work: Work, watch: Watch, space: Space, ground: Ground
) -> list[Interval] | None:
    """All of its slots, or the first time that fits its wish; None when it cannot be."""
    leaves = ground.places.of(space.id)
    if not leaves:
        return None
    refused = await find_refused(work.session, watch.id, space.id)
    if watch.length is not None:
        wanted = replace(_wanted(watch), space_id=space.id)
        found = await find_free_spaces(work.session, wanted, work.now)
        free = [time for one in found for time in one.free]
        fit = waiting.first_fit(free, refused, watch.window, watch.length)
        times = [fit] if fit else []
    else:
        slots = [one.padded(space.setup, space.clearup) for one in watch.times]
        taken = await find_claims_at(work.session, [(leaves, slot) for slot in slots], work.now)
        times = [] if refused or any(taken) else watch.times
    if any(check_wish(space, watch.wish(time), watch.since) for time in times):
        return None
    return times if times and ground.dry(space, times) else None


async def _all_free(work: Work, held: Sequence[Held], ground: Ground) -> bool:
    wanted = [
        (ground.places.of(one.space.id), one.time.padded(one.space.setup, one.space.clearup))
        for one in held
    ]
    usable = all(ground.dry(one.space, [one.time]) for one in held)
    if not usable or not all(leaves for leaves, _ in wanted):
        return False
    return not any(await find_claims_at(work.session, wanted, work.now))


async def _all_there(work: Work, booking: Booking, held: Sequence[Held]) -> bool:
    """Whether the venue can lend what the booking wants at each of its times."""
    slots = [(one.space, one.time.padded(one.space.setup, one.space.clearup)) for one in held]
    lacking = await check_stock(work, slots, booking.wanted_equipment)
    return not any(lacking)


def _offer_to(watch: Watch, space: Space) -> Offer:
    return Offer(
        member=watch.member,
        member_id=watch.member_id,
        host_id=space.venue.host_id,
        origin=waiting.BY_WATCH,
        status=waiting.OPEN,
        title=watch.title,
        public=watch.public,
    )


async def _hold(
    work: Work, watch: Watch, offer: Offer, held: Sequence[Held], ground: Ground
) -> bool:
    until = WAITING.offer_until(work.now, min(one.time.start for one in held))
    if until is None:
        return False
    offer.expires_at, offer.watch, offer.watch_id = until, watch, watch.id
    if not await hold_offer(work, offer, held, ground.places):
        return False
    watch.status = waiting.OFFERED
    publish_booking_offered(work, offer)
    return True
