"""Calls: rounds in which spaces may apply.

The status follows from the dates and from an early close, so it never drifts from them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shared.errors import Failure


@dataclass(frozen=True, slots=True)
class Criterion:
    """What reviewers score: 0 … `max_score` points, counted with `weight` (any positive number)."""

    code: str
    weight: float
    max_score: int


def status_of(
    opens_at: datetime, closes_at: datetime, closed_at: datetime | None, now: datetime
) -> str:
    """`scheduled`, `open` from opens_at on, `closed` from closes_at or an early close on."""
    if closed_at is not None or now >= closes_at:
        return "closed"
    return "open" if now >= opens_at else "scheduled"


def check_period(opens_at: datetime, closes_at: datetime, now: datetime) -> list[Failure]:
    failures = []
    if closes_at <= opens_at:
        failures.append(Failure("ends_before_start", field="closes_at"))
    if closes_at <= now:
        failures.append(Failure("closes_in_past", field="closes_at"))
    return failures


def check_criteria(criteria: Sequence[Criterion]) -> list[Failure]:
    codes = [one.code for one in criteria]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    return [Failure("criterion_twice", field="criteria", criteria=twice)] if twice else []


def may_change(status: str) -> list[Failure]:
    if status == "closed":
        return [Failure("call_closed")]
    return []


def may_move_opening(status: str) -> list[Failure]:
    if status == "scheduled":
        return []
    return [Failure("call_already_open", field="opens_at")]


def may_close(status: str) -> list[Failure]:
    return [] if status == "open" else [_not_open(status)]


def takes_applications(status: str) -> list[Failure]:
    return [] if status == "open" else [_not_open(status)]


def _not_open(status: str) -> Failure:
    return Failure("call_closed" if status == "closed" else "call_not_open_yet")
