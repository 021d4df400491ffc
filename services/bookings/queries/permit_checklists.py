"""A booking's checklist of procedures: its answers, the rules in force, and what people did so far.

Computed whenever it is asked for, so that a moved date or a changed rule shows at once; a step that
was filed keeps the version of the rule under which it was filed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from services.bookings.domain import permit_steps as steps
from services.bookings.domain import states
from services.bookings.domain.permits import (
    Item,
    asked_of,
    earliest_activity,
    heard,
    item_of,
    presume,
)
from services.bookings.models import Booking, Permit, PermitStep
from services.bookings.regulations import permits as rules
from services.bookings.texts import in_words
from shared.clock import hanoi_date
from shared.errors import Failure
from shared.wording import say_day

AHEAD = (states.DRAFT, *states.OPEN_STATES)
STAGES = [steps.Stage(one.code, one.working_days) for one in rules.REMINDERS.stages]


@dataclass(frozen=True, slots=True)
class Line:
    """One procedure with the step that was made of it."""

    item: Item
    step: PermitStep | None

    @property
    def code(self) -> str:
        return self.item.rule.code

    @property
    def status(self) -> str:
        return self.step.status if self.step else steps.TO_DO

    @property
    def waits(self) -> bool:
        """It is needed and not settled."""
        return self.item.needed is True and not steps.is_settled(self.status, self.item.rule)

    @property
    def to_be_filed(self) -> bool:
        return self.item.needed is True and self.status in (steps.TO_DO, steps.REFUSED)


@dataclass(frozen=True, slots=True)
class Checklist:
    """Everything about the permits of one booking on one day."""

    booking: Booking
    permit: Permit | None
    today: date
    day: date | None
    """First day of the activity that is still ahead; None when it is over or called off."""
    presumed: Mapping[str, Any]
    answers: Mapping[str, Any]
    """Those that count, presumed ones included."""
    lines: list[Line]

    @property
    def version(self) -> int:
        return self.permit.version if self.permit else 0

    @property
    def complete(self) -> bool:
        """Nothing is undecided and everything needed is settled."""
        return not any(
            one.item.needed is None or one.waits or one.item.refused for one in self.lines
        )

    def line(self, procedure: str) -> Line | None:
        return next((one for one in self.lines if one.code == procedure), None)

    @property
    def next_due_on(self) -> date | None:
        """The earliest latest day of what is still to be filed."""
        days = [one.item.latest_on for one in self.lines if one.to_be_filed]
        return min((day for day in days if day), default=None)


def checklist_of(booking: Booking, permit: Permit | None, now: datetime) -> Checklist:
    today, day = hanoi_date(now), day_ahead(booking, now)
    presumed = presume(rules.QUESTIONS, facts_of(booking))
    own = dict(permit.answers) if permit else {}
    answers = heard(rules.QUESTIONS, {**presumed, **own})
    asked = asked_of(rules.QUESTIONS, answers)
    return Checklist(
        booking=booking,
        permit=permit,
        today=today,
        day=day,
        presumed={code: presumed[code] for code in asked if code in presumed and code not in own},
        answers=answers,
        lines=list(_lines(permit, answers, today, day)),
    )


def facts_of(booking: Booking) -> dict[str, Any]:
    """What questions may be presumed from."""
    return {"activity_kind": booking.activity_kind, "space_kind": booking.space.kind}


def day_ahead(booking: Booking, now: datetime) -> date | None:
    """The first day of the activity that is not over."""
    ahead = [one.starts_at for one in booking.dates if one.status in AHEAD and one.ends_at > now]
    return hanoi_date(min(ahead)) if ahead else None


def _lines(
    permit: Permit | None, answers: Mapping[str, Any], today: date, day: date | None
) -> Iterator[Line]:
    recorded = {one.procedure: one for one in permit.steps} if permit else {}
    for rule in rules.rules_on(today):
        step = recorded.pop(rule.code, None)
        if step and step.rule_from:
            rule = rules.version_of(rule.code, step.rule_from) or rule
        item = item_of(rule, answers, day)
        done = step is not None and step.status not in (steps.TO_DO, steps.DROPPED)
        if item.needed is not False or done:
            yield Line(item, step)
    for step in recorded.values():  # procedures that no longer exist, as they were filed
        version = step.rule_from and rules.version_of(step.procedure, step.rule_from)
        if version:
            yield Line(item_of(version, answers, day), step)


def warnings_of(line: Line, day: date | None, today: date) -> list[Failure]:
    """What must be known about one procedure now, each with what to do."""
    item = line.item
    if item.needed is False or day is None or steps.is_settled(line.status, item.rule):
        return []
    found = []
    procedure = in_words("permit_procedure", line.code)
    receiver = in_words("permit_receiver", item.receiver)
    if item.refused:
        found.append(Failure("permit_content_refused", legal_basis=list(item.rule.legal_basis)))
    if line.status == steps.REFUSED:
        found.append(Failure("permit_refused", procedure=procedure))
    if line.status in (steps.TO_DO, steps.REFUSED):
        if item.latest_on is None or item.lead is None:
            found.append(Failure("permit_lead_unknown", procedure=procedure, receiver=receiver))
        else:
            found += _time_warnings(line, item.latest_on, day, today)
    elif line.step is not None:
        found += _filed_warnings(line.step, item, day)
    return found


def _time_warnings(line: Line, latest: date, day: date, today: date) -> list[Failure]:
    lead = line.item.lead
    assert lead is not None
    procedure = in_words("permit_procedure", line.code)
    if today > latest:
        return [
            Failure(
                "permit_too_late",
                procedure=procedure,
                latest=say_day(latest),
                day=say_day(day),
                earliest=say_day(earliest_activity(lead, today)),
            )
        ]
    if steps.stage_on(STAGES, latest, today) is None:
        return []
    left = steps.days_left(latest, today)
    return [Failure("permit_due_soon", procedure=procedure, latest=say_day(latest), days=left)]


def _filed_warnings(step: PermitStep, item: Item, day: date) -> list[Failure]:
    found = []
    shown: dict[str, Any] = {
        "procedure": in_words("permit_procedure", item.rule.code),
        "receiver": in_words("permit_receiver", item.receiver),
    }
    if step.filed_on and item.latest_on and step.filed_on > item.latest_on:
        filed, latest = say_day(step.filed_on), say_day(item.latest_on)
        found.append(Failure("permit_filed_late", **shown, filed=filed, latest=latest))
    if step.reply_by and step.reply_by >= day:
        found.append(
            Failure(
                "permit_reply_after_start",
                **shown,
                reply_by=say_day(step.reply_by),
                day=say_day(day),
            )
        )
    return found
