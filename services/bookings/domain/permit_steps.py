"""The states of a step towards a permit, what leads from one to the next, and what is due.

to_do ──file──► filed ──reply──► granted | refused | supplement_asked
  │               └──silence, where it means consent──► consented
  │    supplement_asked ──file──► filed        refused ──file──► filed (a new request)
  │
  └──answers change──► dropped ──answers change──► to_do
to_do | filed | supplement_asked | refused ──waive (officer)──► waived ──resume──► to_do

what is due of a step still to be filed, most urgent last:

   ahead            soon        last_day  missed
────█────────────────█────────────█────────█──────────── day of the activity
latest − 10 w      − 3 w       latest   latest + 1
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from services.bookings.domain.permits import Procedure
from services.bookings.texts import in_words
from shared.clock import HANOI
from shared.errors import Failure, Lack
from shared.wording import say_day
from shared.working_days import ONE_DAY, is_working_day, previous_working_day

TO_DO = "to_do"
FILED = "filed"
SUPPLEMENT_ASKED = "supplement_asked"
GRANTED = "granted"
CONSENTED = "consented"
REFUSED = "refused"
WAIVED = "waived"
DROPPED = "dropped"
STEP_STATES = (
    TO_DO, FILED, SUPPLEMENT_ASKED, GRANTED, CONSENTED, REFUSED, WAIVED, DROPPED
)  # fmt: skip
REPLIES = (GRANTED, REFUSED, SUPPLEMENT_ASKED)
NEXT: dict[str, tuple[str, ...]] = {
    TO_DO: (FILED, WAIVED, DROPPED),
    FILED: (GRANTED, REFUSED, SUPPLEMENT_ASKED, CONSENTED, WAIVED),
    SUPPLEMENT_ASKED: (FILED, WAIVED),
    REFUSED: (FILED, WAIVED),
    GRANTED: (),
    CONSENTED: (),
    WAIVED: (TO_DO,),
    DROPPED: (TO_DO,),
}
MISSED = "missed"
REPLY_LATE = "reply_late"


@dataclass(frozen=True, slots=True)
class Stage:
    """When a step is called to mind: so many working days before its latest day."""

    code: str
    working_days: int

    def day(self, latest_on: date) -> date:
        day = latest_on
        for _ in range(self.working_days):
            day = previous_working_day(day)
        return day


def is_settled(status: str, rule: Procedure) -> bool:
    """Whether nothing more is to be done about a step."""
    if status == FILED:
        return rule.settled_by_filing
    return status in (GRANTED, CONSENTED, WAIVED)


def may_file(status: str) -> list[Failure]:
    return _leads_to(status, FILED)


def may_reply(status: str) -> list[Failure]:
    return _leads_to(status, GRANTED)


def may_waive(status: str) -> list[Failure]:
    return _leads_to(status, WAIVED)


def may_resume(status: str) -> list[Failure]:
    return _leads_to(status, TO_DO) if status != DROPPED else [_wrong(status, (WAIVED,))]


def _leads_to(status: str, target: str) -> list[Failure]:
    if target in NEXT[status]:
        return []
    return [_wrong(status, [one for one in STEP_STATES if target in NEXT[one]])]


def _wrong(status: str, needed: Sequence[str]) -> Failure:
    names = [in_words("permit_step_status", one) for one in needed]
    return Failure("wrong_status", status=in_words("permit_step_status", status), needed=names)


def lacks_permit_part(takes_part: bool) -> list[Failure]:
    """Only the member and officers keep the steps; the host reads along."""
    return [] if takes_part else [Lack("permits_not_yours")]


def check_filing(filed_on: date, today: date) -> list[Failure]:
    if filed_on <= today:
        return []
    return [Failure("filed_in_future", field="filed_on", today=say_day(today))]


def check_reply(replied_on: date, filed_on: date, today: date) -> list[Failure]:
    """A reply comes after the filing, and not in the future."""
    if filed_on <= replied_on <= today:
        return []
    return [
        Failure(
            "reply_not_between", field="replied_on", filed=say_day(filed_on), today=say_day(today)
        )
    ]


def stage_on(stages: Sequence[Stage], latest_on: date | None, today: date) -> str | None:
    """What a step that is not filed has come to on a day; None: it is not pressing yet."""
    if latest_on is None:
        return None
    if today > latest_on:
        return MISSED
    come = [one for one in stages if one.day(latest_on) <= today]
    return min(come, key=lambda one: one.working_days).code if come else None


def next_stage_day(stages: Sequence[Stage], latest_on: date | None, today: date) -> date | None:
    """The next day on which `stage_on` says something else."""
    if latest_on is None or today > latest_on:
        return None
    days = [*(one.day(latest_on) for one in stages), latest_on + ONE_DAY]
    return min(day for day in days if day > today)


def days_left(latest_on: date, today: date) -> int:
    """Working days that are left to file, today included when it is one; below zero: so many late.

    today          latest_on
    ██▒▒▒▒▒▒▒▒▒▒▒▒▒▒██        counts both; a day after latest_on is −1
    """
    if today <= latest_on:
        return sum(is_working_day(day) for day in _days(today, latest_on))
    return -max(1, sum(is_working_day(day) for day in _days(latest_on + ONE_DAY, today)))


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def at_hour(day: date, hour: int) -> datetime:
    """An hour of a day in Hanoi."""
    return datetime.combine(day, time(hour), HANOI)
