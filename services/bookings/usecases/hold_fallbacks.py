"""An indoor place for an outdoor date: held softly, then firmly, given up when it has to be.

A soft fallback's claim has ended already (`expires_at` is not after its making): every claim that
wants the place deletes it, and reads pass it over. It becomes firm by a later end.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.exc import IntegrityError

from services.bookings.domain import claiming, states, weather
from services.bookings.domain.intervals import Interval
from services.bookings.domain.requesting import check_member, check_use
from services.bookings.events_out.changes import publish_fallback_lost
from services.bookings.models import Booking, BookingDate, Claim, Fallback, Space
from services.bookings.models.weather import ONE_FALLBACK
from services.bookings.queries.claims import Places, find_claims, interval_of, range_of
from services.bookings.regulations.waiting import WEATHER
from services.bookings.usecases.choose_dates import choose_date
from services.bookings.usecases.claim_time import (
    Taking,
    claim_time,
    end_claims,
    lock_places,
)
from services.bookings.usecases.lock_bookings import ALONE, lock_booking_and_places
from services.bookings.usecases.refuse_bookings import Slot, check_slots, refuse_slots
from shared.database.absence import constraint_of
from shared.database.work import Work
from shared.errors import Failure, NotFound, refuse_if
from shared.wording import say_instant

FALLBACK_FIRMS = "fallback_firms"


async def create_fallback(
    work: Work, booking_id: UUID, date_id: UUID | None, space_id: UUID
) -> Fallback:
    """Raises Refusal with every rule of the place that fails, and what is taken there."""
    booking, places = await lock_booking_and_places(work, booking_id, space_id)
    refuse_if(states.lacks_part(booking, work.caller))
    space = await work.session.get(Space, space_id, options=ALONE)
    if space is None:
        raise NotFound(Space.KIND, space_id)
    date, failures = choose_date(
        booking, date_id, lambda one: weather.may_have_fallback(one, one.space, work.now)
    )
    leaves = places.of(space_id)
    failures = [
        *failures,
        *weather.may_be_fallback(space, space.venue.host_id == booking.host_id),
        *_not_its_own(leaves, places.of(date.space_id)),
        *check_member(booking.member),
        *await _other_fallbacks(work, leaves, date, space),
    ]
    found = await check_slots(work, [Slot(space, leaves, date.wish)], check_use, [date.id])
    await refuse_slots(work, found, failures)
    return await _hold_new(work, date, space, places)


async def _hold_new(work: Work, date: BookingDate, space: Space, places: Places) -> Fallback:
    firm_at = weather.firm_at(date.starts_at, WEATHER.firm_before, work.now)
    fallback = Fallback(
        booking_id=date.booking_id,
        date=date,
        date_id=date.id,
        space=space,
        space_id=space.id,
        member_id=date.member_id,
        host_id=date.host_id,
        status=weather.SOFT if firm_at > work.now else weather.FIRM,
        firm_at=firm_at,
    )
    try:
        async with work.session.begin_nested():
            work.add(fallback)
    except IntegrityError as error:
        if constraint_of(error) != ONE_FALLBACK:
            raise
        first = await work.session.scalar(
            select(Fallback.id).where(
                Fallback.date_id == date.id, Fallback.status.in_((*weather.HELD, weather.USED))
            )
        )
        refuse_if([Failure("fallback_exists")], fallback_id=first)
    if not await claim_fallback(work, fallback, places):
        refuse_if([Failure("space_taken", times=[say_instant(date.starts_at)])])
    await work.schedule(FALLBACK_FIRMS, str(fallback.id), firm_at)
    return fallback


async def claim_fallback(work: Work, fallback: Fallback, places: Places) -> bool:
    """Its claim at its date's present time: one that gives way, or one that holds."""
    date, space = fallback.date, fallback.space
    firm = fallback.status == weather.FIRM
    taking = Taking(
        space,
        places.of(space.id),
        date.time.padded(space.setup, space.clearup),
        date=date,
        kind=claiming.FALLBACK,
        expires_at=max(date.starts_at, work.now) if firm else work.now,
    )
    return await claim_time(work, taking)


