"""Which procedures an activity needs, from a few answers, and until when each must be filed.

    answers ──► asked questions ──► procedures: needed │ not needed │ depends on open questions

What nobody answered is presumed from the booking where the data says how, and shown as presumed.
Of several versions of a procedure the one in force on the day of filing counts.

Lead times, neither day counted:

    filed        n working days between       the activity
    ██▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒██
    latest_day ◄─────────── n ──────────────── day      earliest_activity is its reverse
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from services.bookings.domain.permit_conditions import (
    Answers,
    Condition,
    open_questions,
    reasons,
    verdict,
)
from shared.errors import Failure
from shared.texts import Label, Text
from shared.working_days import (
    ONE_DAY,
    add_working_days,
    is_working_day,
    next_working_day,
    previous_working_day,
    subtract_working_days,
)


@dataclass(frozen=True, slots=True)
class Question:
    """One question about the activity: `yes_no`, `choice` or `whole_number`."""

    code: str
    kind: str
    title: Text
    choices: Mapping[str, Text]
    asked_if: Condition | None = None
    presumed_from: str | None = None
    """Name of the booking's fact that answers it until somebody does."""
    presumptions: Mapping[str, Any] | None = None
    """Value of the fact → answer; None: the fact itself is the answer."""
    presumed_else: Any = None
    least: int | None = None
    most: int | None = None
    may_stay_open: bool = False
    """Without an answer it counts as no, where it only chooses between terms."""


@dataclass(frozen=True, slots=True)
class Term:
    """So many days, `working` or `calendar`, where its condition holds."""

    days: int
    working: bool
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """How long the receiver has."""

    terms: tuple[Term, ...]
    supplement_days: int | None
    """Working days within which missing papers are asked for."""
    again_days: int | None
    """Working days for the answer after they were handed in."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One document of a file."""

    code: str
    title: Text
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """A receiver, where its condition holds."""

    code: str
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Procedure:
    """One version of a procedure, in force for what is filed from `valid_from` to `valid_until`."""

    code: str
    act: str
    title: Text
    valid_from: date
    valid_until: date | None
    needed_if: Condition
    receivers: tuple[Chosen, ...]
    form: Text | None
    papers: tuple[Paper, ...]
    lead: tuple[Term, ...]
    """Empty: no source gives it."""
    reply: Reply | None
    silence_means_consent: bool
    refused_if: Condition | None
    remarks: tuple[Text, ...]
    legal_basis: tuple[str, ...]
    source: Text
    checked_on: date
    recheck: Text | None
    """What has not been seen in the legal text itself; None: nothing."""

    @property
    def settled_by_filing(self) -> bool:
        """A notice that nobody answers is done once it is filed."""
        return self.act == "notice" and self.reply is None


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a checklist."""

    rule: Procedure
    needed: bool | None
    """None: it depends on `open_questions`."""
    open_questions: tuple[str, ...]
    reasons: tuple[str, ...]
    receiver: str
    papers: tuple[Paper, ...]
    lead: Term | None
    latest_on: date | None
    """The last day on which it can be filed; None where no source gives the lead."""
    reply: Term | None
    refused: bool
    """The policy of the place refuses such an activity."""


def presume(questions: Sequence[Question], facts: Mapping[str, Any]) -> dict[str, Any]:
    """Answers that follow from the booking itself."""
    found = {one.code: _presumed(one, facts.get(one.presumed_from or "")) for one in questions}
    return {code: value for code, value in found.items() if value is not None}


def _presumed(question: Question, fact: Any) -> Any:
    if question.presumed_from is None:
        return None
    if question.presumptions is None:
        return fact
    return question.presumptions.get(fact, question.presumed_else)


def asked_of(questions: Sequence[Question], answers: Answers) -> dict[str, Question]:
    """The questions that matter after these answers, in order."""
    asked: dict[str, Question] = {}
    for question in questions:
        heard = {code: value for code, value in answers.items() if code in asked}
        if verdict(question.asked_if, heard):
            asked[question.code] = question
    return asked


def heard(questions: Sequence[Question], answers: Answers) -> dict[str, Any]:
    """The answers that count: those to questions that are asked."""
    asked = asked_of(questions, answers)
    return {code: value for code, value in answers.items() if code in asked}


def check_answers(questions: Sequence[Question], answers: Answers) -> list[Failure]:
    """What is wrong with answers as they came; never raises, whatever JSON they hold."""
    known = {one.code: one for one in questions}
    failures = []
    for code, value in answers.items():
        field = f"answers.{code}"
        if code not in known:
            failures.append(Failure("permit_question_unknown", field=field))
        elif value is not None:
            failures += _check_answer(known[code], value, field)
    return failures


def _check_answer(question: Question, value: Any, field: str) -> list[Failure]:
    if question.kind == "yes_no":
        return [] if isinstance(value, bool) else [Failure("field_not_boolean", field=field)]
    if question.kind == "choice":
        if isinstance(value, str) and value in question.choices:
            return []
        allowed = [Label(code, title) for code, title in question.choices.items()]
        return [Failure("field_not_listed", field=field, allowed=allowed)]
    if isinstance(value, bool) or not isinstance(value, int):
        return [Failure("field_not_number", field=field)]
    if question.most is not None and value > question.most:
        return [Failure("field_too_large", field=field, limit=question.most)]
    if question.least is not None and value < question.least:
        return [Failure("field_too_small", field=field, limit=question.least)]
    return []


def in_force(rules: Sequence[Procedure], day: date) -> list[Procedure]:
    """The version of each procedure that holds for what is filed on a day, in the data's order."""
    return [
        one
        for one in rules
        if one.valid_from <= day and (one.valid_until is None or day <= one.valid_until)
    ]


def item_of(rule: Procedure, answers: Answers, day: date | None) -> Item:
    """One procedure's line, needed or not, for an activity that begins on a day.

    `answers` are those that count (`heard`); `day` None: nothing is ahead any more.
    """
    lead = _first_term(rule.lead, answers)
    return Item(
        rule=rule,
        needed=verdict(rule.needed_if, answers),
        open_questions=tuple(sorted(open_questions(rule.needed_if, answers))),
        reasons=tuple(sorted(reasons(rule.needed_if, answers))),
        receiver=next(one.code for one in rule.receivers if verdict(one.condition, answers)),
        papers=tuple(one for one in rule.papers if verdict(one.condition, answers)),
        lead=lead,
        latest_on=latest_day(lead, day) if lead and day else None,
        reply=_first_term(rule.reply.terms, answers) if rule.reply else None,
        refused=rule.refused_if is not None and bool(verdict(rule.refused_if, answers)),
    )


def _first_term(terms: Sequence[Term], answers: Answers) -> Term | None:
    return next((one for one in terms if verdict(one.condition, answers)), None)


def latest_day(lead: Term, day: date) -> date:
    """The last working day on which something can be filed for an activity on a day."""
    if lead.working:
        return subtract_working_days(day, lead.days)
    latest = day - timedelta(days=lead.days) - ONE_DAY
    return latest if is_working_day(latest) else previous_working_day(latest)


def earliest_activity(lead: Term, today: date) -> date:
    """The first day on which the activity may be held when it is filed today, or when next open."""
    filed = today if is_working_day(today) else next_working_day(today)
    if lead.working:
        return add_working_days(filed, lead.days) + ONE_DAY
    return filed + timedelta(days=lead.days) + ONE_DAY


def end_of_term(term: Term, start: date) -> date:
    """The last day of a receiver's term that begins with a filing."""
    if term.working:
        return add_working_days(start, term.days)
    return start + timedelta(days=term.days)
