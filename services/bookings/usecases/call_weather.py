"""Rain: all outdoor dates of some places go to their fallback, or are called off, in one act."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm.exc import StaleDataError

from services.bookings.domain import states, weather
from services.bookings.domain.intervals import Interval
from services.bookings.domain.requesting import check_offered
from services.bookings.events_out.closures import (
    CALLED_OFF,
    MOVED,
    Upset,
    publish_weather_told,
    where,
)
from services.bookings.models import BookingDate, Fallback, Space, Venue, WeatherCall, WeatherEffect
from services.bookings.queries.claims import Places
from services.bookings.queries.weather import (
    find_held_fallbacks,
    find_outdoor_spaces,
    find_touched_dates,
)
from services.bookings.regulations.waiting import WEATHER
from services.bookings.usecases.claim_time import lock_places
from services.bookings.usecases.move_dates import (
    Step,
    Words,
    claim_steps,
    displace,
    go,
    lock_bookings,
)
from shared.database.work import Work
from shared.errors import Failure, Invalid, NotFound, Refusal, refuse_if

WEATHER_OVER = "weather_over"
CODE = "weather"


@dataclass(frozen=True, slots=True)
class WeatherOrder:
    """Which places (a venue's, or those named), when, and what is done about it."""

    venue_id: UUID | None
    space_ids: Collection[UUID]
    window: Interval
    remedy: str
    reason: dict[str, str | None]


async def create_weather_call(work: Work, order: WeatherOrder) -> WeatherCall:
    """Dates without a fallback that is still free are displaced: undone, moved or cancelled later.

    Raises Refusal when none of the places is outdoors or they are not one host's.
    """
    spaces = await _find_spaces(work, order)
    hosts = {space.venue.host_id for space in spaces}
    rights = [lack for host in hosts for lack in states.lacks_hosting(work.caller, host)][:1]
    refuse_if([*rights, *weather.may_call(order.window, WEATHER.longest_call, work.now)])
    if len(hosts) > 1:
        raise Refusal(Failure("several_hosts", field="space_ids"))
    ids = [space.id for space in spaces]
    places, dates, fallbacks = await _lock_touched(work, ids, order.window)
    call = work.add(_call_of(order, ids, hosts.pop()))
    called_off = await _remedy(work, call, dates, fallbacks, places)
    await work.session.flush()
    over = max([order.window.end, *(date.ends_at for date in called_off)])
    await work.schedule(WEATHER_OVER, str(call.id), over)
    return call


async def _find_spaces(work: Work, order: WeatherOrder) -> Sequence[Space]:
    if order.venue_id is None and not order.space_ids:
        raise Invalid(Failure("places_to_name", field="venue_id"))
    if order.venue_id is not None and await work.session.get(Venue, order.venue_id) is None:
        raise NotFound(Venue.KIND, order.venue_id)
    spaces = await find_outdoor_spaces(work.session, order.venue_id, order.space_ids)
    if not spaces:
        raise Refusal(Failure("nothing_outdoors", field="space_ids"))
    return spaces


async def _lock_touched(
    work: Work, space_ids: Sequence[UUID], window: Interval
) -> tuple[Places, Sequence[BookingDate], dict[UUID, Fallback]]:
    """Places first, bookings then; what is confirmed or named as fallback until then counts."""
    dates = await find_touched_dates(work.session, space_ids, window, work.now)
    held = await find_held_fallbacks(work.session, [date.id for date in dates])
    places = await lock_places(work, {*space_ids, *(one.space_id for one in held.values())})
    await lock_bookings(work, [date.booking_id for date in dates])
    locked = {date.booking_id for date in dates}
    dates = await find_touched_dates(work.session, space_ids, window, work.now)
    held = await find_held_fallbacks(work.session, [date.id for date in dates])
    if not {date.booking_id for date in dates} <= locked or not {
        one.space_id for one in held.values()
    } <= set(places.spaces):
        raise StaleDataError  # someone was faster: the transaction wrapper begins anew
    for fallback in sorted(held.values(), key=lambda one: one.id):
        await work.find_locked(Fallback, fallback.id)
    return places, dates, held


async def _remedy(
    work: Work,
    call: WeatherCall,
    dates: Sequence[BookingDate],
    fallbacks: dict[UUID, Fallback],
    places: Places,
) -> list[BookingDate]:
    """Move what can be moved; returns what had to be called off."""
    steps = [
        Step(date, fallbacks[date.id].space, date.time)
        for date in dates
        if call.remedy == weather.MOVE_OR_CANCEL
        and date.id in fallbacks
        and not check_offered(fallbacks[date.id].space)
    ]
    refused = await claim_steps(work, steps, places) if steps else []
    moved = [step for step in steps if step not in refused]
    going = {step.date.id: step for step in moved}
    off = [date for date in dates if date.id not in going]
    former = [(step.date, where(step.date)) for step in moved]
    for date in dates:
        date.booking.part_of = call.id
    call.effects += [_effect_of(call, date, going.get(date.id)) for date in dates]
    words = Words((call.reason or {}).get("vi"), CODE)
    await go(work, moved, words)
    await displace(work, off, words)
    upsets = [Upset(date, CALLED_OFF) for date in off]
    upsets += [Upset(date, MOVED, before) for date, before in former]
    publish_weather_told(work, call, upsets, "bad_weather")
    for date_id, fallback in fallbacks.items():
        fallback.status = weather.USED if date_id in going else weather.LOST
    return off


def _effect_of(call: WeatherCall, date: BookingDate, step: Step | None) -> WeatherEffect:
    return WeatherEffect(
        call_id=call.id,
        booking=date.booking,
        date=date,
        date_id=date.id,
        booking_id=date.booking_id,
        outcome=weather.MOVED if step else weather.CALLED_OFF,
        from_space=date.space,
        from_space_id=date.space_id,
        to_space=step.space if step else None,
        to_space_id=step.space.id if step else None,
        undone=False,
    )


def _call_of(order: WeatherOrder, space_ids: list[UUID], host_id: UUID) -> WeatherCall:
    return WeatherCall(
        host_id=host_id,
        venue_id=order.venue_id,
        space_ids=space_ids,
        starts_at=order.window.start,
        ends_at=order.window.end,
        remedy=order.remedy,
        reason=order.reason,
        status=weather.IN_FORCE,
        effects=[],
    )
