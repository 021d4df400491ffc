"""Giving back the rest of a granted time.

    granted    ████████████████
    released   █████████░░░░░░░   from `until` on it is free for others, clear-up excepted

`until` lies within the time that is still to come: after the start, not before now, before the end.
"""

from __future__ import annotations

from datetime import datetime

from services.bookings.domain.intervals import Interval
from services.bookings.domain.states import CONFIRMED, BookingFacts, only_in
from shared.errors import Failure
from shared.wording import say_instant


def may_release(date: BookingFacts, now: datetime) -> list[Failure]:
    """Whether anything of it is left to be given back."""
    failures = only_in("booking_status", date.status, CONFIRMED)
    if date.ends_at <= now:
        failures.append(Failure("already_over", ended=say_instant(date.ends_at)))
    return failures


def check_until(time: Interval, until: datetime, now: datetime) -> list[Failure]:
    """All that is to be given back before the start is a cancellation, which has its own rules."""
    earliest = max(time.start, now)
    if time.start < until and earliest <= until < time.end:
        return []
    return [
        Failure(
            "release_outside",
            field="until",
            earliest=say_instant(earliest),
            latest=say_instant(time.end),
        )
    ]