def _not_its_own(leaves: Sequence[UUID], own: Sequence[UUID]) -> list[Failure]:
    return [Failure("fallback_in_own_place", field="space_id")] if {*leaves} & {*own} else []


async def _other_fallbacks(
    work: Work, leaves: Sequence[UUID], date: BookingDate, space: Space
) -> list[Failure]:
    """Soft ones give way to bookings, not to each other: the first has it."""
    during = date.time.padded(space.setup, space.clearup)
    rows = await work.session.scalars(
        select(Claim.during)
        .where(
            Claim.space_id.in_(leaves),
            Claim.kind == claiming.FALLBACK,
            Claim.date_id != date.id,
            Claim.during.overlaps(range_of(during)),
        )
        .distinct()
    )
    times = [_say(interval_of(row)) for row in rows]
    return [Failure("fallback_taken", field="space_id", times=sorted(times))] if times else []


def _say(time: Interval) -> str:
    return f"{say_instant(time.start)} – {say_instant(time.end)}"


async def release_fallback(work: Work, fallback_id: UUID) -> Fallback:
    """It is not needed any more."""
    fallback, _ = await _lock_fallback(work, fallback_id)
    if fallback is None:
        raise NotFound(Fallback.KIND, fallback_id)
    fallback = await work.lock(Fallback, fallback_id)
    rights = states.lacks_part(fallback, work.caller)
    refuse_if([*rights, *weather.may_release(fallback.status)])
    await drop_claim(work, fallback)
    fallback.status = weather.RELEASED
    return fallback


async def firm_fallback(work: Work, fallback_id: UUID) -> None:
    """The day is near: from now on it holds, if nobody was given the place meanwhile."""
    fallback, places = await _lock_fallback(work, fallback_id)
    if fallback is not None and fallback.status == weather.SOFT and fallback.firm_at <= work.now:
        await _hold_again(work, fallback, places, weather.FIRM)


async def follow_date(work: Work, fallback_id: UUID) -> None:
    """Its date, or its own claim, changed: it goes along with its date, or is lost."""
    fallback, places = await _lock_fallback(work, fallback_id)
    if fallback is not None and fallback.status == weather.USED and _left(fallback):
        fallback.status = weather.LOST
    if fallback is not None and fallback.status in weather.HELD:
        start = fallback.date.starts_at
        fallback.firm_at = weather.firm_at(start, WEATHER.firm_before, work.now)
        status = weather.SOFT if fallback.firm_at > work.now else weather.FIRM
        await _hold_again(work, fallback, places, status)
        await work.schedule(FALLBACK_FIRMS, str(fallback.id), fallback.firm_at)


def _left(fallback: Fallback) -> bool:
    """Its date went there and is not there any more: it may look for another place to go to."""
    date = fallback.date
    gone = date.status in (states.CANCELLED, states.DISPLACED)
    return gone or date.space_id != fallback.space_id


async def _hold_again(work: Work, fallback: Fallback, places: Places, status: str) -> None:
    date, space = fallback.date, fallback.space
    during = date.time.padded(space.setup, space.clearup)
    leaves = places.of(space.id)
    needed = date.status == states.CONFIRMED and not date.space.indoor
    usable = needed and bool(leaves)
    if usable and not check_use(space, date.wish, work.now):
        fallback.status = status
        taken = await find_claims(work.session, leaves, during, work.now, [date.id])
        if not taken and await claim_fallback(work, fallback, places):
            return
    await drop_claim(work, fallback)
    fallback.status = weather.LOST
    if needed and date.starts_at > work.now:
        publish_fallback_lost(work, fallback)


async def drop_claim(work: Work, fallback: Fallback) -> None:
    own = and_(Claim.date_id == fallback.date_id, Claim.kind == claiming.FALLBACK)
    await end_claims(work, own)


async def _lock_fallback(work: Work, fallback_id: UUID) -> tuple[Fallback | None, Places]:
    """Places, booking, fallback, all locked."""
    known = await work.session.get(Fallback, fallback_id)
    wanted = [known.space_id, known.date.space_id] if known else []
    places = await lock_places(work, wanted)
    if known is not None:
        await work.find_locked(Booking, known.booking_id)
    return await work.find_locked(Fallback, fallback_id), places
