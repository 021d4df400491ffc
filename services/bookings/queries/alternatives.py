"""What else would do for a wish that cannot be had: near in time, near in place.

the space itself       ▓▓ ?? ▓▓ ──          the nearest times, before and after
others at this time       ──                same tree, same venue, same ward, elsewhere
others at other times  ──    ──             the nearest in time, of these the nearest in place
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from services.bookings.domain.intervals import Interval
from services.bookings.domain.requesting import Wish, check_wish
from services.bookings.domain.wishes import Wanted
from services.bookings.models import Space
from services.bookings.queries.availability import (
    Fit,
    fits_of,
    list_free_spaces,
    list_nearest,
    nearest_question,
)
from services.bookings.queries.free_times import Question, Source
from services.bookings.queries.places import Catalogue
from shared.vietnamese import fold

SEARCH_BEFORE = timedelta(days=7)
SEARCH_AFTER = timedelta(days=14)
MOST_ALTERNATIVES = 3
FITS_LOOKED_AT = 2 * MOST_ALTERNATIVES
"""More than are shown: a rule of the space may refuse some of them."""


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Times and places that can be asked for, the best first; a few of each."""

    wished_is_free: bool = False
    same_space: Sequence[Interval] = ()
    other_spaces: Sequence[Fit] = ()
    nearby: Sequence[Fit] = ()


async def find_alternatives(source: Source, space_id: UUID, wish: Wish) -> Alternatives | None:
    """All three, one statement; None for a space that is not offered."""

    def ask(found: Catalogue) -> Question:
        place = found.by_id.get(space_id)
        wanted = _around(wish, kind=place.space.kind) if place else None
        return nearest_question(found, wanted, source.now, wish.time.start, FITS_LOOKED_AT)

    answer = await source.put(ask)
    place = answer.catalogue.by_id.get(space_id)
    if place is None:
        return None
    fits = [fit for fit in fits_of(answer) if not _refused(source, fit, wish)]
    itself = [fit.time for fit in fits if fit.space is place.space]
    others = [fit for fit in fits if fit.space is not place.space]
    return Alternatives(
        wished_is_free=wish.time in itself,
        same_space=[one for one in itself if one != wish.time][:MOST_ALTERNATIVES],
        other_spaces=_best(place.space, wish, (one for one in others if one.time == wish.time)),
        nearby=_best(place.space, wish, (one for one in others if one.time != wish.time)),
    )


async def find_other_times(source: Source, space: Space, wish: Wish) -> list[Interval]:
    """The nearest times in the space itself, its wished one left out."""
    wanted = _around(wish, space_id=space.id)
    fits = await list_nearest(source, wanted, wish.time.start, FITS_LOOKED_AT)
    usable = [fit.time for fit in fits if not _refused(source, fit, wish)]
    return [time for time in usable if time != wish.time][:MOST_ALTERNATIVES]


async def find_other_spaces(source: Source, space: Space, wish: Wish) -> list[Space]:
    """Other spaces of its kind at the wished time, the nearest first."""
    wanted = Wanted(wish.time, kind=space.kind, **_needs(wish))
    free = [Fit(one.space, wish.time) for one in await list_free_spaces(source, wanted)]
    usable = [fit for fit in free if fit.space.id != space.id and not _refused(source, fit, wish)]
    return [fit.space for fit in _best(space, wish, usable)]


def _around(wish: Wish, kind: str | None = None, space_id: UUID | None = None) -> Wanted:
    """The wish at any time near the wished one."""
    return Wanted(
        wish.time.padded(SEARCH_BEFORE, SEARCH_AFTER),
        kind=kind,
        space_id=space_id,
        length=wish.time.length,
        **_needs(wish),
    )


def _needs(wish: Wish) -> dict[str, Any]:
    return {
        "capacity": wish.audience,
        "layout": wish.layout,
        "activity_kind": wish.kind,
        "contents": wish.contents,
        "loudness": wish.loudness,
    }


def _best(space: Space, wish: Wish, fits: Iterable[Fit]) -> list[Fit]:
    """The nearest in time, of these the nearest in place; each place once."""
    best: dict[UUID, Fit] = {}
    for fit in sorted(fits, key=lambda fit: _away(space, wish, fit)):
        best.setdefault(fit.space.id, fit)
    return list(best.values())[:MOST_ALTERNATIVES]


def _refused(source: Source, fit: Fit, wish: Wish) -> bool:
    """The last word has the very rule that a request would be held to."""
    return bool(check_wish(fit.space, replace(wish, time=fit.time), source.now))


def _away(space: Space, wish: Wish, fit: Fit) -> tuple[object, ...]:
    other = fit.space
    if other.path[0] == space.path[0]:
        place = 0
    elif other.venue_id == space.venue_id:
        place = 1
    elif space.venue.ward and fold(other.venue.ward or "") == fold(space.venue.ward):
        place = 2
    else:
        place = 3
    in_time = abs(fit.time.start - wish.time.start)
    return in_time, place, abs(other.capacity - space.capacity), other.sort_key, other.id
