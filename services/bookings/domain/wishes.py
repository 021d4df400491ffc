"""What someone looks for, and which of it a place can answer without looking at its calendar.

    window     |-----------------------------------|
    earliest          ^ now, or the lead time from now, whichever comes later
    until                                       ^ the end, or the planning horizon
    offered           |-------------------------|   what may be asked for at all

The calendar (opening, claims) is subtracted from `offered` by `queries/free_times.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol
from uuid import UUID

from services.bookings.domain.intervals import Interval
from services.bookings.domain.requesting import (
    PLANNING_HORIZON,
    SpaceRules,
    TimeRules,
    Wish,
    capacity_for,
    check_place,
)

NO_TIME = timedelta()
_MIDNIGHT = datetime(2000, 1, 1, tzinfo=UTC)
"""Steps are counted from here: a full hour in Hanoi as well."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a place must offer: a time, room for so many, a kind …; None asks for nothing."""

    window: Interval
    capacity: int | None = None
    kind: str | None = None
    """Kind of the space."""
    venue_id: UUID | None = None
    partly: bool = False
    """Also spaces that are free for a part of the window only."""
    length: timedelta | None = None
    """How long within the window; None: all of it."""
    layout: str | None = None
    """How the place is to be set up; the capacity must be reached with this set-up."""
    activity_kind: str | None = None
    """Kind of the activity: not in places that refuse it."""
    contents: tuple[str, ...] = ()
    """Main contents of the activity besides those of its kind."""
    loudness: str | None = None
    """Of the activity; None: as loud as its kind usually is."""
    equipment: tuple[tuple[str, int], ...] = ()
    """Words of a name, or an id, and how many of it the venue must be able to lend."""
    ward: str | None = None
    indoor: bool | None = None
    accessible: tuple[str, ...] = ()
    """Codes of accessibility facts that must all hold."""
    space_id: UUID | None = None
    """This space alone."""
    q: str | None = None
    """Words of its name or its venue's, marks or not."""
    step: timedelta = NO_TIME
    """A wish of some length that could begin at once begins at the next full step instead: whoever
    reads it still has to ask."""

    asked_at: datetime | None = None
    """The lead time of a place counts from here; None: from now."""

    @property
    def shortest(self) -> timedelta:
        """How long a free time must last to count."""
        if self.length is not None:
            return self.length
        return NO_TIME if self.partly else self.window.length

    @property
    def wish(self) -> Wish | None:
        """What a request would say of the activity; None when nothing is said of it."""
        if self.activity_kind is None and not self.contents and self.loudness is None:
            return None
        kind = self.activity_kind or ""
        return Wish(self.window, kind, self.capacity, self.layout, self.contents, self.loudness)


def offered_time(rules: TimeRules, wanted: Wanted, now: datetime) -> Interval | None:
    """The part of the window that may be asked for at all; None when no wished time fits in."""
    longest = rules.longest_hours
    if longest is not None and wanted.shortest > timedelta(hours=longest):
        return None
    start = max(wanted.window.start, _earliest_start(rules, wanted, now))
    end = min(wanted.window.end, now + PLANNING_HORIZON)
    if start >= end or end - start < wanted.shortest:
        return None
    return Interval(start, end)


def _earliest_start(rules: TimeRules, wanted: Wanted, now: datetime) -> datetime:
    asked_at = wanted.asked_at or now
    earliest = max(now, asked_at + timedelta(hours=rules.lead_hours or 0))
    if wanted.length is None or not wanted.step:
        return earliest
    over = (earliest - _MIDNIGHT) % wanted.step
    return earliest + wanted.step - over if over else earliest


class PlaceFacts(SpaceRules, Protocol):
    """What a wish looks at besides the rules."""

    @property
    def venue_id(self) -> UUID: ...
    @property
    def kind(self) -> str: ...
    @property
    def indoor(self) -> bool: ...
    @property
    def accessibility(self) -> Mapping[str, str]: ...


def fits_place(place: PlaceFacts, wanted: Wanted, wish: Wish | None) -> bool:
    """Whether the place is what is looked for, whatever the hour.

    `wish` is that of `wanted`, or None when nothing is said of the activity: then there are no
    rules about it to try.
    """
    if wanted.kind is not None and place.kind != wanted.kind:
        return False
    if wanted.venue_id is not None and place.venue_id != wanted.venue_id:
        return False
    if wanted.indoor is not None and place.indoor is not wanted.indoor:
        return False
    if any(place.accessibility.get(fact) != "yes" for fact in wanted.accessible):
        return False
    return _has_room(place, wanted) if wish is None else not check_place(place, wish)


def _has_room(place: PlaceFacts, wanted: Wanted) -> bool:
    most = capacity_for(place, wanted.layout)
    return most is not None and (wanted.capacity is None or most >= wanted.capacity)
