"""What a member's no-shows and late cancellations lead to: a pause for new requests.

Each is a mark with points. The mark that brings the points of a window to the threshold begins a
pause; a further one while it runs begins it anew. A void mark counts nowhere, so that a pause it
caused is over at once. What was granted before stays: only new requests are refused.

    marks        2        1                      2
                 ▼        ▼                      ▼
    ─────────────█────────█──────────────────────█──────► time
    window       ├────────┤  2 + 1 ≥ 3           │  2 < 3: the first has left the window
    pause                 ├───────────┤
                        begins      is over
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.bookings.domain.intervals import Interval
from shared.errors import Failure
from shared.wording import say_instant

NO_SHOW = "no_show"
LATE_CANCELLATION = "late_cancellation"


@dataclass(frozen=True, slots=True)
class ConductRules:
    """How many points within which time pause new requests, and for how long."""

    window: timedelta
    threshold: int
    pause: timedelta


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark that counts: when it was noted, and its points."""

    noted_at: datetime
    points: int


def points_at(marks: Sequence[Mark], rules: ConductRules, now: datetime) -> int:
    """Points within the window that ends now; what is exactly as old as the window has left it."""
    return sum(one.points for one in marks if now - rules.window < one.noted_at <= now)


def last_pause(marks: Sequence[Mark], rules: ConductRules) -> Interval | None:
    """The pause that the marks lead to, the latest if there were several; None without one."""
    begun = [
        one.noted_at for one in marks if points_at(marks, rules, one.noted_at) >= rules.threshold
    ]
    return Interval(max(begun), max(begun) + rules.pause) if begun else None


def check_pause(paused_until: datetime | None, now: datetime) -> list[Failure]:
    """Why a member may not ask for a place now; what would pass is to ask once it is over."""
    if paused_until is None or paused_until <= now:
        return []
    return [
        Failure(
            "requests_paused",
            field="member_id",
            until=say_instant(paused_until),
            passes={"asked_from": paused_until.isoformat().replace("+00:00", "Z")},
        )
    ]


def may_void(void_reason: str | None) -> list[Failure]:
    return [Failure("mark_void")] if void_reason is not None else []
