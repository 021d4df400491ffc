"""What a plan of an allocation round is made from, and what it says."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from services.bookings.domain.board import Slot, Taken


@dataclass(frozen=True, slots=True)
class Party:
    """A member in a round."""

    id: UUID
    weight: int
    """In percent: 100 for everyone, more with a boost."""
    seconds_before: int = 0
    """What it has received in the season already."""
    seconds_last: int = 0
    """What it received in the season before; the less, the earlier at equal need."""
    cap_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class WishToPlace:
    """`options` are in the member's order: its times, and for each time its spaces."""

    id: UUID
    party_id: UUID
    rank: int
    wanted: int
    least: int
    options: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A place that a person gave by hand: it stays, and counts."""

    wish_id: UUID
    party_id: UUID
    slot: Slot


@dataclass(frozen=True, slots=True)
class Task:
    """Everything that a plan hangs on."""

    seed: str
    parties: Sequence[Party]
    wishes: Sequence[WishToPlace]
    taken: Sequence[Taken] = ()
    kept: Sequence[Kept] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A time given to a wish, in which turn, at which share of its member (hours per weight)."""

    wish_id: UUID
    slot: Slot
    turn: int
    share: float
    moved: bool
    """It went to a later preference so that another wish could be placed as well."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a wish was not given an option, or not given enough."""

    code: str
    slot: Slot | None
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Plan:
    """Places in the order of their turns; for each wish that got less than wanted, why."""

    places: tuple[Place, ...]
    left: Mapping[UUID, tuple[Reason, ...]]
    seconds: Mapping[UUID, int]
    """What the plan gives each member."""


def draw_of(seed: str, id: UUID) -> str:
    """The lot of a member or wish in a round: the same each time, and not the order of coming."""
    return hashlib.sha256(f"{seed}:{id}".encode()).hexdigest()
