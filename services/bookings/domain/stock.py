"""How much of a stock is in use at once.

wanted        ▒▒▒▒▒▒▒▒▒▒▒▒
held   ███ 3      ███ 4
          ██████ 2
peak             6 (2 + 4), what is held only before or after does not count
"""

from __future__ import annotations

from collections.abc import Iterable

from services.bookings.domain.intervals import Interval


def peak(held: Iterable[tuple[Interval, int]], during: Interval) -> int:
    """The most that is held at one instant of `during`."""
    steps = sorted(
        step
        for time, count in held
        if time.overlaps(during)
        for step in ((max(time.start, during.start), 1, count), (time.end, 0, -count))
    )
    most = now = 0
    for _, _, change in steps:
        now += change
        most = max(most, now)
    return most
