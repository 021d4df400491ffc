"""A member waits for time that is taken, and waits no longer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from services.bookings.domain import waiting
from services.bookings.domain.intervals import Interval
from services.bookings.domain.requesting import (
    Wish,
    check_asking,
    check_length,
    check_offered,
    check_place,
    check_wish,
)
from services.bookings.domain.wishes import Wanted
from services.bookings.models import KnownMember, Space, Watch
from services.bookings.models.waiting import written
from services.bookings.queries.availability import find_free_spaces
from services.bookings.queries.claims import find_claims, find_leaves
from services.bookings.queries.waiting import count_live_watches
from services.bookings.regulations.waiting import WAITING
from services.bookings.usecases.answer_offers import end_offer_of
from services.bookings.usecases.hold_time import look_for_watch
from services.bookings.usecases.request_bookings import find_member, shortest_stay
from services.bookings.usecases.settle_offers import WATCH_OVER
from shared.database.work import Work
from shared.errors import Failure, NotFound, refuse_if
from shared.wording import say_instant


@dataclass(frozen=True, slots=True)
class WishedPlace:
    """A certain space, or what any space must be."""

    space_id: UUID | None = None
    venue_id: UUID | None = None
    kind: str | None = None
    ward: str | None = None
    capacity: int | None = None
    indoor: bool | None = None

    def fits(self, space: Space) -> bool:
        if self.space_id is not None:
            return space.id == self.space_id
        return (
            (self.venue_id is None or space.venue_id == self.venue_id)
            and (self.kind is None or space.kind == self.kind)
            and (self.ward is None or space.venue.ward == self.ward)
            and (self.capacity is None or space.capacity >= self.capacity)
            and (self.indoor is None or space.indoor == self.indoor)
        )

    def wanted(self, use: Wish, length: timedelta | None) -> Wanted:
        """Where and when the use could be had: all of its time, or a length within it."""
        return Wanted(
            use.time,
            capacity=use.audience,
            kind=self.kind,
            venue_id=self.venue_id,
            space_id=self.space_id,
            partly=length is not None,
            length=length,
            layout=use.layout,
            activity_kind=use.kind,
            contents=use.contents,
            loudness=use.loudness,
        )


def place_of(watch: Watch) -> WishedPlace:
    """What a watch wishes of its place."""
    return WishedPlace(
        watch.space_id, watch.venue_id, watch.kind, watch.ward, watch.capacity, watch.indoor
    )


@dataclass(frozen=True, slots=True)
class WatchOrder:
    """What a member waits for: `slots`, all or none, or `window` with a `length`."""

    place: WishedPlace
    slots: Sequence[Interval]
    window: Interval | None
    length: timedelta | None
    title: dict[str, str | None]
    summary: dict[str, str | None] | None
    kind: str
    audience: int | None
    layout: str | None
    contents: Sequence[str]
    loudness: str | None
    public: bool
    member_id: UUID | None

    @property
    def span(self) -> Interval:
        if self.window is not None:
            return self.window
        return Interval(min(one.start for one in self.slots), max(one.end for one in self.slots))

    def wish(self, time: Interval) -> Wish:
        return Wish(
            time, self.kind, self.audience, self.layout, tuple(self.contents), self.loudness
        )


async def create_watch(work: Work, order: WatchOrder) -> Watch:
    """Raises Refusal with every rule that fails; `free_now` for what need not be waited for."""
    member = await find_member(work, order.member_id)
    space = await _find_space(work, order.place.space_id)
    watches = await count_live_watches(work.session, member.id)
    failures = [
        *check_asking(member, work.now),
        *waiting.may_wait(watches, WAITING.most_watches_per_member),
        *_check_times(work, order),
        *_check_place(work, order, space),
    ]
    refuse_if(failures)
    if times := await _free_now(work, order, space):
        refuse_if([Failure("free_now", times=[_say(one) for one in times])])
    watch = work.add(_watch_of(work, order, member, space))
    await work.session.flush()
    await work.schedule(WATCH_OVER, str(watch.id), watch.ends_at)
    # Time given up while this was written was looked at without it.
    await look_for_watch(work, watch)
    return watch


async def _find_space(work: Work, space_id: UUID | None) -> Space | None:
    if space_id is None:
        return None
    space = await work.session.get(Space, space_id)
    if space is None:
        raise NotFound(Space.KIND, space_id)
    return space


def _check_times(work: Work, order: WatchOrder) -> list[Failure]:
    shortest = shortest_stay(work)
    if order.window is not None and order.length is not None:
        some = Interval(order.window.start, order.window.start + order.length)
        return [
            *waiting.check_window(order.window, order.length, work.now),
            *(_at(one, "length_minutes") for one in check_length(some, shortest)),
        ]
    failures = waiting.check_slots(order.slots, WAITING.most_slots_per_watch, work.now)
    for number, slot in enumerate(order.slots):
        failures += [_at(one, f"slots.{number}.ends_at") for one in check_length(slot, shortest)]
    return failures


def _check_place(work: Work, order: WatchOrder, space: Space | None) -> list[Failure]:
    """What a certain space would refuse whenever its time came."""
    if space is None:
        return []
    if gone := check_offered(space):
        return gone
    if order.length is not None:
        return check_place(space, order.wish(order.span))
    return [
        _at(one, f"slots.{number}.{one.field}") if one.field in ("starts_at", "ends_at") else one
        for number, slot in enumerate(order.slots)
        for one in check_wish(space, order.wish(slot), work.now)
        if one.code != "starts_in_past"  # said by `check_slots` already
    ]


def _at(failure: Failure, field: str) -> Failure:
    failure.field = field
    return failure


async def _free_now(work: Work, order: WatchOrder, space: Space | None) -> list[Interval]:
    """What need not be waited for: all of its slots, or a time that fits, are free."""
    if space is None or order.length is not None:
        return await _free_anywhere(work, order)
    leaves = await find_leaves(work.session, space.id)
    for slot in order.slots:
        if await find_claims(
            work.session, leaves, slot.padded(space.setup, space.clearup), work.now
        ):
            return []
    return list(order.slots)


async def _free_anywhere(work: Work, order: WatchOrder) -> list[Interval]:
    """As above, in any one space that fits the wish and takes the activity."""
    place, possible = order.place, None
    for time in order.slots or [order.span]:
        wanted = place.wanted(order.wish(time), order.length)
        found = await find_free_spaces(work.session, wanted, work.now)
        length = order.length or time.length
        fits = {
            one.space.id: fit
            for one in found
            if place.fits(one.space) and (fit := waiting.first_fit(one.free, [], time, length))
        }
        if order.length is not None:
            return list(fits.values())[:1]
        possible = set(fits) if possible is None else possible & set(fits)
    return list(order.slots) if possible else []


def _say(time: Interval) -> str:
    return f"{say_instant(time.start)} – {say_instant(time.end)}"


def _watch_of(work: Work, order: WatchOrder, member: KnownMember, space: Space | None) -> Watch:
    place, length = order.place, order.length
    fields: dict[str, Any] = {
        "venue_id": place.venue_id,
        "kind": place.kind,
        "ward": place.ward,
        "capacity": place.capacity,
        "indoor": place.indoor,
    }
    return Watch(
        member=member,
        member_id=member.id,
        host_id=space.venue.host_id if space else None,
        space=space,
        space_id=space.id if space else None,
        starts_at=order.span.start,
        ends_at=order.span.end,
        length_minutes=int(length / timedelta(minutes=1)) if length else None,
        slots=None if length else written(list(order.slots)),
        since=work.now,
        lapses=0,
        requested_by=work.caller.key,
        status=waiting.WAITING,
        title=order.title,
        summary=order.summary,
        activity_kind=order.kind,
        expected_audience=order.audience,
        layout=order.layout,
        contents=list(order.contents),
        loudness=order.loudness,
        public=order.public,
        **fields,
    )


async def end_watch(work: Work, watch_id: UUID) -> Watch:
    """Wait no longer. An offer that is open goes to the next."""
    known = await work.session.get(Watch, watch_id)
    if known is None or not work.caller.may_read(known.readers):
        raise NotFound(Watch.KIND, watch_id)
    rights = waiting.lacks_part_in_watch(known, work.caller)
    refuse_if([*rights, *waiting.may_end_watch(known)])
    await end_offer_of(work, watch_id)
    watch = await work.lock(Watch, watch_id)
    if watch.status in waiting.LIVE_WATCHES:
        watch.status = waiting.ENDED
    return watch


async def finish_watch(work: Work, watch_id: UUID) -> None:
    """Its time is over."""
    watch = await work.find_locked(Watch, watch_id)
    if watch is not None and watch.status in waiting.LIVE_WATCHES and watch.ends_at <= work.now:
        watch.status = waiting.ENDED
