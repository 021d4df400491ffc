"""What a space asks of a booking, and what a member must be, each as a rule that can fail.

All rules are tried, so that a refusal lists everything at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from services.bookings.domain.conduct import check_pause
from services.bookings.domain.contents import contents_of, refused_during
from services.bookings.domain.intervals import Interval
from services.bookings.domain.noise import check_noise
from services.bookings.domain.opening import OpeningRules, is_open
from services.bookings.texts import in_words
from shared.clock import hanoi_date
from shared.errors import Failure
from shared.wording import say_day, say_instant

PLANNING_HORIZON = timedelta(days=3 * 366)
"""Beyond it nothing is asked for in earnest; it also bounds every walk along a calendar."""


class TimeRules(Protocol):
    """The rules of a space that say when it may be asked for."""

    @property
    def lead_hours(self) -> int | None: ...
    @property
    def longest_hours(self) -> int | None: ...


class SpaceRules(TimeRules, Protocol):
    """What a space says about its use."""

    @property
    def withdrawn(self) -> bool: ...
    @property
    def capacity(self) -> int: ...
    @property
    def layouts(self) -> Sequence[Mapping[str, Any]]: ...
    @property
    def crowd_limit(self) -> int | None: ...
    @property
    def opening_rules(self) -> OpeningRules: ...
    @property
    def refused_kinds(self) -> list[str]: ...
    @property
    def refused_contents(self) -> list[str]: ...
    @property
    def noise_limits(self) -> Sequence[Mapping[str, Any]]: ...
    @property
    def policy(self) -> str | None: ...


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
    layout: str | None = None
    """How the place is to be set up; None: any way."""
    contents: tuple[str, ...] = ()
    """Main contents besides those that the kind has by its nature."""
    loudness: str | None = None
    """None: as loud as its kind usually is."""


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
    if not is_open(space.opening_rules, time):
        failures.append(Failure("outside_opening_hours", field="starts_at"))
    return failures


def _check_activity(space: SpaceRules, wish: Wish) -> list[Failure]:
    noise = check_noise(space.noise_limits, wish.time, wish.kind, wish.loudness)
    return [*_check_kind_of_use(space, wish, refused_during(space, wish.time)), *noise]


def check_place(space: SpaceRules, wish: Wish) -> list[Failure]:
    """What the place itself does not take, whatever the day and hour."""
    return _check_kind_of_use(space, wish, frozenset(space.refused_contents))


def _check_kind_of_use(
    space: SpaceRules, wish: Wish, refused_contents: frozenset[str]
) -> list[Failure]:
    failures = _check_room(space, wish)
    if wish.kind in space.refused_kinds:
        kind = in_words("activity_kind", wish.kind)
        failures.append(Failure("kind_refused", field="activity.kind", kind=kind))
    if contents := sorted(contents_of(wish.kind, wish.contents) & refused_contents):
        named = [in_words("content", one) for one in contents]
        failures.append(Failure("content_refused", field="activity.contents", contents=named))
    return failures


def capacity_for(space: SpaceRules, layout: str | None) -> int | None:
    """How many people fit when it is set up like this; None when it is not set up like this.

    A space that lists no layouts takes any of them.
    """
    most = space.capacity
    if layout is not None and space.layouts:
        fitting = [one["capacity"] for one in space.layouts if one["code"] == layout]
        if not fitting:
            return None
        most = fitting[0]
    return most if space.crowd_limit is None else min(most, space.crowd_limit)


def _check_room(space: SpaceRules, wish: Wish) -> list[Failure]:
    limit = capacity_for(space, wish.layout)
    if limit is None:
        offered = [in_words("layout", one["code"]) for one in space.layouts]
        wanted = in_words("layout", wish.layout or "")
        return [
            Failure("layout_not_offered", field="activity.layout", layout=wanted, allowed=offered)
        ]
    if wish.audience is None or wish.audience <= limit:
        return []
    return [Failure("too_many_people", field="activity.expected_audience", limit=limit)]


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
