"""What a space asks of a booking, and what a member must be, each as a rule that can fail.

All rules are tried, so that a refusal lists everything at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from services.bookings.domain.conduct import check_pause
from services.bookings.domain.intervals import Interval
from services.bookings.domain.opening import is_open
from services.bookings.texts import in_words
from shared.clock import hanoi_date
from shared.errors import Failure
from shared.wording import say_day, say_instant

PLANNING_HORIZON = timedelta(days=3 * 366)
"""Beyond it nothing is asked for in earnest; it also bounds every walk along a calendar."""


class SpaceRules(Protocol):
    """What a space says about its use."""

    @property
    def withdrawn(self) -> bool: ...
    @property
    def capacity(self) -> int: ...
    @property
    def opening(self) -> list[dict[str, Any]] | None: ...
    @property
    def lead_hours(self) -> int | None: ...
    @property
    def longest_hours(self) -> int | None: ...
    @property
    def refused_kinds(self) -> list[str]: ...


class MemberStanding(Protocol):
    """What bookings knows of a member."""

    @property
    def status(self) -> str: ...
    @property
    def status_since(self) -> date: ...


class Asker(MemberStanding, Protocol):
    """The same of a member that asks for a place."""

    @property
    def requests_paused_until(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class Wish:
    """What someone wants to do in a space, and when (without set-up and clear-up)."""

    time: Interval
    kind: str
    audience: int | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A claim that stands in the way: of which kind, and when."""

    kind: str
    during: Interval


def check_wish(space: SpaceRules, wish: Wish, now: datetime) -> list[Failure]:
    """Every rule of the space that a new request breaks."""
    return [*check_use(space, wish, now), *_check_lead(space, wish.time, now)]


def check_offered(space: SpaceRules) -> list[Failure]:
    return [Failure("space_withdrawn")] if space.withdrawn else []


def check_use(space: SpaceRules, wish: Wish, now: datetime) -> list[Failure]:
    """The rules that still hold when a host decides: all but the lead time, which is for asking."""
    if gone := check_offered(space):
        return gone
    if wish.time.end > now + PLANNING_HORIZON:
        limit = say_day(hanoi_date(now + PLANNING_HORIZON))
        return [Failure("too_far_ahead", field="ends_at", limit=limit)]
    return [*_check_time(space, wish.time, now), *_check_activity(space, wish)]


def check_length(time: Interval, shortest: timedelta) -> list[Failure]:
    """The city's least time of a booking; a space's own longest stay is one of its rules."""
    if time.length >= shortest:
        return []
    return [Failure("too_short", field="ends_at", limit=int(shortest / timedelta(minutes=1)))]


def _check_time(space: SpaceRules, time: Interval, now: datetime) -> list[Failure]:
    failures = []
    if time.start < now:
        failures.append(Failure("starts_in_past", field="starts_at", now=say_instant(now)))
    if space.longest_hours is not None and time.length > timedelta(hours=space.longest_hours):
        failures.append(Failure("stay_too_long", field="ends_at", limit=space.longest_hours))
    if not is_open(space.opening, time):
        failures.append(Failure("outside_opening_hours", field="starts_at"))
    return failures


def _check_activity(space: SpaceRules, wish: Wish) -> list[Failure]:
    failures = []
    if wish.audience is not None and wish.audience > space.capacity:
        failures.append(
            Failure("too_many_people", field="activity.expected_audience", limit=space.capacity)
        )
    if wish.kind in space.refused_kinds:
        kind = in_words("activity_kind", wish.kind)
        failures.append(Failure("kind_refused", field="activity.kind", kind=kind))
    return failures


def _check_lead(space: SpaceRules, time: Interval, now: datetime) -> list[Failure]:
    if space.withdrawn or space.lead_hours is None or time.start < now:
        return []
    earliest = now + timedelta(hours=space.lead_hours)
    if time.start >= earliest:
        return []
    return [
        Failure(
            "asked_too_late",
            field="starts_at",
            hours=space.lead_hours,
            earliest=say_instant(earliest),
        )
    ]


def check_member(member: MemberStanding) -> list[Failure]:
    """Only an active member may ask for a place, be given one or be moved."""
    if member.status == "active":
        return []
    code = "member_suspended" if member.status == "suspended" else "member_left"
    return [Failure(code, field="member_id", since=say_day(member.status_since))]


def check_asking(member: Asker, now: datetime) -> list[Failure]:
    """Who asks for a place must be active, and its conduct must not have paused its requests."""
    return [*check_member(member), *check_pause(member.requests_paused_until, now)]


def check_conflicts(conflicts: Iterable[Conflict]) -> list[Failure]:
    """What is taken or closed at the wished time, one failure for each of the two."""
    found = list(conflicts)
    closed = [one for one in found if one.kind == "closure"]
    taken = [one for one in found if one.kind != "closure"]
    failures = []
    if closed:
        failures.append(Failure("space_closed", field="starts_at", times=_say(closed)))
    if taken:
        failures.append(Failure("space_taken", field="starts_at", times=_say(taken)))
    return failures


def _say(conflicts: Sequence[Conflict]) -> list[str]:
    times = sorted({one.during for one in conflicts})
    return [f"{say_instant(one.start)} – {say_instant(one.end)}" for one in times]
