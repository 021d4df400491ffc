"""A refusal with everything that helps: each failing rule, the rivals, the nearest alternatives."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from services.bookings.domain import states
from services.bookings.domain.intervals import Interval
from services.bookings.domain.passing import Case, show_time, with_free_times, with_passes
from services.bookings.domain.requesting import (
    Conflict,
    SpaceRules,
    Wish,
    check_conflicts,
    check_length,
)
from services.bookings.models import BookingDate, Space
from services.bookings.queries.alternatives import find_other_spaces, find_other_times
from services.bookings.queries.claims import ClaimInTheWay, Places, find_claims_at
from services.bookings.queries.free_times import Source
from services.bookings.settings import Settings
from services.bookings.usecases.choose_dates import at_date
from services.bookings.usecases.take_stock import Counts, check_stock
from shared.database.work import Work
from shared.errors import Failure, refuse_if

TIME_PROBLEMS = {"space_taken", "space_closed", "outside_opening_hours", "space_withdrawn"}
"""What another time or place would cure."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A wish for a space at one of the dates that an act is about."""

    space: Space
    leaves: list[UUID]
    wish: Wish
    equipment: Counts = field(default_factory=dict)

    @property
    def during(self) -> Interval:
        """What it would claim."""
        return self.wish.time.padded(self.space.setup, self.space.clearup)


def slot_of(date: BookingDate, places: Places) -> Slot:
    """What a date wants, as it stands."""
    return Slot(date.space, places.of(date.space_id), date.wish, date.booking.wanted_equipment)


@dataclass(frozen=True, slots=True)
class Findings:
    """What stands against one slot."""

    slot: Slot
    failures: list[Failure]
    claims: list[ClaimInTheWay]


Check = Callable[[SpaceRules, Wish, datetime], list[Failure]]


async def check_slots(
    work: Work, slots: Sequence[Slot], check: Check, but_not_of: Collection[UUID] = ()
) -> list[Findings]:
    """Every rule of its space that each slot breaks, and the claims in its way."""
    wanted = [(slot.leaves, slot.during) for slot in slots]
    claims = await find_claims_at(work.session, wanted, work.now, but_not_of)
    placed = [(slot.space, slot.during) for slot in slots]
    lacking = await check_stock(work, placed, slots[0].equipment if slots else {}, but_not_of)
    return [
        Findings(
            slot,
            [
                *check_rules(work, slot.space, slot.wish, check),
                *check_conflicts(claim.conflict for claim in found),
                *short,
            ],
            found,
        )
        for slot, found, short in zip(slots, claims, lacking, strict=True)
    ]


def check_rules(work: Work, space: Space, wish: Wish, check: Check) -> list[Failure]:
    """Every rule of the space that a wish breaks, whatever is claimed, with what would pass."""
    shortest = timedelta(minutes=Settings.of(work).shortest_booking_minutes)
    failures = [*check(space, wish, work.now), *check_length(wish.time, shortest)]
    return with_passes(failures, Case(space, wish, work.now, shortest)) if failures else []


async def refuse_slots(
    work: Work, findings: Sequence[Findings], failures: Sequence[Failure] = ()
) -> None:
    """Raise a Refusal for `failures` and what was found of all slots; nothing if all is well.

    With several dates each failure names its own; rivals are those of all, and alternatives
    those of the first date that has a problem of time.
    """
    every = list(failures)
    for number, one in enumerate(findings):
        found = one.failures if len(findings) == 1 else at_date(one.failures, number)
        every += [failure for failure in found if failure not in every]
    if every:
        extra = await _what_helps(work, findings)
        times = extra.get("alternatives", {}).get("same_space", [])
        refuse_if(with_free_times(every, times), **extra)


async def sift(
    work: Work,
    dates: Sequence[BookingDate],
    findings: Sequence[Findings],
    failures: Sequence[Failure],
    partly: bool,
) -> tuple[list[BookingDate], dict[BookingDate, list[Failure]]]:
    """Dates that can be had, and the others with what stands against each.

    Raises a Refusal as `refuse_slots` does, unless `partly` and some can be had.
    """
    refused = {
        date: found.failures for date, found in zip(dates, findings, strict=True) if found.failures
    }
    if failures or not partly or len(refused) == len(dates):
        await refuse_slots(work, findings, failures)
    return [date for date in dates if date not in refused], refused


async def refuse_lost_race(work: Work, slots: Sequence[Slot], but_not_of: Collection[UUID]) -> None:
    """Raise the Refusal for claims that the constraint turned down."""
    found = await check_slots(work, slots, _no_rules, but_not_of)
    await refuse_slots(work, [one if one.failures else _taken(one) for one in found])


def _taken(found: Findings) -> Findings:
    """Whoever won is gone again already, or cannot be seen yet."""
    conflict = Conflict("booking", found.slot.wish.time)
    return Findings(found.slot, check_conflicts([conflict]), found.claims)


def _no_rules(_space: SpaceRules, _wish: Wish, _now: datetime) -> list[Failure]:
    return []


async def _what_helps(work: Work, findings: Sequence[Findings]) -> dict[str, Any]:
    """Rivals and alternatives, as the problem carries them."""
    extra: dict[str, Any] = {}
    rivals = [
        _show_claim(claim, states.hosts(work.caller, one.slot.space.venue.host_id))
        for one in findings
        for claim in one.claims
    ]
    if rivals:
        extra["rivals"] = rivals
    for one in findings:
        codes = {failure.code for failure in one.failures}
        if codes & TIME_PROBLEMS and "too_short" not in codes:
            slot = one.slot
            extra["alternatives"] = await _find_alternatives(work, slot.space, slot.wish)
            break
    return extra


def _show_claim(claim: ClaimInTheWay, hosting: bool) -> dict[str, Any]:
    """Whose claim it is, only a host or officer learns."""
    return {
        "kind": claim.kind,
        **show_interval(claim.during),
        "booking_id": claim.booking_id if hosting else None,
        "closure_id": claim.closure_id if hosting else None,
    }


async def _find_alternatives(work: Work, space: Space, wish: Wish) -> dict[str, Any]:
    """The nearest times in the same space, and other spaces of its kind at the same time."""
    source = Source.of_session(work.session, work.now)
    times = await find_other_times(source, space, wish)
    others = await find_other_spaces(source, space, wish)
    return {
        "same_space": [show_interval(fit) for fit in times],
        "other_spaces": [
            {"space_id": other.id, "name": other.name, **show_interval(wish.time)}
            for other in others
        ],
    }


def show_interval(time: Interval) -> dict[str, str]:
    """`starts_at` and `ends_at` as every answer writes instants."""
    return show_time(time)
