"""Allocation rounds of a season, their wishes, and who may do what with them.

A round:
    open -> proposed -> confirmed            a plan is made, and made again, before it is confirmed
    open | proposed -> cancelled

A wish:
    wished -> withdrawn                      by its member, while the round takes wishes
    wished -> placed | partly_placed | not_placed     when the round is confirmed

Wishes are taken while the round is open and its time for wishes runs: `[opens_at, closes_at)`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Protocol
from uuid import UUID

from services.bookings.domain.intervals import Interval
from services.bookings.domain.states import Actor, only_in
from shared.clock import HANOI
from shared.errors import Failure, Lack
from shared.wording import say_day, say_instant

OPEN = "open"
PROPOSED = "proposed"
CONFIRMED = "confirmed"
CANCELLED = "cancelled"
ROUND_STATES = (OPEN, PROPOSED, CONFIRMED, CANCELLED)
ROUND_STEPS = {
    OPEN: (PROPOSED, CANCELLED),
    PROPOSED: (PROPOSED, CONFIRMED, CANCELLED),
    CONFIRMED: (),
    CANCELLED: (),
}

WISHED = "wished"
WITHDRAWN = "withdrawn"
PLACED = "placed"
PARTLY_PLACED = "partly_placed"
NOT_PLACED = "not_placed"
WISH_STATES = (WISHED, WITHDRAWN, PLACED, PARTLY_PLACED, NOT_PLACED)
WISH_STEPS = {
    WISHED: (WITHDRAWN, PLACED, PARTLY_PLACED, NOT_PLACED),
    WITHDRAWN: (),
    PLACED: (),
    PARTLY_PLACED: (),
    NOT_PLACED: (),
}


class RoundFacts(Protocol):
    """What the rules look at."""

    @property
    def status(self) -> str: ...
    @property
    def opens_at(self) -> datetime: ...
    @property
    def closes_at(self) -> datetime: ...
    @property
    def host_ids(self) -> list[UUID]: ...


class WishFacts(Protocol):
    """What the rules look at."""

    @property
    def status(self) -> str: ...
    @property
    def member_id(self) -> UUID: ...


def season_span(starts_on: date, ends_on: date) -> Interval:
    """From midnight to midnight in Hanoi; `ends_on` is the season's last day."""
    first = datetime.combine(starts_on, time(), HANOI)
    last = datetime.combine(ends_on + timedelta(days=1), time(), HANOI)
    return Interval(first, last)


def lacks_running(actor: Actor, host_ids: Sequence[UUID]) -> list[Failure]:
    """An officer runs any round; a host one in which all venues are its own."""
    if actor.has_role("officer"):
        return []
    own = actor.has_role("host") and set(host_ids) <= set(actor.host_ids)
    return [] if own else [Lack("not_host_of_all_venues")]


def may_change(round: RoundFacts) -> list[Failure]:
    return only_in("allocation_status", round.status, OPEN)


def may_take_wishes(round: RoundFacts, now: datetime) -> list[Failure]:
    if failures := only_in("allocation_status", round.status, OPEN):
        return failures
    if now < round.opens_at:
        return [Failure("wishes_not_yet", opens=say_instant(round.opens_at))]
    if now >= round.closes_at:
        return [Failure("wishes_over", closed=say_instant(round.closes_at))]
    return []


def may_propose(round: RoundFacts, now: datetime) -> list[Failure]:
    """Not before the last wish could be sent: who wishes late must not be worse off."""
    if failures := only_in("allocation_status", round.status, OPEN, PROPOSED):
        return failures
    if now < round.closes_at:
        return [Failure("wishes_still_open", closes=say_instant(round.closes_at))]
    return []


def may_adjust(round: RoundFacts) -> list[Failure]:
    return only_in("allocation_status", round.status, PROPOSED)


def may_confirm(round: RoundFacts) -> list[Failure]:
    return only_in("allocation_status", round.status, PROPOSED)


def may_cancel(round: RoundFacts) -> list[Failure]:
    return only_in("allocation_status", round.status, OPEN, PROPOSED)


def lacks_wish(wish: WishFacts, actor: Actor) -> list[Failure]:
    """The member whose wish it is, and officers."""
    if wish.member_id in actor.member_ids or actor.has_role("officer"):
        return []
    return [Lack("not_your_wish")]


def may_change_wish(wish: WishFacts, round: RoundFacts, now: datetime) -> list[Failure]:
    return only_in("wish_status", wish.status, WISHED) or may_take_wishes(round, now)


def check_times(times: Sequence[Interval], season: Interval, now: datetime) -> list[Failure]:
    """Each time lies ahead and within the season, and the times of one wish do not overlap.

    season       [-----------------------------------]
    fits            [--]      [--]
    refused    [--]    [--------]   (outside; two that overlap)
    """
    failures = []
    for number, one in enumerate(times):
        field = f"times.{number}.starts_at"
        if one.start < now:
            failures.append(Failure("starts_in_past", field=field, now=say_instant(now)))
        if not season.contains(one):
            failures.append(Failure("outside_season", field=field, **say_season(season)))
        if any(one.overlaps(other) for other in times[:number]):
            failures.append(Failure("times_overlap", field=field, time=say_time(one)))
    return failures


def check_amounts(wanted: int, least: int, times: int) -> list[Failure]:
    """Of `times` dates so many are wanted, and fewer than `least` are of no use."""
    failures = []
    if wanted > times:
        failures.append(Failure("more_wanted_than_times", field="wanted", limit=times))
    if least > wanted:
        failures.append(Failure("least_above_wanted", field="least", limit=wanted))
    return failures


def outcome_of(wanted: int, placed: int) -> str:
    if not placed:
        return NOT_PLACED
    return PLACED if placed >= wanted else PARTLY_PLACED


def say_season(season: Interval) -> dict[str, str]:
    """Its first and last day."""
    last = season.end.astimezone(HANOI).date() - timedelta(days=1)
    return {"first": say_day(season.start.astimezone(HANOI).date()), "last": say_day(last)}


def say_time(time: Interval) -> str:
    return f"{say_instant(time.start)} – {say_instant(time.end)}"
