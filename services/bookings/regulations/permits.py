"""Procedures, questions and reminders of `data/permits.json`, read once.

A file that does not hold together stops the service at its start, with the entry that is wrong.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.bookings.domain.permit_conditions import (
    Condition,
    questions_of,
    read_condition,
)
from services.bookings.domain.permits import (
    Chosen,
    Paper,
    Procedure,
    Question,
    Reply,
    Term,
    in_force,
)
from shared.data_files import read_data
from shared.texts import Text

DATA = Path(__file__).parents[1] / "data" / "permits.json"


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Words(_Data):
    vi: str = Field(min_length=1)
    en: str = Field(min_length=1)

    @property
    def text(self) -> Text:
        return Text(self.vi, self.en)


class _Sourced(_Data):
    source: _Words
    checked_on: date


class _Counting(_Words, _Sourced):
    pass


class _Stage(_Data):
    code: str
    working_days: int = Field(ge=0, le=250)


class _Reminders(_Data):
    note: str
    source: str = Field(min_length=1)
    checked_on: date
    hour: int = Field(ge=0, le=23)
    stages: list[_Stage] = Field(min_length=1)


class _Code(_Words):
    code: str


class _Presumption(_Data):
    fact: Literal["activity_kind", "space_kind"]
    map: dict[str, Any]
    otherwise: Any = Field(default=None, alias="else")


class _Question(_Code):
    kind: Literal["yes_no", "choice", "whole_number"]
    choices: list[_Code] = []
    asked_if: dict[str, Any] | None = None
    presume: _Presumption | None = None
    least: int | None = None
    most: int | None = None
    may_stay_open: bool = False

    def read(self) -> Question:
        return Question(
            code=self.code,
            kind=self.kind,
            title=self.text,
            choices={one.code: one.text for one in self.choices},
            asked_if=_condition(self.asked_if),
            presumed_from=self.presume.fact if self.presume else None,
            presumptions=self.presume.map if self.presume else None,
            presumed_else=self.presume.otherwise if self.presume else None,
            least=self.least,
            most=self.most,
            may_stay_open=self.may_stay_open,
        )


class _Receiver(_Code):
    of_ward: bool = False


class _Chosen(_Data):
    code: str
    condition: dict[str, Any] | None = Field(default=None, alias="if")


class _Paper(_Code):
    condition: dict[str, Any] | None = Field(default=None, alias="if")


class _Term(_Data):
    days: int = Field(ge=1, le=365)
    kind: Literal["working", "calendar"]
    condition: dict[str, Any] | None = Field(default=None, alias="if")

    def read(self) -> Term:
        return Term(self.days, self.kind == "working", _condition(self.condition))


class _Reply(_Data):
    terms: list[_Term] = Field(min_length=1)
    supplement_days: int | None = Field(ge=1, le=365)
    again_days: int | None = Field(ge=1, le=365)

    def read(self) -> Reply:
        terms = tuple(one.read() for one in self.terms)
        return Reply(terms, self.supplement_days, self.again_days)


class _Procedure(_Code, _Sourced):
    act: str
    valid_from: date = Field(alias="from")
    until: date | None
    needed_if: dict[str, Any]
    receivers: list[_Chosen] = Field(min_length=1)
    form: _Words | None
    documents: list[_Paper]
    lead: list[_Term] | None
    reply: _Reply | None
    silence_means_consent: bool
    refused_if: dict[str, Any] | None = None
    remarks: list[_Words]
    legal_basis: list[str]
    recheck: _Words | None

    @model_validator(mode="after")
    def _whole(self) -> _Procedure:
        if self.until is not None and self.until < self.valid_from:
            raise ValueError(f"{self.code}: `until` is before `from`")
        if self.silence_means_consent and self.reply is None:
            raise ValueError(f"{self.code}: silence is consent only after a term for the reply")
        for chosen in (self.receivers, self.lead or (), self.reply.terms if self.reply else ()):
            if chosen and chosen[-1].condition is not None:
                raise ValueError(f"{self.code}: the last of several must hold without a condition")
        return self

    def read(self) -> Procedure:
        return Procedure(
            code=self.code,
            act=self.act,
            title=self.text,
            valid_from=self.valid_from,
            valid_until=self.until,
            needed_if=read_condition(self.needed_if),
            receivers=tuple(Chosen(one.code, _condition(one.condition)) for one in self.receivers),
            form=self.form.text if self.form else None,
            papers=tuple(
                Paper(one.code, one.text, _condition(one.condition)) for one in self.documents
            ),
            lead=tuple(one.read() for one in self.lead or ()),
            reply=self.reply.read() if self.reply else None,
            silence_means_consent=self.silence_means_consent,
            refused_if=_condition(self.refused_if),
            remarks=tuple(one.text for one in self.remarks),
            legal_basis=tuple(self.legal_basis),
            source=self.source.text,
            checked_on=self.checked_on,
            recheck=self.recheck.text if self.recheck else None,
        )

    def conditions(self) -> list[dict[str, Any]]:
        found = [self.needed_if, self.refused_if]
        found += [one.condition for one in (*self.receivers, *self.documents, *(self.lead or ()))]
        found += [one.condition for one in (self.reply.terms if self.reply else ())]
        return [one for one in found if one is not None]


class PermitData(_Data):
    """The file as it is written."""

    note: str
    counting: _Counting
    reminders: _Reminders
    questions: list[_Question]
    receivers: list[_Receiver]
    procedures: list[_Procedure]

    @model_validator(mode="after")
    def _whole(self) -> PermitData:
        _check_questions(self.questions)
        asked = {one.code for one in self.questions}
        receivers = {one.code for one in self.receivers}
        for one in self.procedures:
            for raw in one.conditions():
                if unknown := questions_of(read_condition(raw)) - asked:
                    raise ValueError(f"{one.code}: there is no question {', '.join(unknown)}")
            if unknown := {chosen.code for chosen in one.receivers} - receivers:
                raise ValueError(f"{one.code}: there is no receiver {', '.join(unknown)}")
        _check_versions(self.procedures)
        return self


def _check_questions(questions: list[_Question]) -> None:
    before: set[str] = set()
    for one in questions:
        if one.code in before:
            raise ValueError(f"the question {one.code} is there twice")
        if questions_of(_condition(one.asked_if)) - before:
            raise ValueError(f"{one.code}: `asked_if` asks what comes later")
        if bool(one.choices) != (one.kind == "choice"):
            raise ValueError(f"{one.code}: choices belong to a choice")
        before.add(one.code)


def _check_versions(procedures: list[_Procedure]) -> None:
    """At most one version of a procedure is in force on a day."""
    for one in procedures:
        for other in procedures:
            if other is one or other.code != one.code or other.valid_from < one.valid_from:
                continue
            if one.until is None or other.valid_from <= one.until:
                raise ValueError(f"{one.code}: two versions hold on {other.valid_from}")


def _condition(raw: dict[str, Any] | None) -> Condition | None:
    return read_condition(raw) if raw is not None else None


_READ = read_data(PermitData, DATA)

COUNTING = _READ.counting
REMINDERS = _READ.reminders
QUESTIONS: tuple[Question, ...] = tuple(one.read() for one in _READ.questions)
PROCEDURES: tuple[Procedure, ...] = tuple(one.read() for one in _READ.procedures)
PROCEDURE_CODES = frozenset(one.code for one in PROCEDURES)
RECEIVERS_OF_WARD = frozenset(one.code for one in _READ.receivers if one.of_ward)


def rules_on(day: date) -> list[Procedure]:
    """The procedures as they hold for what is filed on a day."""
    return in_force(PROCEDURES, day)


def version_of(code: str, valid_from: date) -> Procedure | None:
    """The version of a procedure that was in force when something was filed."""
    return next(
        (one for one in PROCEDURES if (one.code, one.valid_from) == (code, valid_from)), None
    )
