"""Closures and the status of a space that follows from them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from services.bookings.domain.intervals import Interval
from services.bookings.domain.states import only_in
from shared.errors import Failure
from shared.wording import say_instant

OPEN = "open"
CLOSING = "closing"
CLOSED = "closed"
WITHDRAWN = "withdrawn"
SPACE_STATES = (OPEN, CLOSING, CLOSED, WITHDRAWN)

ACTIVE = "active"
ENDED = "ended"
CLOSURE_STATES = (ACTIVE, ENDED)


def space_status(closures: Iterable[Interval], now: datetime) -> str:
    """`closed` while a closure runs, `closing` when one is to come, else `open`."""
    ahead = [one for one in closures if one.end > now]
    if any(one.start <= now for one in ahead):
        return CLOSED
    return CLOSING if ahead else OPEN


def may_close(time: Interval, withdrawn: bool, now: datetime) -> list[Failure]:
    failures = [Failure("space_withdrawn")] if withdrawn else []
    if time.end <= now:
        failures.append(Failure("already_over", field="ends_at", ended=say_instant(time.end)))
    return failures


def may_withdraw(withdrawn: bool, open_parts: int, claims_ahead: int) -> list[Failure]:
    """Not while it has offered parts, nor while its tree is taken in the future."""
    failures = [Failure("space_withdrawn")] if withdrawn else []
    if open_parts:
        failures.append(Failure("has_open_parts", count=open_parts))
    return failures + refuse_tree_change(claims_ahead)


def refuse_tree_change(claims_ahead: int) -> list[Failure]:
    """What is claimed ahead covers leaves that a change of the tree would touch."""
    return [Failure("tree_in_use", count=claims_ahead)] if claims_ahead else []


def may_end(status: str) -> list[Failure]:
    return only_in("closure_status", status, ACTIVE)
