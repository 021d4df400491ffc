"""All offered places with their rules, kept between questions and never out of date.

A question for free times carries the places it was made for by their fingerprint: id and version of
every space and its venue. The statement that reads the claims makes the fingerprint anew from the
same snapshot; where the two differ, the places are read again and the question is put once more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Text, literal_column, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import contains_eager, lazyload

from services.bookings.domain.closing import WITHDRAWN
from services.bookings.domain.contents import contents_of, times_refused
from services.bookings.domain.intervals import Interval, subtract
from services.bookings.domain.noise import times_too_loud
from services.bookings.domain.opening import opening_intervals
from services.bookings.models import Space
from shared.vietnamese import fold

FINGERPRINT = f"""
SELECT encode(sha256(convert_to(coalesce(string_agg(concat_ws(' ',
    s.id::text, s.version, s.xmin::text, v.version, v.xmin::text), ',' ORDER BY s.id), ''),
    'UTF8')), 'hex')
FROM spaces s JOIN venues v ON v.id = s.venue_id WHERE s.status <> '{WITHDRAWN}'
"""
"""As `_fingerprint` makes it. `xmin` is the transaction that wrote the row: a version that was read
within a transaction which was undone is another one than its namesake."""
_WRITTEN = literal_column("spaces.xmin::text", Text)
_VENUE_WRITTEN = literal_column("venues.xmin::text", Text)
KEPT_WINDOWS = 5_000


@dataclass(frozen=True, slots=True)
class Nature:
    """What of an activity says at which hours and on which days a place takes it."""

    kind: str
    loudness: str | None
    contents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """An offered space as questions look at it. `space` is read only, and belongs to no session."""

    space: Space
    number: int
    """Its position among all places, which are in the order of their names."""
    leaves: tuple[UUID, ...]
    opening: int
    """Places with the same number are open at the same times, under the same policy, and as loud as
    each other may be."""
    times_asked: tuple[int | None, int | None]
    """Lead time and longest stay: the same for many."""
    wards: frozenset[str]
    """Folded names of its ward, with and without what stands before the name."""
    names: str
    """Folded names of the space and its venue."""
    shown: dict[str, dict[str, Any]] = field(default_factory=dict, compare=False)
    """By language, what answers say of the place itself; as true as the place."""


@dataclass(slots=True)
class Catalogue:
    """Every offered place at one moment."""

    fingerprint: str
    places: Sequence[Place]
    by_id: dict[UUID, Place]
    _windows: dict[tuple[int, Interval, Nature | None], list[Interval]] = field(
        default_factory=dict
    )

    def windows_of(self, place: Place, span: Interval, nature: Nature | None) -> list[Interval]:
        """When the place may be used within a span, reckoned once for all that share the times."""
        key = (place.opening, span, nature)
        found = self._windows.get(key)
        if found is None:
            if len(self._windows) >= KEPT_WINDOWS:
                self._windows.clear()
            found = self._windows[key] = _usable(place.space, span, nature)
        return found


def _usable(space: Space, span: Interval, nature: Nature | None) -> list[Interval]:
    """Opening without the hours in which the activity is too loud for the place, and without the
    days on which the city's policy refuses its contents.
    """
    windows = opening_intervals(space.opening_rules, span)
    if nature is None:
        return windows
    loud = times_too_loud(space.noise_limits, span, nature.kind, nature.loudness)
    contents = contents_of(nature.kind, nature.contents)
    return subtract(windows, [*loud, *times_refused(space.policy, span, contents)])


class _Latest:
    """The catalogue that was right the last time someone asked."""

    catalogue: Catalogue | None = None


def latest_catalogue() -> Catalogue | None:
    return _Latest.catalogue


async def read_catalogue(session: AsyncSession) -> Catalogue:
    """Read all offered places, one statement; what a transaction has changed itself included."""
    # A session of its own on the same connection: rows that a use case holds stay its own.
    async with AsyncSession(await session.connection()) as reader:
        found = await reader.execute(
            select(Space, _WRITTEN, _VENUE_WRITTEN)
            .join(Space.venue)
            .where(Space.status != WITHDRAWN)
            .options(contains_eager(Space.venue), lazyload("*"))
            .order_by(Space.sort_key, Space.id)
        )
        rows = [(space, written, venue_written) for space, written, venue_written in found]
        reader.expunge_all()
    _Latest.catalogue = catalogue = _make_catalogue([row[0] for row in rows], _fingerprint(rows))
    return catalogue


def _make_catalogue(spaces: Sequence[Space], fingerprint: str) -> Catalogue:
    leaves = leaves_by_space(spaces)
    openings: dict[str, int] = {}
    places = [
        Place(
            space=space,
            number=number,
            leaves=tuple(leaves[space.id]),
            opening=openings.setdefault(_hours_of(space), len(openings)),
            times_asked=(space.lead_hours, space.longest_hours),
            wards=names_of_ward(space.venue.ward or ""),
            names=f"{space.search} {space.venue.search}",
        )
        for number, space in enumerate(spaces)
    ]
    by_id = {place.space.id: place for place in places}
    return Catalogue(fingerprint, places, by_id)


def _hours_of(space: Space) -> str:
    return repr((space.opening_rules, space.noise_limits))


def _fingerprint(rows: Iterable[tuple[Space, str, str]]) -> str:
    text = ",".join(
        f"{space.id} {space.version} {written} {space.venue.version} {venue_written}"
        for space, written, venue_written in sorted(rows, key=lambda row: row[0].id)
    )
    return sha256(text.encode()).hexdigest()


def leaves_by_space(spaces: Iterable[Space]) -> dict[UUID, list[UUID]]:
    """The offered spaces without offered parts, for each space that they are or are a part of."""
    offered = list(spaces)
    parents = {space.parent_id for space in offered}
    leaves: dict[UUID, list[UUID]] = defaultdict(list)
    for space in offered:
        if space.id not in parents:
            for whole in space.path:
                leaves[whole].append(space.id)
    return leaves


def names_of_ward(ward: str) -> frozenset[str]:
    """`Phường Từ Liêm` is also found as `Từ Liêm`."""
    name = fold(ward)
    bare = name.removeprefix("phuong ").removeprefix("xa ")
    return frozenset((name, bare, f"phuong {bare}", f"xa {bare}")) if bare else frozenset()
