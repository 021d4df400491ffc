"""Calls: rounds in which spaces may apply, for membership and for all else the network offers.

    draft ──publish──► scheduled ──opens_at──► open ──closes_at, close──► closed ──archive──►
      └──publish after opens_at────────────────▲                                      archived
    and by the clock alone from scheduled to closed, when nobody looked in between.

The status follows from dates that are written down and from the clock, so it never drifts from
them. An extended call stays open and closes later; a closed call never opens again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.members.domain.states import CALL_STATUS, only_in
from shared.errors import Failure

TRANSITIONS: dict[str, frozenset[str]] = {
    "draft": frozenset({"scheduled", "open"}),
    "scheduled": frozenset({"open", "closed"}),
    "open": frozenset({"closed"}),
    "closed": frozenset({"archived"}),
    "archived": frozenset(),
}
"""The drawing above, for the test that tries every path."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """What reviewers score: 0 … `max_score` points, counted with `weight` (any positive number)."""

    code: str
    weight: float
    max_score: int


@dataclass(frozen=True, slots=True)
class ReviewRules:
    """How the files of a call are judged."""

    quorum: int
    """Reviews that a decision needs."""
    reviewers_per_file: int | None
    """Reviewers that a file is given to; None: whoever may review."""
    deadline: datetime | None


def status_of(
    opens_at: datetime,
    closes_at: datetime,
    closed_at: datetime | None,
    now: datetime,
    *,
    published: bool = True,
    archived: bool = False,
) -> str:
    """`open` from opens_at on, `closed` from closes_at or an early close on."""
    if not published:
        return "draft"
    if archived:
        return "archived"
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


def check_review_rules(rules: ReviewRules, opens_at: datetime) -> list[Failure]:
    """The rules can be kept: not more reviews needed than files are given out for."""
    failures = []
    if rules.reviewers_per_file is not None and rules.reviewers_per_file < rules.quorum:
        failures.append(
            Failure("quorum_above_reviewers", field="reviewers_per_file", quorum=rules.quorum)
        )
    if rules.deadline is not None and rules.deadline <= opens_at:
        failures.append(Failure("review_before_opening", field="review_deadline"))
    return failures


def check_closing_reason(moves_closing: bool, reason: str | None) -> list[Failure]:
    """A deadline that applicants were told is moved with a reason."""
    return (
        [Failure("closing_reason_needed", field="reason")] if moves_closing and not reason else []
    )


def may_change(status: str) -> list[Failure]:
    """Heading, description and dates; a call that is over is read as it was."""
    return [_over(status)] if status in ("closed", "archived") else []


def may_change_conditions(status: str) -> list[Failure]:
    """Kind, eligibility and criteria: what applicants rely on from the opening on."""
    return may_change(status) + ([Failure("conditions_are_fixed")] if status == "open" else [])


def may_change_form(status: str) -> list[Failure]:
    """Also while open: a new version, which those who have begun need not take."""
    return may_change(status)


def may_change_review_rules(status: str) -> list[Failure]:
    """Until the call is archived: files are judged after it has closed."""
    return [_over(status)] if status == "archived" else []


def may_move_opening(status: str) -> list[Failure]:
    if status in ("draft", "scheduled"):
        return []
    return [Failure("call_already_open", field="opens_at")]


def may_publish(status: str) -> list[Failure]:
    return only_in(CALL_STATUS, status, "draft")


def may_close(status: str) -> list[Failure]:
    return [] if status == "open" else [_not_open(status)]


def may_archive(status: str) -> list[Failure]:
    return only_in(CALL_STATUS, status, "closed")


def takes_applications(status: str) -> list[Failure]:
    return [] if status == "open" else [_not_open(status)]


def _not_open(status: str) -> Failure:
    return _over(status) if status in ("closed", "archived") else Failure("call_not_open_yet")


def _over(status: str) -> Failure:
    return Failure("call_archived" if status == "archived" else "call_closed")
