"""Who has had how much of the city's places in a season, and what follows for a member's turn.

Hours are those of the activity, without set-up and clear-up. A member's hours are shared equally
among its fields, so that the lines of every table add up to the same total. Weights are percent:
100 for every member, more for newcomers and for members of wards that were under-served.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Protocol
from uuid import UUID

from services.bookings.domain.intervals import Interval
from shared.errors import Failure

EVERYONE = 100
REFUSE = "refuse"
"""What a season may do with a request over its cap; else the host sees it marked."""
NEWCOMER = "newcomer"
WARD_LISTED = "ward_listed"
WARD_UNDER_SERVED = "ward_under_served"
BOOSTS = (NEWCOMER, WARD_LISTED, WARD_UNDER_SERVED)


class ShareRules(Protocol):
    """The city's rules of a season; `data/fair_share.json` says what each means."""

    @property
    def cap_hours_per_member(self) -> int | None: ...
    @property
    def requests_over_cap(self) -> str: ...
    @property
    def newcomer_days(self) -> int: ...
    @property
    def newcomer_boost_percent(self) -> int: ...
    @property
    def ward_boosts(self) -> Mapping[str, int]: ...
    @property
    def under_served_below_percent(self) -> int: ...
    @property
    def under_served_boost_percent(self) -> int: ...


@dataclass(frozen=True, slots=True)
class MemberShare:
    """One member's line of the ledger; seconds in one season."""

    id: UUID
    name: str
    active: bool
    ward: str | None
    fields: tuple[str, ...]
    since: date | None
    asked: int
    received: int


@dataclass(frozen=True, slots=True)
class Weight:
    """What a member's hours are divided by, and which boosts it is made of."""

    percent: int
    boosts: Mapping[str, int]


@dataclass(slots=True)
class Line:
    """A sum of the ledger: for a field or a ward (None: members without one)."""

    key: str | None
    members: int = 0
    asked: Fraction = Fraction(0)
    received: Fraction = Fraction(0)

    def add(self, share: MemberShare, part: Fraction) -> None:
        self.members += 1
        self.asked += share.asked * part
        self.received += share.received * part


def sum_by_ward(shares: Iterable[MemberShare]) -> list[Line]:
    lines: dict[str | None, Line] = {}
    for share in shares:
        lines.setdefault(share.ward, Line(share.ward)).add(share, Fraction(1))
    return _in_order(lines)


def sum_by_field(shares: Iterable[MemberShare]) -> list[Line]:
    """Each member's hours in equal parts among its fields."""
    lines: dict[str | None, Line] = {}
    for share in shares:
        keys: Sequence[str | None] = share.fields or (None,)
        for key in keys:
            lines.setdefault(key, Line(key)).add(share, Fraction(1, len(keys)))
    return _in_order(lines)


def _in_order(lines: Mapping[str | None, Line]) -> list[Line]:
    return sorted(lines.values(), key=lambda line: (line.key is None, line.key or ""))


def under_served_wards(last: Iterable[MemberShare], rules: ShareRules) -> frozenset[str]:
    """Wards whose active members received less in the season before than so much of the mean.

    Per member, so that a ward with many members is not taken for a rich one. Nobody is
    under-served where nothing was given.
    """
    active = [share for share in last if share.active]
    total = sum(share.received for share in active)
    if not total:
        return frozenset()
    least = Fraction(total * rules.under_served_below_percent, 100 * len(active))
    return frozenset(
        line.key
        for line in sum_by_ward(active)
        if line.key is not None and line.received / line.members < least
    )


def is_newcomer(since: date | None, season_starts: date, rules: ShareRules) -> bool:
    return since is not None and since > season_starts - timedelta(days=rules.newcomer_days)


def weigh(
    share: MemberShare, season_starts: date, under_served: frozenset[str], rules: ShareRules
) -> Weight:
    """100 percent and every boost that holds; the boosts add up."""
    boosts: dict[str, int] = {}
    if is_newcomer(share.since, season_starts, rules):
        boosts[NEWCOMER] = rules.newcomer_boost_percent
    if share.ward is not None and share.ward in rules.ward_boosts:
        boosts[WARD_LISTED] = rules.ward_boosts[share.ward]
    if share.ward in under_served:
        boosts[WARD_UNDER_SERVED] = rules.under_served_boost_percent
    boosts = {code: percent for code, percent in boosts.items() if percent}
    return Weight(EVERYONE + sum(boosts.values()), boosts)


def cap_seconds(rules: ShareRules) -> int | None:
    return None if rules.cap_hours_per_member is None else rules.cap_hours_per_member * 3600


def check_cap(rules: ShareRules, received: int, asked: int) -> list[Failure]:
    """Whether a member with so many seconds in a season may ask for so many more in it.

    cap      ──────────────────┤
    had      ▓▓▓▓▓▓▓▓▓▓▓▓
    asked                ▒▒▒▒▒▒▒▒▒   over: refused where the season says so, else marked
    """
    if rules.requests_over_cap != REFUSE or not is_over_cap(rules, received + asked):
        return []
    cap = rules.cap_hours_per_member or 0
    left = max(cap * 3600 - received, 0)
    return [
        Failure(
            "over_season_cap",
            field="ends_at",
            cap=cap,
            used=in_hours(received),
            asked=in_hours(asked),
            passes={"most_hours": in_hours(left)},
        )
    ]


def seconds_in(season: Interval, times: Iterable[Interval]) -> int:
    """Of those that begin in a season."""
    return sum(
        int(time.length / timedelta(seconds=1))
        for time in times
        if season.start <= time.start < season.end
    )


def is_over_cap(rules: ShareRules, seconds: int) -> bool:
    cap = cap_seconds(rules)
    return cap is not None and seconds > cap


def in_hours(seconds: Fraction | int) -> float:
    return round(float(seconds) / 3600, 2)
