"""Single days with other hours: what may be published, and what is confirmed outside of them.

hours now     08 ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄ 22
exception               13 ▄▄▄▄▄▄▄▄ 22
confirmed        09 ▓▓▓▓▓ 12              outside: named, unless the host says that it stays
confirmed                  14 ▓▓▓▓ 17     inside
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from shared.errors import Failure
from shared.wording import say_day


class Days(Protocol):
    """Days that a published exception holds for."""

    @property
    def first_day(self) -> date: ...
    @property
    def last_day(self) -> date: ...


def may_publish(
    first: date, last: date, today: date, longest: int, others: Sequence[Days]
) -> list[Failure]:
    """`others` are what is published for the same place and has a day in common."""
    failures = []
    if first < today:
        failures.append(Failure("exception_over", field="first_day", today=say_day(today)))
    if (last - first).days >= longest:
        failures.append(Failure("exception_too_long", field="last_day", limit=longest))
    return failures + [
        Failure(
            "exception_overlaps",
            field="first_day",
            first=say_day(one.first_day),
            last=say_day(one.last_day),
        )
        for one in others
    ]


def may_take_back(status: str) -> list[Failure]:
    return [Failure("exception_withdrawn")] if status == "withdrawn" else []


def check_confirmed(outside: int, keep: bool) -> list[Failure]:
    """What was granted is not left outside of the hours unnoticed."""
    if not outside or keep:
        return []
    return [Failure("confirmed_outside", field="keep_confirmed", count=outside)]
