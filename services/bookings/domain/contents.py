"""Main contents that a place does not take: always by its own word, by day by the city's policy.

policy    ── any content ──┤ from 01/01 no food ──────
wish              ▓▓▓▓▓▓▓▓▓▓▓▓▓     a food fair over the new year: breaks it on its second day
wish      ▓▓▓▓▓▓▓                   the day before: fits
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Protocol

from services.bookings.domain.intervals import Interval
from services.bookings.domain.opening import instant_of
from services.bookings.regulations.places import ACTIVITY_FACTS, POLICIES
from shared.clock import hanoi_date

ONE_DAY = timedelta(days=1)
LAST_INSTANT = timedelta(microseconds=1)
"""A time ends before its end: what ends at midnight does not touch the next day."""


class RefusesContents(Protocol):
    @property
    def refused_contents(self) -> list[str]: ...
    @property
    def policy(self) -> str | None: ...


def contents_of(kind: str, said: Sequence[str]) -> frozenset[str]:
    """What was said, and what a kind of activity has by its nature."""
    return ACTIVITY_FACTS.contents_of_kind.get(kind, frozenset()).union(said)


def refused_during(place: RefusesContents, time: Interval) -> frozenset[str]:
    """What the place refuses itself, and what the policy refuses on any day that is touched."""
    own = frozenset(place.refused_contents)
    return own.union(*(refused for _, refused in _refused_by_policy(place.policy, time)))


def times_refused(policy: str | None, span: Interval, contents: frozenset[str]) -> list[Interval]:
    """The days, around a span, on which the policy refuses one of these contents."""
    return [
        Interval(instant_of(day, "00:00"), instant_of(day, "24:00"))
        for day, refused in _refused_by_policy(policy, span)
        if contents & refused
    ]


def _refused_by_policy(code: str | None, time: Interval) -> Iterator[tuple[date, frozenset[str]]]:
    """Each day that is touched, with what the policy refuses on it."""
    policy = POLICIES.get(code or "")
    if policy is None:
        return
    day, last = hanoi_date(time.start), hanoi_date(time.end - LAST_INSTANT)
    while day <= last:
        yield day, policy.on(day).refused_contents
        day += ONE_DAY
