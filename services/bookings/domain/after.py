"""After an activity: who may count, report, complain of damage and evaluate, and until when.

One report belongs to one date of a booking:

    open -> submitted (by the member; a correction leaves it submitted and is told again)

The host counts at the door; the member reports in its own words and hands in. What host and member
say of each other is shown to the other side once both have spoken or the time to speak is over, so
that nobody answers the other's marks instead of giving their own.

      start           end          due_on      correct_until
    ────▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓─────────────┤──────────────┤
    host counts ├───────────────────────────────────┤
    member submits      ├───────────────────────────┤  later than due_on is late, not refused
    each evaluates      ├──── evaluate_until ──┤
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Protocol
from uuid import UUID

from services.bookings.domain.states import Actor, hosts, lacks_part, only_in
from shared.errors import Failure, Lack
from shared.texts import Label, Text
from shared.wording import say_instant

OPEN = "open"
SUBMITTED = "submitted"
REPORT_STATES = (OPEN, SUBMITTED)
SIDES = ("host", "member")


class Person(Actor, Protocol):
    """Who acts, with the name that rows keep of them."""

    @property
    def key(self) -> str: ...


class ReportFacts(Protocol):
    """What the rules look at."""

    @property
    def status(self) -> str: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...
    @property
    def correct_until(self) -> datetime: ...
    @property
    def evaluate_until(self) -> datetime: ...
    @property
    def member_id(self) -> UUID: ...
    @property
    def host_id(self) -> UUID: ...
    @property
    def audience_reported(self) -> int | None: ...
    @property
    def audience_counted(self) -> int | None: ...


def lacks_reporting(report: ReportFacts, actor: Actor) -> list[Failure]:
    """The member whose activity it was reports; an officer may for it."""
    if report.member_id in actor.member_ids or actor.has_role("officer"):
        return []
    return [Lack("not_your_report")]


def side_of(report: ReportFacts, actor: Actor) -> str | None:
    """On which side someone stands; an officer speaks for neither."""
    if report.member_id in actor.member_ids:
        return "member"
    named = report.host_id in actor.host_ids
    return "host" if named and hosts(actor, report.host_id) else None


def may_count(report: ReportFacts, now: datetime) -> list[Failure]:
    failures = _not_too_late(report.correct_until, now)
    if now < report.starts_at:
        failures.append(Failure("not_begun", starts=say_instant(report.starts_at)))
    return failures


def may_write(report: ReportFacts, now: datetime) -> list[Failure]:
    return _not_too_late(report.correct_until, now)


def may_submit(report: ReportFacts, now: datetime) -> list[Failure]:
    failures = only_in("activity_report_status", report.status, OPEN)
    failures += [*_only_over(report, now), *_not_too_late(report.correct_until, now)]
    return failures + lacks_audience(report)


def lacks_audience(report: ReportFacts) -> list[Failure]:
    """What is handed in says how many came, unless the host has counted."""
    if report.audience_reported is None and report.audience_counted is None:
        return [Failure("audience_needed", field="audience")]
    return []


def lacks_showing(report: ReportFacts, actor: Actor) -> list[Failure]:
    """Member, host and officers add photos."""
    return lacks_part(report, actor)


def lacks_photo(uploaded_by: str, actor: Person) -> list[Failure]:
    """A photo is taken back by who sent it, or by an officer."""
    if uploaded_by == actor.key or actor.has_role("officer"):
        return []
    return [Lack("not_your_photo")]


def may_add_photo(report: ReportFacts, photos: int, most: int, now: datetime) -> list[Failure]:
    failures = may_write(report, now)
    return failures + ([Failure("too_many_report_photos", limit=most)] if photos >= most else [])


def may_note_damage(report: ReportFacts, noted: int, most: int, now: datetime) -> list[Failure]:
    failures = may_count(report, now)
    return failures + ([Failure("too_many_damages", limit=most)] if noted >= most else [])


def may_reply(reply: str | None, settled: bool) -> list[Failure]:
    """A member says its side once, before the damage is settled."""
    failures = [Failure("damage_settled")] if settled else []
    return failures + ([Failure("already_replied")] if reply is not None else [])


def may_settle(settled: bool) -> list[Failure]:
    return [Failure("damage_settled")] if settled else []


def lacks_side(side: str | None) -> list[Failure]:
    return [] if side else [Lack("not_a_side")]


def may_evaluate(
    report: ReportFacts, side: str | None, given: Collection[str], now: datetime
) -> list[Failure]:
    """Each side once, from the end on."""
    failures = [*lacks_side(side), *_only_over(report, now)]
    if side in given:
        failures.append(Failure("already_evaluated"))
    if now >= report.evaluate_until:
        failures.append(Failure("evaluation_over", until=say_instant(report.evaluate_until)))
    return failures


def check_scores(scores: dict[str, int], criteria: dict[str, Text], best: int) -> list[Failure]:
    """Every criterion has a score from 1 to `best`, and nothing else has one."""
    failures = []
    missing = [Label(code, text) for code, text in criteria.items() if code not in scores]
    if missing:
        failures.append(Failure("scores_missing", field="scores", criteria=missing))
    for code, score in scores.items():
        if code not in criteria:
            failures.append(Failure("criterion_unknown", field=f"scores.{code}", criterion=code))
        elif not 1 <= score <= best:
            failures.append(Failure("score_out_of_range", field=f"scores.{code}", limit=best))
    return failures


def shows_evaluation(of_side: str, to_side: str | None, given: Collection[str], over: bool) -> bool:
    """A side sees its own; the other's once both have spoken or the time is over. Staff see all."""
    return to_side in (None, of_side) or over or set(given) >= set(SIDES)


def _only_over(report: ReportFacts, now: datetime) -> list[Failure]:
    if report.ends_at <= now:
        return []
    return [Failure("not_over", ends=say_instant(report.ends_at))]


def _not_too_late(until: datetime, now: datetime) -> list[Failure]:
    return [] if now < until else [Failure("report_closed", until=say_instant(until))]
