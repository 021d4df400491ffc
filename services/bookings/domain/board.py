"""What stands on the leaves of a plan, so that nothing is given twice.

Times are padded with set-up and clear-up; a whole stands on all its leaves:

    hall, left half    [ fair in the whole hall ]  [ talk ]
    hall, right half   [ fair in the whole hall ]             [ closure ]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from services.bookings.domain.intervals import Interval


@dataclass(frozen=True, slots=True)
class Slot:
    """A time in a space; the choices are its places in the member's own order, from 1."""

    space_id: UUID
    leaves: tuple[UUID, ...]
    time: Interval
    during: Interval
    """With set-up and clear-up."""
    time_choice: int
    space_choice: int

    @property
    def seconds(self) -> int:
        return int(self.time.length / timedelta(seconds=1))


@dataclass(frozen=True, slots=True)
class Taken:
    """A claim that stands already: `kind` is a booking, a closure or an offer."""

    leaf: UUID
    during: Interval
    kind: str


@dataclass(eq=False, slots=True)
class Held:
    """One thing on the board; compared by identity."""

    during: Interval
    kind: str


class Board:
    """Leaves with what is held on each, found by the day."""

    def __init__(self, taken: Sequence[Taken]) -> None:
        self._cells: dict[tuple[UUID, int], list[Held]] = defaultdict(list)
        for one in sorted(taken, key=lambda one: (one.during, str(one.leaf), one.kind)):
            self._add((one.leaf,), Held(one.during, one.kind))

    def put(self, slot: Slot, kind: str) -> Held:
        held = Held(slot.during, kind)
        self._add(slot.leaves, held)
        return held

    def take_off(self, slot: Slot, held: Held) -> None:
        for cell in _cells(slot.leaves, held.during):
            self._cells[cell].remove(held)

    def in_the_way(self, slot: Slot) -> list[Held]:
        """What overlaps the slot on any of its leaves, each once."""
        found: dict[Held, None] = {}
        for cell in _cells(slot.leaves, slot.during):
            for held in self._cells.get(cell, ()):
                if held.during.overlaps(slot.during):
                    found[held] = None
        return list(found)

    def _add(self, leaves: Sequence[UUID], held: Held) -> None:
        for cell in _cells(leaves, held.during):
            self._cells[cell].append(held)


def _cells(leaves: Sequence[UUID], during: Interval) -> Iterator[tuple[UUID, int]]:
    first, last = during.start.toordinal(), during.end.toordinal()
    for leaf in leaves:
        for day in range(first, last + 1):
            yield leaf, day
