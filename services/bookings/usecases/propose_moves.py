"""Where displaced dates could go: proposals that can all be taken together.

    taken       [closure ----------)
    displaced     [= A =)  [= B =)
    proposed    A: another hall at its time    B: the same place  [= B =) after the closure

The first of each is kept free of the others' first ones, so that a host may take them all at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from services.bookings.domain.closing import WITHDRAWN
from services.bookings.domain.intervals import Interval, nearest_fits, span_of, subtract
from services.bookings.domain.requesting import check_use
from services.bookings.models import BookingDate, Space, Venue
from services.bookings.queries.availability import find_free_times
from services.bookings.queries.claims import (
    find_claims_at,
    read_places,
    select_places,
)
from services.bookings.usecases.lock_bookings import ALONE
from shared.database.work import Work

BEFORE = timedelta(days=7)
AFTER = timedelta(days=28)
MOST = 3


@dataclass(frozen=True, slots=True)
class Proposal:
    """A place and time that a displaced date could have."""

    space: Space
    time: Interval


@dataclass(slots=True)
class _Promised:
    """What was proposed first to others, by leaf."""

    by_leaf: dict[UUID, list[Interval]] = field(default_factory=dict)

    def add(self, leaves: Sequence[UUID], proposal: Proposal) -> None:
        space = proposal.space
        for leaf in leaves:
            during = proposal.time.padded(space.setup, space.clearup)
            self.by_leaf.setdefault(leaf, []).append(during)

    def at(self, leaves: Sequence[UUID]) -> list[Interval]:
        return [time for leaf in leaves for time in self.by_leaf.get(leaf, ())]


async def propose_moves(work: Work, dates: Sequence[BookingDate]) -> dict[UUID, list[Proposal]]:
    """By date, the best first: another space at its time, then other times in its own space."""
    if not dates:
        return {}
    spaces = await _spaces_of_hosts(work, dates)
    found_places = await work.session.execute(select_places([space.id for space in spaces]))
    places = read_places(found_places)
    leaves = {space.id: places.of(space.id) for space in spaces}
    free = await _free_elsewhere(work, dates, spaces, leaves)
    later = await _free_later(work, dates, leaves)
    promised, found = _Promised(), {}
    for date in sorted(dates, key=lambda one: (one.starts_at, one.id)):
        own = [Proposal(space, date.time) for space in free[date.id]]
        own += _other_times(work, date, later[date.space_id], promised.at(leaves[date.space_id]))
        kept = [one for one in own if not _clashes(one, promised.at(leaves[one.space.id]))][:MOST]
        if kept:
            promised.add(leaves[kept[0].space.id], kept[0])
        found[date.id] = kept
    return found


async def _spaces_of_hosts(work: Work, dates: Sequence[BookingDate]) -> list[Space]:
    hosts = {date.host_id for date in dates}
    rows = await work.session.scalars(
        select(Space)
        .join(Venue, Venue.id == Space.venue_id)
        .where(Venue.host_id.in_(hosts), Space.status != WITHDRAWN)
        .options(*ALONE)
        .order_by(Space.capacity, Space.sort_key, Space.id)
    )
    return list(rows)


async def _free_elsewhere(
    work: Work,
    dates: Sequence[BookingDate],
    spaces: Sequence[Space],
    leaves: Mapping[UUID, list[UUID]],
) -> dict[UUID, list[Space]]:
    """Spaces that each date could use at its own time: its kind first, then the smallest."""
    pairs = [
        (date, space)
        for date in dates
        for space in spaces
        if space.id != date.space_id
        and space.venue.host_id == date.host_id
        and leaves[space.id]
        and not check_use(space, date.wish, work.now)
    ]
    wanted = [
        (leaves[space.id], date.time.padded(space.setup, space.clearup)) for date, space in pairs
    ]
    claims = await find_claims_at(work.session, wanted, work.now)
    found: dict[UUID, list[Space]] = {date.id: [] for date in dates}
    for (date, space), taken in zip(pairs, claims, strict=True):
        if not taken:
            found[date.id].append(space)
    for date in dates:
        found[date.id].sort(key=lambda space: (space.kind != date.space.kind, space.capacity))
    return found


async def _free_later(
    work: Work, dates: Sequence[BookingDate], leaves: Mapping[UUID, list[UUID]]
) -> dict[UUID, list[Interval]]:
    window = span_of(date.time for date in dates).padded(BEFORE, AFTER)
    places = {date.space_id: date.space for date in dates}
    return {
        id: await find_free_times(work.session, space, window, work.now)
        for id, space in places.items()
        if id in leaves
    } | {id: [] for id in places if id not in leaves}


def _other_times(
    work: Work, date: BookingDate, free: Sequence[Interval], promised: Sequence[Interval]
) -> list[Proposal]:
    space, wish = date.space, date.wish
    open_times = subtract(free, [one.padded(space.clearup, space.setup) for one in promised])
    fits = nearest_fits(open_times, date.time, 2 * MOST)
    return [
        Proposal(space, fit)
        for fit in fits
        if not check_use(space, replace(wish, time=fit), work.now)
    ]


def _clashes(proposal: Proposal, promised: Sequence[Interval]) -> bool:
    space = proposal.space
    during = proposal.time.padded(space.setup, space.clearup)
    return any(during.overlaps(one) for one in promised)
