"""How loud a place may be, hour by hour, and how loud an activity is.

    limit  06:00 ──── 70 dBA ──── 21:00 ── 55 dBA ── 06:00
    wish                     19:00 ▓▓▓▓▓▓▓ 22:00   amplified, 95 dBA: breaks both
                 09:00 ▓▓▓ 11:00                   speech, 60 dBA: fits

A limit is `{"from": "HH:MM", "to": "HH:MM", "dba": n}`, every day in Hanoi time; one whose end is
not after its start runs over midnight.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from services.bookings.domain.intervals import Interval
from services.bookings.domain.opening import instant_of
from services.bookings.regulations.places import ACTIVITY_FACTS
from services.bookings.texts import in_words
from shared.clock import HANOI
from shared.errors import Failure

ONE_DAY = timedelta(days=1)


def check_noise(
    limits: Sequence[Mapping[str, Any]], time: Interval, kind: str, said: str | None
) -> list[Failure]:
    """One failure for each limit that the activity would break while it lasts."""
    loudness = ACTIVITY_FACTS.loudness_of(kind, said)
    level = ACTIVITY_FACTS.loudness[loudness]
    return [
        Failure(
            "too_loud",
            field="activity.loudness",
            loudness=in_words("loudness", loudness),
            opens=limit["from"],
            ends=limit["to"],
            limit=limit["dba"],
            allowed=[in_words("loudness", one) for one in _fitting(limit["dba"])],
        )
        for limit in limits
        if level > limit["dba"] and _holds_during(limit, time)
    ]


def _fitting(dba: int) -> list[str]:
    return [code for code, level in ACTIVITY_FACTS.loudness.items() if level <= dba]


def loudest_allowed(limits: Sequence[Mapping[str, Any]], time: Interval) -> str | None:
    """The loudest level that breaks no limit all through a time; None when every level does."""
    held = [limit["dba"] for limit in limits if _holds_during(limit, time)]
    fitting = _fitting(min(held)) if held else list(ACTIVITY_FACTS.loudness)
    return fitting[-1] if fitting else None


def times_too_loud(
    limits: Sequence[Mapping[str, Any]], span: Interval, kind: str, said: str | None
) -> list[Interval]:
    """When, around a span, such an activity would break a limit."""
    level = ACTIVITY_FACTS.loudness[ACTIVITY_FACTS.loudness_of(kind, said)]
    broken = [limit for limit in limits if level > limit["dba"]]
    return [held for limit in broken for held in _held_times(limit, span)]


def _holds_during(limit: Mapping[str, Any], time: Interval) -> bool:
    return any(held.overlaps(time) for held in _held_times(limit, time))


def _held_times(limit: Mapping[str, Any], span: Interval) -> Iterator[Interval]:
    day = span.start.astimezone(HANOI).date() - ONE_DAY
    last = span.end.astimezone(HANOI).date()
    while day <= last:
        ends_on = day if limit["from"] < limit["to"] else day + ONE_DAY
        yield Interval(instant_of(day, limit["from"]), instant_of(ends_on, limit["to"]))
        day += ONE_DAY
