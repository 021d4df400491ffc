"""The sun is out after all; or the rain is over, and what was called off is off for good."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from services.bookings.domain import states, weather
from services.bookings.domain.intervals import Interval
from services.bookings.domain.requesting import check_member
from services.bookings.events_out import publish_booking_state
from services.bookings.events_out.changes import publish_fallback_lost
from services.bookings.events_out.closures import RESTORED, Upset, publish_weather_told
from services.bookings.models import Booking, Fallback, WeatherCall, WeatherEffect
from services.bookings.queries.claims import Places, find_claims
from services.bookings.queries.waiting import find_offered_dates
from services.bookings.queries.weather import find_held_fallbacks
from services.bookings.usecases.call_weather import CODE, WEATHER_OVER
from services.bookings.usecases.claim_time import lock_places
from services.bookings.usecases.decide_bookings import mark_confirmed
from services.bookings.usecases.follow_changes import lapse_changes
from services.bookings.usecases.follow_dates import schedule_end
from services.bookings.usecases.hold_fallbacks import claim_fallback
from services.bookings.usecases.move_dates import Step, Words, claim_steps, go, lock_bookings
from services.bookings.usecases.note_freed import note_opened
from services.bookings.usecases.settle_offers import settle_offer
from shared.database.work import Work
from shared.errors import NotFound, refuse_if


async def undo_weather_call(work: Work, call_id: UUID) -> WeatherCall:
    """Dates go back to their own places as far as these are free; the rest stays as it is."""
    call, places = await _lock_call(work, call_id)
    rights = states.lacks_hosting(work.caller, call.host_id)
    refuse_if([*rights, *weather.may_undo(call.status)])
    for effect in call.effects:
        effect.booking.part_of = call.id
    back = await _bring_back(work, _still_moved(work, call), places)
    back += await _grant_again(work, _still_off(work, call), places)
    call.status = weather.UNDONE
    await note_opened(work, call.space_ids, Interval(call.starts_at, call.ends_at))
    upsets = [Upset(effect.date, RESTORED) for effect in back]
    publish_weather_told(work, call, upsets, "weather_undone")
    return call


def _still_moved(work: Work, call: WeatherCall) -> list[WeatherEffect]:
    """What nobody has moved or cancelled since."""
    return [
        one
        for one in call.effects
        if one.outcome == weather.MOVED
        and one.date.status == states.CONFIRMED
        and one.date.space_id == one.to_space_id
        and one.date.ends_at > work.now
    ]


def _still_off(work: Work, call: WeatherCall) -> list[WeatherEffect]:
    return [
        one
        for one in call.effects
        if one.outcome == weather.CALLED_OFF
        and one.date.status == states.DISPLACED
        and one.date.reason_code == CODE
        and one.date.ends_at > work.now
        and not check_member(one.booking.member)
    ]


def _home(effect: WeatherEffect) -> Step:
    return Step(effect.date, effect.from_space, effect.date.time)


async def _bring_back(
    work: Work, effects: Sequence[WeatherEffect], places: Places
) -> list[WeatherEffect]:
    """One after the other: a date whose place was given away stays where it is, and keeps that."""
    back = [effect for effect in effects if await _claim_home(work, effect, places)]
    await go(work, [_home(effect) for effect in back], Words(None, CODE))
    fallbacks = await find_held_fallbacks(work.session, [one.date_id for one in back])
    for effect in back:
        effect.undone = True
        if fallback := fallbacks.get(effect.date_id):
            await _hold_again(work, fallback, places)
    return back


async def _claim_home(work: Work, effect: WeatherEffect, places: Places) -> bool:
    """Its own place and what it wants to borrow there; who cannot have both keeps what it has."""
    if not await _free(work, effect, places):
        return False
    async with work.session.begin_nested() as step:
        if await claim_steps(work, [_home(effect)], places):
            await step.rollback()
            return False
    return True


async def _free(work: Work, effect: WeatherEffect, places: Places) -> bool:
    space, leaves = effect.from_space, places.of(effect.from_space_id)
    during = effect.date.time.padded(space.setup, space.clearup)
    claims = await find_claims(work.session, leaves, during, work.now, [effect.date_id])
    return bool(leaves) and not claims


async def _hold_again(work: Work, fallback: Fallback, places: Places) -> None:
    """It may rain yet: the indoor place is held as before."""
    fallback.status = weather.FIRM
    if fallback.date.starts_at <= work.now or not await claim_fallback(work, fallback, places):
        fallback.status = weather.LOST
        if fallback.date.starts_at > work.now:
            publish_fallback_lost(work, fallback)


async def _grant_again(
    work: Work, effects: Sequence[WeatherEffect], places: Places
) -> list[WeatherEffect]:
    steps = [_home(effect) for effect in effects]
    refused = await claim_steps(work, steps, places) if steps else []
    lost = {step.date.id for step in refused}
    again = [effect for effect in effects if effect.date_id not in lost]
    bookings: dict[UUID, Booking] = {one.booking_id: one.booking for one in again}
    for id, booking in sorted(bookings.items()):
        dates = [one.date for one in again if one.booking_id == id]
        await settle_offer(work, booking, staying=True)
        mark_confirmed(work, booking, dates, None)
        await schedule_end(work, booking)
    for effect in again:
        effect.undone = True
    return again


async def finish_weather_call(work: Work, call_id: UUID) -> None:
    """Its time is over: what found no other place by now did not take place.

    Its member was told when it was called off; only the public state changes now. Whoever is
    offered another time has until the offer ends.
    """
    known = await work.session.get(WeatherCall, call_id)
    if known is None or known.status == weather.UNDONE:
        return
    call, _ = await _lock_call(work, call_id)
    if call.status == weather.UNDONE:
        return
    call.status = weather.OVER
    off = {
        one.date_id: one
        for one in call.effects
        if one.date.status == states.DISPLACED and one.date.reason_code == CODE
    }
    offered = await find_offered_dates(work.session, off.keys(), work.now)
    await _call_off_for_good(work, [one for id, one in off.items() if id not in offered])
    if offered:
        await work.schedule(WEATHER_OVER, str(call.id), max(offered.values()))


async def _call_off_for_good(work: Work, effects: Sequence[WeatherEffect]) -> None:
    for effect in effects:
        effect.date.status, effect.date.cancelled_by = states.CANCELLED, "host"
    for booking in {one.booking_id: one.booking for one in effects}.values():
        booking.refresh()
        publish_booking_state(work, booking)
        await lapse_changes(work, booking)


async def _lock_call(work: Work, call_id: UUID) -> tuple[WeatherCall, Places]:
    """Places, bookings, the call, all locked. Raises NotFound."""
    known = await work.session.get(WeatherCall, call_id)
    if known is None:
        raise NotFound(WeatherCall.KIND, call_id)
    spaces = {one.from_space_id for one in known.effects}
    spaces |= {one.to_space_id for one in known.effects if one.to_space_id is not None}
    places = await lock_places(work, spaces)
    await lock_bookings(work, [one.booking_id for one in known.effects])
    return await work.lock(WeatherCall, call_id), places
