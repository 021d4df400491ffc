"""A refusal with everything that helps: each failing rule, the rivals, the nearest alternatives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from services.bookings.domain.intervals import Interval, nearest_fits
from services.bookings.domain.requesting import (
    Conflict,
    Wish,
    check_conflicts,
    check_wish,
)
from services.bookings.domain.states import hosts
from services.bookings.models import Space
from services.bookings.queries.availability import Wanted, find_free_spaces, find_free_times
from services.bookings.queries.claims import ClaimInTheWay, find_claims
from shared.database.work import Work
from shared.errors import Failure, refuse_if

TIME_PROBLEMS = {"space_taken", "space_closed", "outside_opening_hours", "space_withdrawn"}
SEARCH_BEFORE = timedelta(days=7)
SEARCH_AFTER = timedelta(days=14)
MOST_ALTERNATIVES = 3


async def refuse_use(
    work: Work,
    space: Space,
    leaves: list[UUID],
    wish: Wish,
    failures: Sequence[Failure],
    but_not_of: UUID | None = None,
) -> None:
    """Raise a Refusal for `failures` and what is claimed at the time; nothing if all is well."""
    during = wish.time.padded(space.setup, space.clearup)
    claims = await find_claims(work.session, leaves, during, but_not_of)
    found = [*failures, *check_conflicts(claim.conflict for claim in claims)]
    if found:
        refuse_if(found, **await _what_helps(work, space, leaves, wish, found, claims))


async def refuse_lost_race(
    work: Work, space: Space, leaves: list[UUID], wish: Wish, but_not_of: UUID | None = None
) -> None:
    """Raise the Refusal for a claim that the constraint turned down."""
    await refuse_use(work, space, leaves, wish, [], but_not_of)
    taken = check_conflicts([Conflict("booking", wish.time)])
    refuse_if(taken, **await _what_helps(work, space, leaves, wish, taken, []))


async def _what_helps(
    work: Work,
    space: Space,
    leaves: list[UUID],
    wish: Wish,
    failures: Sequence[Failure],
    claims: Sequence[ClaimInTheWay],
) -> dict[str, Any]:
    """Rivals and alternatives, as the problem carries them."""
    extra: dict[str, Any] = {}
    if claims:
        extra["rivals"] = _show_claims(claims, hosts(work.caller, space.venue.host_id))
    codes = {failure.code for failure in failures}
    if codes & TIME_PROBLEMS and "too_short" not in codes:
        extra["alternatives"] = await _find_alternatives(work, space, leaves, wish)
    return extra


def _show_claims(claims: Sequence[ClaimInTheWay], hosting: bool) -> list[dict[str, Any]]:
    """Whose claim it is, only a host or officer learns."""
    return [
        {
            "kind": claim.kind,
            **show_interval(claim.during),
            "booking_id": claim.booking_id if hosting else None,
            "closure_id": claim.closure_id if hosting else None,
        }
        for claim in claims
    ]


async def _find_alternatives(
    work: Work, space: Space, leaves: list[UUID], wish: Wish
) -> dict[str, Any]:
    """The nearest times in the same space, and other spaces of its kind at the same time."""
    window = wish.time.padded(SEARCH_BEFORE, SEARCH_AFTER)
    free = (
        []
        if space.withdrawn
        else await find_free_times(work.session, space, leaves, window, work.now)
    )
    times = [
        fit
        for fit in nearest_fits(free, wish.time, 2 * MOST_ALTERNATIVES)
        if not check_wish(space, replace(wish, time=fit), work.now)
    ]
    others = await find_free_spaces(
        work.session, Wanted(wish.time, capacity=wish.audience, kind=space.kind), work.now
    )
    usable = [
        other.space
        for other in others
        if other.space.id != space.id and not check_wish(other.space, wish, work.now)
    ]
    return {
        "same_space": [show_interval(fit) for fit in times[:MOST_ALTERNATIVES]],
        "other_spaces": [
            {"space_id": other.id, "name": other.name, **show_interval(wish.time)}
            for other in usable[:MOST_ALTERNATIVES]
        ],
    }


def show_interval(time: Interval) -> dict[str, str]:
    """`starts_at` and `ends_at` as every answer writes instants."""
    return {
        "starts_at": time.start.isoformat().replace("+00:00", "Z"),
        "ends_at": time.end.isoformat().replace("+00:00", "Z"),
    }
