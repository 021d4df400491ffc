"""What would pass, for each rule that failed: the machine's side of a refusal's sentence.

A rule that is not listed here has nothing that the asker could choose otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from services.bookings.domain.contents import refused_during
from services.bookings.domain.intervals import Interval, nearest_fits, subtract
from services.bookings.domain.noise import loudest_allowed, times_too_loud
from services.bookings.domain.opening import opening_intervals
from services.bookings.domain.requesting import (
    PLANNING_HORIZON,
    SpaceRules,
    Wish,
    capacity_for,
)
from shared.errors import Failure

Passes = dict[str, Any]

OPENING_AROUND = timedelta(days=14)
"""How far from the wish the opening hours are searched: two weeks show every weekly window."""
MOST_TIMES = 3
TAKEN = ("space_taken", "space_closed")
"""What passes instead is looked up among the claims, which takes a statement."""


@dataclass(frozen=True, slots=True)
class Case:
    """A wish for a space."""

    space: SpaceRules
    wish: Wish
    now: datetime
    shortest: timedelta


def with_passes(failures: Iterable[Failure], case: Case) -> list[Failure]:
    """The same failures, each with what would pass."""
    return [_with_passes(failure, case) for failure in failures]


def _with_passes(failure: Failure, case: Case) -> Failure:
    find = PASSES.get(failure.code)
    if find is None or "passes" in failure.values:
        return failure
    same = copy(failure)
    same.values = failure.values | {"passes": find(case)}
    return same


def write_instant(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _earliest(case: Case) -> datetime:
    return case.now + timedelta(hours=case.space.lead_hours or 0)


def _earliest_start(case: Case) -> Passes:
    return {"earliest_start": write_instant(_earliest(case))}


def _latest_end(case: Case) -> Passes:
    return {"latest_end": write_instant(case.now + PLANNING_HORIZON)}


def _longest(case: Case) -> Passes:
    """
    asked    ███████████
    passes   ███████      as long as the space allows, from the same start
    """
    hours = case.space.longest_hours
    if hours is None:
        return {}
    latest = case.wish.time.start + timedelta(hours=hours)
    return {"longest_hours": hours, "latest_end": write_instant(latest)}


def _shortest(case: Case) -> Passes:
    return {
        "shortest_minutes": int(case.shortest / timedelta(minutes=1)),
        "earliest_end": write_instant(case.wish.time.start + case.shortest),
    }


def _open_times(case: Case) -> Passes:
    """
    open     ░░███████░░░░░░███████░░
    asked    ░░░░░░░████░░░░░░░░░░░░░
    passes   ░░░░░████░░░░░░████░░░░░   of the asked length, the nearest first
    """
    found = opening_intervals(case.space.opening_rules, _around(case))
    fits = nearest_fits(found, case.wish.time, MOST_TIMES)
    return {"times": [show_time(one) for one in fits]}


def _around(case: Case) -> Interval:
    """Near the wish, and not sooner than anything may be asked for."""
    around = case.wish.time.padded(OPENING_AROUND, OPENING_AROUND)
    return Interval(max(around.start, _earliest(case)), max(around.end, _earliest(case)))


def show_time(time: Interval) -> dict[str, str]:
    return {"starts_at": write_instant(time.start), "ends_at": write_instant(time.end)}


def _largest_audience(case: Case) -> Passes:
    return {"largest_audience": capacity_for(case.space, case.wish.layout)}


def _offered_layouts(case: Case) -> Passes:
    return {"layouts": sorted(one["code"] for one in case.space.layouts)}


def _quieter(case: Case) -> Passes:
    """
    limit    06 ─── 70 dBA ─── 21 ── 55 dBA ── 06
    asked              19 ▓▓▓▓▓▓▓▓ 22            acoustic music, 75 dBA
    passes   speech at that time; music where no limit is broken, the nearest open times first
    """
    space, wish = case.space, case.wish
    span = _around(case)
    loud = times_too_loud(space.noise_limits, span, wish.kind, wish.loudness)
    quiet = subtract(opening_intervals(space.opening_rules, span), loud)
    return {
        "loudest_allowed": loudest_allowed(space.noise_limits, wish.time),
        "times": [show_time(one) for one in nearest_fits(quiet, wish.time, MOST_TIMES)],
    }


def _other_contents(case: Case) -> Passes:
    return {"any_content_but": sorted(refused_during(case.space, case.wish.time))}


def _other_kinds(case: Case) -> Passes:
    return {"any_kind_but": sorted(case.space.refused_kinds)}


def with_free_times(failures: Iterable[Failure], times: Sequence[dict[str, str]]) -> list[Failure]:
    """The first failure that says the time is taken, with the nearest that are free."""
    found = list(failures)
    for place, failure in enumerate(found):
        if failure.code in TAKEN:
            found[place] = copy(failure)
            found[place].values = failure.values | {"passes": {"times": list(times)}}
            break
    return found


PASSES: dict[str, Callable[[Case], Passes]] = {
    "starts_in_past": _earliest_start,
    "asked_too_late": _earliest_start,
    "too_far_ahead": _latest_end,
    "stay_too_long": _longest,
    "too_short": _shortest,
    "outside_opening_hours": _open_times,
    "too_many_people": _largest_audience,
    "kind_refused": _other_kinds,
    "layout_not_offered": _offered_layouts,
    "content_refused": _other_contents,
    "too_loud": _quieter,
}
"""Code → what would pass; one more line for a further rule. For equipment its stock is looked at
(`usecases/take_stock.py`), for a taken time the claims."""
